"""A printer of ours under every fault: in memory on made-up time, and the same behind a TCP port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from appliance.printer.limits import Limits
from appliance.printer.profile import Profile
from tests.printer.rigs import GENERIC, LIMITS, MachineRig, Make


@pytest.fixture(params=["memory", "tcp"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Make rigs of both sorts, where both can have the fault."""
    with ExitStack() as stack:

        def made(profile: Profile = GENERIC, limits: Limits = LIMITS) -> MachineRig:
            return MachineRig(stack, profile, tcp=request.param == "tcp", limits=limits)

        yield made


@pytest.fixture
def memory() -> Iterator[Make]:
    """Make rigs in memory alone."""
    with ExitStack() as stack:
        yield lambda profile=GENERIC, limits=LIMITS: MachineRig(stack, profile, tcp=False, limits=limits)
