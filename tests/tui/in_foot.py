"""The kiosk with the fake desk, as the unit's terminal shows it; run by the tests in foot. The key `n` shows the
next of the gallery's pages named on the command line; a file takes the name of what stands."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from appliance.cli.kiosk_run import terminal_pictures
from appliance.desk.views import Issued, Preview, Session, Wish
from appliance.letters.qr import seal_qr
from appliance.reader.simulated import SimulatedReader
from appliance.tui.app import KioskApp, Pictures
from tests.tui.fake_desk import FakeDesk
from tests.tui.gallery import PAGES

SEAL = (
    "2KCE3IQBE4CEQQEGCY5CBLVBG2QFQVFDAENGWWNYKEDBU2YF6PQDUAABAAAIIZCTJNKE26BBGQYDALRRGAXDELRSF4YDAMJP" * 2
    + "GE4D" * 14
)
"""As long as a real one."""


class SealedDesk(FakeDesk):
    """Its letters bear a code that can be read."""

    def issue(self, session: Session, wish: Wish, read: Preview | None = None) -> Issued:
        return replace(super().issue(session, wish, read), qr=seal_qr(SEAL))


class Shown(KioskApp):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "next", priority=True, show=False)]

    def __init__(self, told: Path, names: list[str], pictures: Pictures) -> None:
        self._fake = SealedDesk()
        super().__init__(self._fake, SimulatedReader(), pictures=pictures)
        self._told, self._names = told, names

    def on_mount(self) -> None:
        """Tell what stands. Textual calls the kiosk's own one as well."""
        self.set_interval(0.1, self._tell)

    def action_next(self) -> None:
        PAGES[self._names.pop(0)](self, self._fake)

    def _tell(self) -> None:
        self._told.write_text(f"{type(self.top).__name__} {self.pictures}", encoding="utf-8")


if __name__ == "__main__":
    pictures = terminal_pictures()  # asks the terminal, so before the screen owns it
    Shown(Path(sys.argv[1]), sys.argv[2:], pictures).run()
