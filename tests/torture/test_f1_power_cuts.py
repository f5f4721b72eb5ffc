"""F1, F2: the power fails at any change of the disk, and of what was not flushed chance keeps some."""

from __future__ import annotations

import pytest

from tests.torture.power_cuts import PER_LIFE, WHERE, ordeal
from tests.torture.verdict import Broken


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_was_answered_survives_a_power_cut() -> None:
    rows = dict(ordeal(PER_LIFE, 10, print))
    print(rows)
    assert rows["power cuts"] == PER_LIFE
    for name in WHERE:
        assert rows[f"  of {name}"]
    assert rows["letters answered before a cut, all kept"]
    assert rows["events at the province, first of the journal"]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_disk_that_lies_about_flushing_is_noticed() -> None:
    """Else the ordeal would say nothing about ours."""
    with pytest.raises(Broken):
        ordeal(PER_LIFE * 3, 11, print, honest=False)
