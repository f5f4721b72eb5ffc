"""The first page waits for nothing it does not use."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

from appliance.tui.router import STEPS
from tests.tui.hand import kiosk, until


def test_the_screen_loads_no_pictures_no_province_and_no_page_before_it_is_wanted() -> None:
    code = "import sys, appliance.tui.app; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = run.stdout.split()
    heavy = {"PIL", "textual_image", "province", "apsw", "tinydb", "paho", "segno", "reportlab", "jinja2"}
    assert not [name for name in loaded if name.split(".")[0] in heavy]
    assert not [name for name in loaded if name.startswith("appliance.tui.pages.")]
    assert not [name for name in loaded if name.startswith(("appliance.store", "appliance.letters"))]


def test_every_step_has_its_page() -> None:
    for step, name in STEPS.items():
        assert hasattr(import_module(f"appliance.tui.pages.{step}"), name)


async def test_all_that_pages_want_is_loaded_ahead() -> None:
    app = kiosk()
    async with app.run_test(size=(48, 15)) as pilot:
        await until(pilot, lambda: app.ahead.done)
        assert all(f"appliance.tui.pages.{step}" in sys.modules for step in STEPS)
