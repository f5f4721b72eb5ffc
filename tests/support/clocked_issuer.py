"""A terminal at work until the power goes: ``python -m tests.support.clocked_issuer SECONDS STATE NIK``. Writes a
line for each letter (its number, or the code of the refusal)."""

from __future__ import annotations

import sys
from pathlib import Path

from appliance.desk.issue_letter import issue_for_clerk
from appliance.model.errors import ApplianceError
from appliance.wiring import open_terminal
from tests.support.clocked import set_to

if __name__ == "__main__":
    set_to(float(sys.argv[1]))
    terminal = open_terminal(Path(sys.argv[2]))
    while True:
        try:
            told = str(issue_for_clerk(terminal.office, sys.argv[3], "DOMISILI", {"keperluan": "uji"})[1].seq)
        except ApplianceError as error:
            told = error.code
        print(told, flush=True)
