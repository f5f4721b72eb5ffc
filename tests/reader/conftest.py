"""A daemon of each test's own, and a pair of hands for each reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reader.hands import PcscRig, Rig, SimulatedRig
from tests.support.pcscd import Pcscd, why_unavailable


@pytest.fixture
def pcscd(tmp_path: Path) -> Iterator[Pcscd]:
    """A pcscd of this test's own, with its virtual reader plugged in."""
    if reason := why_unavailable():
        pytest.skip(reason)
    with Pcscd(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def pcscd_without_reader(tmp_path: Path) -> Iterator[Pcscd]:
    """A pcscd that knows no reader yet."""
    if reason := why_unavailable():
        pytest.skip(reason)
    with Pcscd(tmp_path, readers=False) as daemon:
        yield daemon


@pytest.fixture(params=["simulated", "pcsc"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    """Each reader in turn, plugged in."""
    yield from _rig(request, "pcscd", plugged=True)


@pytest.fixture(params=["simulated", "pcsc"])
def unplugged_rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    """Each reader in turn, not plugged in yet."""
    yield from _rig(request, "pcscd_without_reader", plugged=False)


def _rig(request: pytest.FixtureRequest, daemon: str, plugged: bool) -> Iterator[Rig]:
    if request.param == "simulated":
        yield SimulatedRig(plugged)
        return
    rig = PcscRig(request.getfixturevalue(daemon))
    yield rig
    if rig.card is not None:
        rig.card.lift()
