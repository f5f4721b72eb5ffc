"""The kiosk as its unit starts it, with a card on its reader: ``STATE UID [broken]``. `broken` makes the desk fail
in a way that nobody foresaw, with the person's NIK in every place where an exception can hold one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from appliance.cli.kiosk_opening import Opening
from appliance.cli.kiosk_run import run_kiosk
from appliance.desk.front import FrontDesk
from appliance.desk.views import DataPage, Session
from appliance.model.card import Reader
from appliance.reader.simulated import SimulatedReader


def reader(opening: Opening) -> Reader:
    opening.terminal()
    one = SimulatedReader()
    one.lay(bytes.fromhex(sys.argv[2]))
    one.lift()
    return one


_data_page: Any = FrontDesk.data_page


def broken(desk: FrontDesk, session: Session) -> DataPage:
    page: DataPage = _data_page(desk, session)
    number = page.nik
    raise RuntimeError(f"no row for {number} {page.name}")


if __name__ == "__main__":
    Opening.reader = reader  # type: ignore[method-assign]
    if "broken" in sys.argv:
        FrontDesk.data_page = broken  # type: ignore[method-assign]
    raise SystemExit(run_kiosk(Path(sys.argv[1])))
