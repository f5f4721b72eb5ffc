"""Some thousands of what `python -m tests.fuzz` makes a million of, the same ones each time (S11, S12)."""

from __future__ import annotations

import pytest

from tests.fuzz.all_targets import TARGETS
from tests.fuzz.drive import FAULTS, drive
from tests.fuzz.target import Target, any_text, hold

INPUTS = 10_000
SEED = 10
_SHARES = sum(target.share for target in TARGETS)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_anything_at_a_door_is_taken_or_refused_as_promised(target: Target) -> None:
    tally = drive(target, round(INPUTS * target.share / _SHARES), SEED)
    assert tally.faults == []
    assert tally.accepted > 0 and tally.refused > 0, "only one side of the door was tried"


def _trap(data: bytes) -> bool:
    """A door with a fault that only a valid input with two spoilt places meets."""
    if data.startswith(b"key=") and b"7" in data and b'"' in data:
        raise IndexError("the fault")
    return data.startswith(b"key=")


def test_a_fault_is_found_and_made_small() -> None:
    tally = drive(Target("trap", "", _trap, (b"key=some value", b"key=71"), made=any_text), 20_000, SEED)
    assert len(tally.faults) == FAULTS
    assert {sorted(fault.data) == sorted(b'key=7"') for fault in tally.faults} == {True}
    assert "IndexError: the fault" in tally.faults[0].what


def test_a_promise_that_breaks_is_a_fault() -> None:
    def run(data: bytes) -> bool:
        hold(len(data) < 50, "short")
        return True

    tally = drive(Target("promise", "short", run, (b"x" * 40,)), 1000, SEED)
    assert tally.faults[0].what.startswith("Broken: short") and len(tally.faults[0].data) == 50


def test_memory_that_grows_is_a_fault() -> None:
    kept: list[bytearray] = []

    def run(data: bytes) -> bool:
        kept.append(bytearray(64 << 20))
        kept.clear()
        return True

    assert "MiB for an input" in drive(Target("hungry", "", run, (b"x",)), 3, SEED).faults[0].what


def test_the_same_seed_makes_the_same_inputs() -> None:
    def inputs(seed: int) -> list[bytes]:
        seen: list[bytes] = []

        def run(data: bytes) -> bool:
            seen.append(data)
            return len(data) % 2 == 0

        drive(Target("order", "", run, (b"some valid input", b"7"), made=any_text), 500, seed)
        return seen

    assert inputs(1) == inputs(1) != inputs(2)
