"""What `bench_screen` starts as processes of their own: an application that tells by one byte when it stands.

python -m benchmarks.first_page empty|kiosk FD
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from appliance.desk.api import Desk


def empty(stands: int) -> None:
    """Textual's own application with nothing in it."""
    from textual.app import App

    class Empty(App[None]):
        def on_ready(self) -> None:
            self.call_after_refresh(os.write, stands, b"x")

    Empty().run()


def kiosk(stands: int) -> None:
    """The kiosk's first page. Desk and reader are handed in, as the command does it; here they are idle."""
    from appliance.tui.app import KioskApp

    class Kiosk(KioskApp):
        def on_ready(self) -> None:
            self.page.call_after_refresh(os.write, stands, b"x")

    Kiosk(_desk(), _NoReader(), now=lambda: datetime(2026, 11, 24, 18, 40)).run()


class _NoReader:
    kind: Literal["none"] = "none"

    def run(self, emit: object) -> None:
        """No card ever comes."""

    def stop(self) -> None:
        """Nothing runs."""


def _desk() -> Desk:
    from types import SimpleNamespace
    from typing import cast

    from appliance.model.village import Village

    village = Village("18.01.04.2001", "Hajimena", "Desa", "Kepala Desa", "Natar", "Lampung Selatan")
    return cast("Desk", SimpleNamespace(village=lambda: village, clock_doubt=lambda: None, print_waiting=lambda: 0))


if __name__ == "__main__":
    {"empty": empty, "kiosk": kiosk}[sys.argv[1]](int(sys.argv[2]))
