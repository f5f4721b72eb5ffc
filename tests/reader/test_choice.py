"""Which of several readers is taken."""

from __future__ import annotations

import pytest

from appliance.reader.choice import choose

ICC = "ACS ACR1281 1S Dual Reader [ACR1281 ICC] 00 00"
PICC = "ACS ACR1281 1S Dual Reader [ACR1281 PICC] 00 01"
SAM = "ACS ACR1281 1S Dual Reader [ACR1281 SAM] 00 02"
PLAIN = "ACS ACR122U 00 00"
CL = "HID Global OMNIKEY 5022 Smart Card Reader CL 01 00"


@pytest.mark.parametrize(
    ("names", "wanted", "current", "chosen"),
    [
        ([], "", None, None),
        ([PLAIN], "", None, PLAIN),
        ([ICC, PICC, SAM], "", None, PICC),
        ([SAM, ICC], "", None, ICC),
        ([SAM], "", None, None),
        ([SAM], "sam", None, SAM),
        ([ICC, CL], "", None, CL),
        ([PLAIN, CL], "acr122", None, PLAIN),
        ([PLAIN], "omnikey", None, None),
        ([PICC, PLAIN], "", PLAIN, PLAIN),
        ([PICC], "", PLAIN, PICC),
    ],
)
def test_choice(names: list[str], wanted: str, current: str | None, chosen: str | None) -> None:
    assert choose(names, wanted, current) == chosen
