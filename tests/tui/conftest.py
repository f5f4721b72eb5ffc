"""One still world for all screen tests: no animation, a fixed clock, catalogues built, a desk that is a fake."""

from __future__ import annotations

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"
for _name in [name for name in os.environ if name.startswith("TEXTUAL_") and name != "TEXTUAL_ANIMATIONS"]:
    del os.environ[_name]
os.environ.pop("NO_COLOR", None)

import subprocess  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402

import appliance.locale  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Build the catalogues that are older than their source."""
    for source in Path(appliance.locale.__file__).parent.rglob("*.po"):
        built = source.with_suffix(".mo")
        if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
            subprocess.run(["msgfmt", "-o", str(built), str(source)], check=True)
