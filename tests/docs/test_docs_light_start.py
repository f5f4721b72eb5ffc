"""A light start: what a command does not use, it does not import."""

import json
import subprocess
import sys

import pytest

HEAVY = (
    "PIL",
    "apsw",
    "cryptography",
    "escpos",
    "jinja2",
    "paho",
    "reportlab",
    "segno",
    "smartcard",
    "textual",
    "textual_image",
    "tinydb",
)

LISTED = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def modules_after(code, *arguments):
    """Names of all modules that a fresh interpreter has loaded after `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LISTED}", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def tops(modules):
    return {name.partition(".")[0] for name in modules}


def calling(module, *words):
    return f"""
from {module} import main
try:
    main({list(words)!r})
except SystemExit:
    pass
"""


@pytest.mark.parametrize("words", [["--help"], ["letter", "--help"], ["--version"]])
def test_help_imports_no_library(words):
    loaded = modules_after(calling("appliance.cli.main", *words))
    assert "appliance.cli.letter" in loaded
    assert tops(loaded) & set(HEAVY) == set()
    rooms = {name.split(".")[1] for name in loaded if name.startswith("appliance.")}
    assert rooms == {"cli", "locale", "model"}


def test_help_of_the_province_imports_no_library():
    loaded = modules_after(calling("province.cli.main", "--help"))
    assert "province.cli.main" in loaded and tops(loaded) & set(HEAVY) == set()


SCREEN = """
import sys
from pathlib import Path
from appliance.wiring import found_terminal
import appliance.cli.kiosk_run
import appliance.tui.app
terminal = found_terminal(Path(sys.argv[1]) / "state", "18.01.04.2001", "Desa Hajimena")
assert terminal.front().village().name == "Hajimena"
"""


def test_the_kiosk_imports_nothing_of_network_and_province(tmp_path):
    loaded = modules_after(SCREEN, str(tmp_path))
    assert "appliance.tui.app" in loaded
    assert tops(loaded) & {"province", "paho", "reportlab", "smartcard"} == set()
    assert not [name for name in loaded if name.startswith(("appliance.mqtt", "appliance.post"))]


def test_the_agent_imports_nothing_of_screen_and_devices():
    loaded = modules_after("import appliance.cli.agent_run")
    assert "appliance.mqtt.agent" in loaded
    assert tops(loaded) & {"textual", "textual_image", "escpos", "smartcard", "PIL", "province"} == set()
