"""Threat F2: what a terminal that died in the middle of a job left in the printer. The printer goes on by itself,
eats what comes next, and answers late; none of it may reach the next letter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from appliance.model.errors import ApplianceError
from appliance.model.printing import Line, Outcome, Status
from appliance.printer.escpos import CLEAR, render
from appliance.printer.machine import Machine
from appliance.printer.profile import Profile, load_profile
from appliance.printer.protocol import PAPER
from tests.printer.pages import PURPOSE, letter
from tests.printer.rigs import GENERIC, LIMITS, MachineRig, Make

EPSON, SMALL = load_profile("epson-tm-t82", 80), load_profile("generic", 58)
TITLE, LAST_LINE = "PEMERINTAH DESA HAJIMENA", "Hajimena, 1 Januari 2026"


def send(line: Line, name: str, after_trouble: bool) -> Outcome:
    return line.send(letter(name), lambda done, parts: None, after_trouble=after_trouble)


def left_in_a_picture(machine: Machine, profile: Profile) -> None:
    """The job of a terminal that lost its power: it ends inside the code's picture."""
    job = render(letter("ORANG PERTAMA"), profile)
    machine.take(job[: job.index(b"\x1dv0") + 400])
    assert machine.in_picture


def test_a_printer_left_in_a_picture_eats_the_next_title(make: Make) -> None:
    """The fault itself: so that the tests below can fail."""
    rig = make()
    left_in_a_picture(rig.machine, GENERIC)
    with rig.connect() as line:
        send(line, "ORANG KEDUA", after_trouble=False)
    assert sum(paper.text.count(TITLE) for paper in rig.machine.papers) == 1


@pytest.mark.parametrize("profile", [GENERIC, SMALL, EPSON], ids=["80", "58", "epson"])
def test_the_next_letter_is_whole_all_the_same(make: Make, profile: Profile) -> None:
    rig = make(profile)
    left_in_a_picture(rig.machine, profile)
    with rig.connect() as line:
        assert send(line, "ORANG KEDUA", after_trouble=True) == Outcome("printed")
    printed = "\n".join(paper.text for paper in rig.machine.papers)
    last = printed[printed.rindex(TITLE) :]
    assert "ORANG KEDUA" in last and PURPOSE in last and LAST_LINE in last
    assert printed.count(TITLE) == 2 and printed.count(LAST_LINE) == 1
    if profile.cutter != "none":
        assert "ORANG PERTAMA" not in rig.machine.papers[-1].text, "half a letter heads nobody else's"
    assert rig.machine.complaints == []


def test_an_old_job_comes_out_after_the_new_roll_though_we_have_gone(make: Make) -> None:
    rig = make()
    rig.machine.dots_left = 200
    rig.machine.take(render(letter("ORANG PERTAMA"), GENERIC) + PAPER)
    with rig.connect() as line:
        assert line.status().fault == "E-PRN-02"
        with pytest.raises(ApplianceError):
            send(line, "ORANG KEDUA", after_trouble=True)
    rig.mend()
    with rig.connect() as line:
        assert line.status() == Status()
        assert send(line, "ORANG KEDUA", after_trouble=True) == Outcome("printed")
    texts = [paper.text for paper in rig.machine.papers if paper.lines]
    assert ["ORANG PERTAMA" in text for text in texts] == [True, False]
    assert ["ORANG KEDUA" in text for text in texts] == [False, True]
    assert all(LAST_LINE in text for text in texts)


def test_where_the_model_can_what_is_left_is_cleared(make: Make) -> None:
    rig = make(EPSON)
    rig.machine.cover_open = True
    rig.machine.take(render(letter("ORANG PERTAMA"), EPSON))
    rig.machine.papers.clear()
    with rig.connect() as line:
        line.status()
        rig.machine.take(CLEAR)  # the link of the job that was given up, or our next one: both say it
        rig.mend()
        assert line.status() == Status()
        assert send(line, "ORANG KEDUA", after_trouble=True) == Outcome("printed")
    assert CLEAR in bytes(rig.machine.received)[-20_000:]
    assert "ORANG PERTAMA" not in "\n".join(paper.text for paper in rig.machine.papers)


@pytest.fixture
def slow() -> Iterator[MachineRig]:
    """A printer that prints at 80 mm a second, as real ones do, on made-up time."""
    with ExitStack() as stack:
        rig = MachineRig(stack, GENERIC, tcp=False, limits=LIMITS)
        rig.machine.speed = 640.0
        yield rig


@pytest.mark.parametrize("owed", [1, 2])
@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_the_answer_owed_to_the_old_job_does_not_vouch_for_ours(slow: MachineRig, owed: int, delay: float) -> None:
    slow.machine.delay = delay
    slow.machine.take(render(letter("ORANG PERTAMA"), GENERIC) + PAPER * owed)
    with slow.connect() as line:
        assert line.status() == Status()
        assert send(line, "ORANG KEDUA", after_trouble=True) == Outcome("printed")
        assert "ORANG KEDUA" in slow.machine.papers[-1].text
        assert LAST_LINE in slow.machine.papers[-1].text, "said before it was out"


def test_a_roll_that_ends_in_the_old_job_keeps_ours_in_the_queue(slow: MachineRig) -> None:
    slow.machine.take(render(letter("ORANG PERTAMA"), GENERIC) + PAPER)
    slow.machine.dots_left = 300
    with slow.connect() as line:
        assert line.status() == Status()
        with pytest.raises(ApplianceError) as caught:
            send(line, "ORANG KEDUA", after_trouble=True)
    assert caught.value.code == "E-PRN-02"
    assert b"ORANG KEDUA" not in slow.machine.received, "not a byte of it has left"


def test_a_printer_without_answers_in_order_prints_and_stays_unsure() -> None:
    class Mute(Machine):
        def _obey(self, head: bytes) -> int:
            return 3 if head.startswith(PAPER) else super()._obey(head)

    with ExitStack() as stack:
        rig = MachineRig(stack, GENERIC, tcp=False, limits=LIMITS)
        rig.machine = rig.printer.machine = Mute(GENERIC, rig.time.clock)  # type: ignore[union-attr]
        with rig.connect() as line:
            assert line.status() == Status()
            assert send(line, "ORANG KEDUA", after_trouble=True) == Outcome("unsure", "E-PRN-06")
        assert LAST_LINE in rig.machine.papers[-1].text
        assert rig.time.now < 1000 + LIMITS.quiet + 5
