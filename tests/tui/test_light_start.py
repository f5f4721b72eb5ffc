"""The first page waits for nothing it does not use."""

from __future__ import annotations

import subprocess
import sys

from appliance.tui.router import STEPS


def test_the_screen_loads_no_pictures_no_province_and_no_page_before_it_is_wanted() -> None:
    code = "import sys, appliance.tui.app; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = run.stdout.split()
    heavy = {"PIL", "textual_image", "province", "apsw", "tinydb", "paho", "segno", "reportlab", "jinja2"}
    assert not [name for name in loaded if name.split(".")[0] in heavy]
    assert not [name for name in loaded if name.startswith("appliance.tui.pages.")]
    assert not [name for name in loaded if name.startswith(("appliance.store", "appliance.letters"))]


def test_every_step_has_its_page() -> None:
    from tests.tui.hand import kiosk

    router = kiosk().router
    while router.load_ahead():
        pass
    for step, name in STEPS.items():
        module = sys.modules[f"appliance.tui.pages.{step}"]
        assert hasattr(module, name)
