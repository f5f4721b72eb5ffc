"""Threat F5, rows of the fault table that hang on what exactly a printer says, and how its link ends. In memory on
made-up time and over TCP where both can have the fault."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from appliance.model.errors import ApplianceError
from appliance.model.printing import Line, Outcome, Status, Waiting, wait_on
from appliance.printer import network
from appliance.printer.machine import Machine
from appliance.printer.network import NetworkPrinter
from appliance.printer.profile import load_profile, profile_names
from tests.printer.pages import PURPOSE, letter
from tests.printer.rigs import GENERIC, LIMITS, MachineRig, Make

LAST_LINE = "Hajimena, 1 Januari 2026"


@pytest.fixture
def tcp() -> Iterator[MachineRig]:
    with ExitStack() as stack:
        yield MachineRig(stack, GENERIC, tcp=True, limits=LIMITS)


def send(line: Line, waiting: Waiting = wait_on, after_trouble: bool = False) -> Outcome:
    return line.send(letter(), lambda done, parts: None, waiting=waiting, after_trouble=after_trouble)


def test_a_host_that_takes_no_connection_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither refused nor there: the queue of the port is full, so nothing answers, as behind a dead switch."""
    monkeypatch.setattr(network, "CONNECT_LIMIT", 0.3)
    with ExitStack() as stack:
        port = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0)).getsockname()[1]
        for _ in range(2):
            link = stack.enter_context(socket.socket())
            link.setblocking(False)
            link.connect_ex(("127.0.0.1", port))
        printer = NetworkPrinter("127.0.0.1", port, GENERIC, LIMITS)
        with pytest.raises(ApplianceError) as caught, printer.connect():
            pass
    assert caught.value.code == "E-PRN-01"


@pytest.mark.parametrize("life", [1, 1500, 6000])
def test_a_link_ended_politely_in_the_middle_is_unsure(tcp: MachineRig, life: int) -> None:
    tcp.server.polite = True
    with tcp.connect() as line:
        line.status()
        tcp.machine.life = life
        assert send(line) == Outcome("unsure", "E-PRN-07")
    assert bytes(tcp.machine.received).count(PURPOSE.encode()) <= 1
    tcp.machine.life = None
    with tcp.connect() as line:
        assert send(line, after_trouble=True) == Outcome("printed")
    assert LAST_LINE in tcp.machine.papers[-1].text


def test_a_link_ended_politely_before_a_status_is_away(tcp: MachineRig) -> None:
    tcp.server.polite = True
    with tcp.connect() as line:
        assert line.status() == Status()
        tcp.machine.life = 0
        with pytest.raises(ApplianceError) as caught:
            line.status()
    assert caught.value.code == "E-PRN-07"


@pytest.mark.parametrize("delay", [0.2, 0.8])
def test_a_late_answer_is_taken_for_none_or_for_what_it_says(make: Make, delay: float) -> None:
    rig = make()
    rig.machine.delay = delay
    with rig.connect() as line:
        status = line.status()
        assert status.fault is None and not status.near_end
        outcome = send(line)
    assert outcome == (Outcome("unsure", "E-PRN-06") if status.silent else Outcome("printed"))
    assert bytes(rig.machine.received).count(PURPOSE.encode()) == 1


@pytest.mark.parametrize(("fault", "code"), [("hot", "E-PRN-05"), ("broken", "E-PRN-12")])
def test_an_error_before_forbids_the_start_and_is_named(make: Make, fault: str, code: str) -> None:
    rig = make()
    setattr(rig.machine, fault, True)
    with rig.connect() as line:
        assert line.status().fault == code
        with pytest.raises(ApplianceError) as caught:
            send(line)
        assert caught.value.code == code
    assert bytes(rig.machine.received).count(PURPOSE.encode()) == 0


def test_a_cutter_that_jammed_forbids_the_next_letter(make: Make) -> None:
    rig = make()
    rig.machine.jams_at_cut = True
    with rig.connect() as line:
        line.status()
        assert send(line, lambda code: False) == Outcome("unsure", "E-PRN-04")
    with rig.connect() as line:
        assert line.status().fault == "E-PRN-04"


def test_heat_heals_by_itself(memory: Make) -> None:
    rig = memory(limits=replace(LIMITS, patience=60.0))
    told: list[str] = []

    def nobody(code: str) -> bool:
        told.append(code)
        rig.machine.hot = rig.time.now < 1020
        return True

    with rig.connect() as line:
        line.status()
        rig.machine.hot = True
        assert send(line, nobody) == Outcome("printed")
    assert set(told) == {"E-PRN-05"}


class PaperlessMachine(Machine):
    """Obeys everything with its roll at an end, and says so only where it is asked in order, as a printer does
    whose sensor for ``DLE EOT 4`` is another one."""

    answer = b"\x0c"

    def _obey(self, head: bytes) -> int:
        size = super()._obey(head)
        if head.startswith(b"\x1dr") and size:
            self._answers[-1] = (self._answers[-1][0], self.answer)
        return size


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"\x0c", Outcome("unsure", "E-PRN-02")),
        (b"\x0f", Outcome("unsure", "E-PRN-02")),
        (b"\x00\x0c", Outcome("unsure", "E-PRN-02")),
        (b"\x03", Outcome("printed")),
    ],
)
def test_who_says_at_the_end_that_there_is_no_paper_has_printed_nothing_for_sure(
    memory: Make, answer: bytes, outcome: Outcome
) -> None:
    rig = memory()
    machine = PaperlessMachine(GENERIC, rig.time.clock)
    machine.answer = answer
    rig.machine = rig.printer.machine = machine  # type: ignore[union-attr]
    with rig.connect() as line:
        assert line.status() == Status()
        assert send(line) == outcome


def test_all_is_taken_and_nothing_printed_only_a_person_can_tell(make: Make) -> None:
    """No byte of it can be told from a letter that came out: so a marked copy is a person's to ask for."""
    rig = make()
    rig.machine.swallows = True
    with rig.connect() as line:
        assert line.status() == Status()
        assert send(line) == Outcome("printed")
    assert rig.machine.papers == []


@pytest.mark.parametrize("code", profile_names())
@pytest.mark.parametrize("width", [80, 58])
def test_no_profile_lets_a_silent_printer_say_printed(memory: Make, code: str, width: int) -> None:
    rig = memory(load_profile(code, width))
    rig.machine.silent = True
    with rig.connect() as line:
        assert send(line) == Outcome("unsure", "E-PRN-06")
    assert PURPOSE in rig.machine.papers[-1].text, "it came out, and only a person can know"
