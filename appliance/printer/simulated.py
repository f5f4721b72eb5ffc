"""The driver of the printer made of software, for demo and tests: the same talk, no link between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from appliance.model.errors import ApplianceError
from appliance.model.printing import Line
from appliance.printer.limits import Limits
from appliance.printer.machine import Machine, Vanished
from appliance.printer.profile import Profile
from appliance.printer.protocol import Conversation

_STEP = 0.02
"""Seconds between two looks for an answer."""


class SimulatedPrinter:
    """A `Machine` as a printer; `machine` has its faults, its papers and its clock."""

    kind: Literal["simulated"] = "simulated"

    def __init__(
        self,
        profile: Profile,
        limits: Limits,
        machine: Machine | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.machine = machine or Machine(profile)
        self._profile, self._limits, self._sleep = profile, limits, sleep
        self._open = False
        self.columns = profile.columns

    @contextmanager
    def connect(self) -> Iterator[Line]:
        """Raises E-PRN-01 when the machine has vanished, E-PRN-15 for a second line beside the first."""
        if self._open:
            raise ApplianceError("E-PRN-15")
        channel = _MachineChannel(self.machine, self._sleep)
        try:
            self.machine.say()
        except Vanished as error:
            raise ApplianceError("E-PRN-01") from error
        self._open = True
        try:
            yield Conversation(channel, self._profile, self._limits, self.machine.clock)
        finally:
            self._open = False


class _MachineChannel:
    def __init__(self, machine: Machine, sleep: Callable[[float], None]) -> None:
        self._machine, self._clock, self._sleep = machine, machine.clock, sleep

    def write(self, data: bytes, limit: float) -> int:
        until = self._clock() + limit
        while True:
            try:
                taken = self._machine.take(data)
            except Vanished as error:
                raise ApplianceError("E-PRN-07") from error
            if taken or self._clock() >= until:
                return taken
            self._sleep(_STEP)

    def read(self, limit: float) -> bytes:
        until = self._clock() + limit
        while True:
            try:
                data = self._machine.say()
            except Vanished as error:
                raise ApplianceError("E-PRN-07") from error
            if data or self._clock() >= until:
                return data
            self._sleep(_STEP)

    def abort(self) -> None:
        """Nothing lies between: what was taken is the machine's."""
