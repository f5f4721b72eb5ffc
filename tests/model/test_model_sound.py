"""A record is sound when each field holds what its hint says."""

from dataclasses import replace
from typing import Any

import pytest

from appliance.model.records import Asked, Clues, Job
from appliance.model.sound import malformed

JOB = Job(letter=1, copy=0, state="queued", made_at="2026-01-05T09:12:00+07:00", page=[{"node": "gap"}])


def test_what_this_release_writes_is_sound() -> None:
    for record in (JOB, replace(JOB, letter=None, page=None, code="E-PRN-02"), Clues("nik", ["a"])):
        assert malformed(record) == []
    assert malformed(Asked("A-07", "2026-01-05", "1", "SKTM", {"keperluan": "x"}, "t")) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("letter", "1"),
        ("letter", True),
        ("letter", 1.0),
        ("copy", None),
        ("state", "flown"),
        ("state", []),
        ("made_at", 5),
        ("page", {}),
        ("page", ["x"]),
    ],
)
def test_what_it_never_writes_is_named(field: str, value: Any) -> None:
    assert malformed(replace(JOB, **{field: value})) == [field]


def test_the_values_of_a_mapping_count() -> None:
    wrong: Any = {"keperluan": 5}
    assert malformed(Asked("A-07", "2026-01-05", "1", "SKTM", wrong, "t")) == ["inputs"]
