"""The kiosk with the fake desk in a terminal of its own; run by the pty tests. `broken` makes the desk fail in a
way that nobody foresaw, with a NIK in every place an exception can hold one; the second argument is the file that
takes the line of the fault. `hanging`: the printer's thread never comes back from its call."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from appliance.desk.views import DataPage, Session
from appliance.reader.simulated import SimulatedReader
from appliance.tui.app import KioskApp
from tests.tui.fake_desk import LINKED, NIK, FakeDesk

WORDS = " ".join(sys.argv[1:])


class BrokenDesk(FakeDesk):
    def data_page(self, session: Session) -> DataPage:
        number = NIK
        raise RuntimeError(f"no row for {number}")


class Kiosk(KioskApp):
    def on_ready(self) -> None:
        if "hanging" in WORDS:
            self.errands.run(threading.Event().wait, device="printer", quiet=True, lasting=True)


def main() -> int:
    reader = SimulatedReader()
    broken = "broken" in WORDS
    app = Kiosk(
        BrokenDesk() if broken else FakeDesk(),
        reader,
        on_fault=lambda line: Path(sys.argv[2]).write_text(line, encoding="utf-8") and None,
    )
    if broken or "card" in WORDS:
        reader.lay(LINKED)
        reader.lift()
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    raise SystemExit(main())
