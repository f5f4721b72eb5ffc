"""The same printer three ways: in memory on made-up time, behind a TCP port, and as emupos, which is not ours."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Protocol

from appliance.model.printing import Line
from appliance.printer.limits import Limits
from appliance.printer.machine import Machine
from appliance.printer.network import NetworkPrinter
from appliance.printer.profile import Profile, load_profile
from appliance.printer.simulated import SimulatedPrinter
from tests.support.emupos import Emupos
from tests.support.printer_server import PrinterServer


class MadeUpTime:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Rig(Protocol):
    """A printer under test, and the hands that stand beside it."""

    def connect(self) -> AbstractContextManager[Line]: ...

    def run_out(self) -> None:
        """The roll ends now."""

    def open_cover(self) -> None: ...

    def short_roll(self) -> None: ...

    def mend(self) -> None:
        """New roll, cover shut."""

    def papers(self, count: int) -> list[str]:
        """The text of each paper that came out; waits for `count` of them."""

    def complaints(self) -> list[str]: ...


class MachineRig:
    """`Machine` in memory or over TCP."""

    def __init__(self, stack: ExitStack, profile: Profile, *, tcp: bool, limits: Limits) -> None:
        self.time = MadeUpTime()
        if tcp:
            self.machine = Machine(profile)
            self.server = stack.enter_context(PrinterServer(self.machine))
            self.printer: NetworkPrinter | SimulatedPrinter = NetworkPrinter(
                self.server.host, self.server.port, profile, limits
            )
        else:
            self.machine = Machine(profile, self.time.clock)
            self.printer = SimulatedPrinter(profile, limits, self.machine, self.time.sleep)

    def connect(self) -> AbstractContextManager[Line]:
        return self.printer.connect()

    def run_out(self) -> None:
        self.machine.dots_left = 0

    def open_cover(self) -> None:
        self.machine.cover_open = True

    def short_roll(self) -> None:
        self.machine.near_end = True

    def mend(self) -> None:
        self.machine.mend()

    def papers(self, count: int) -> list[str]:
        assert len(self.machine.papers) >= count
        return [paper.text for paper in self.machine.papers]

    def complaints(self) -> list[str]:
        return self.machine.complaints


class EmuposRig:
    """emupos, reached as any network printer. It serves many tests, so only what came since the start counts."""

    def __init__(self, emupos: Emupos, profile: Profile, *, limits: Limits) -> None:
        self.emupos = emupos
        self.printer = NetworkPrinter(emupos.host, emupos.port, profile, limits)
        self._receipts, self._unknown = len(emupos.receipts()), len(emupos.unknown_commands())

    def connect(self) -> AbstractContextManager[Line]:
        return self.printer.connect()

    def run_out(self) -> None:
        self.emupos.fault("paper-out")

    def open_cover(self) -> None:
        self.emupos.fault("cover-open")

    def short_roll(self) -> None:
        self.emupos.fault("paper-near-end")

    def mend(self) -> None:
        for fault in ("paper-out", "cover-open", "paper-near-end"):
            self.emupos.fault(fault, active=False)

    def papers(self, count: int) -> list[str]:
        self.emupos.wait_for_receipts(self._receipts + count)
        return [self.emupos.text(index) for index in range(self._receipts, len(self.emupos.receipts()))]

    def complaints(self) -> list[str]:
        return [str(one) for one in self.emupos.unknown_commands()[self._unknown :] if one["bytes"] != "00"]

    def tidy(self) -> None:
        """Leave a printer without fault that waits for nothing."""
        self.emupos.wait_until_alone()
        self.mend()


GENERIC = load_profile("generic", 80)
LIMITS = Limits(poll=0.5, quiet=3.0, patience=3.0)
"""Limits of a printer that is slow on purpose."""

Make = Callable[..., MachineRig]
