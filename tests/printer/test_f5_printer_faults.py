"""Threats F2 and F5: whatever the printer does, the letter is sent at most once, every fault has its code, and
`printed` is said only of a letter that stands whole on paper. In memory on made-up time, and over TCP."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.model.errors import ApplianceError
from appliance.model.layout import Page
from appliance.model.printing import Line, Outcome, Status, Waiting, wait_on
from appliance.printer.profile import Profile, load_profile
from appliance.printer.protocol import CLEAR
from tests.printer.pages import PURPOSE, letter, qr
from tests.printer.rigs import GENERIC, LIMITS, MachineRig, Make

EPSON = load_profile("epson-tm-t82", 80)
LAST_LINE = "Hajimena, 1 Januari 2026"
LONG = Page((*letter().nodes, qr(), qr(), qr()))


def send(line: Line, waiting: Waiting = wait_on, page: Page | None = None, after_trouble: bool = False) -> Outcome:
    return line.send(page or letter(), lambda done, parts: None, waiting=waiting, after_trouble=after_trouble)


def times_sent(rig: MachineRig) -> int:
    return bytes(rig.machine.received).count(PURPOSE.encode())


class Person:
    """Hears what the printer waits for, and mends it when told `code` for the second time."""

    def __init__(self, rig: MachineRig, code: str | None = None) -> None:
        self.rig, self.code, self.told = rig, code, list[str]()

    def __call__(self, code: str) -> bool:
        self.told.append(code)
        if code == self.code and self.told.count(code) == 2:
            self.rig.mend()
        return True


def test_a_printer_that_tells_nothing_prints_and_stays_unsure(make: Make) -> None:
    rig = make()
    rig.machine.silent = True
    with rig.connect() as line:
        assert line.status() == Status(silent=True)
        assert send(line) == Outcome("unsure", "E-PRN-06")
    if rig.time.now > 1000:  # made-up time: three questions of half a second, and the wait at the end
        assert rig.time.now <= 1000 + 2.0 + LIMITS.poll + 0.2
    assert times_sent(rig) == 1


def test_a_printer_that_falls_silent_is_waited_for_and_stays_unsure(make: Make) -> None:
    rig = make()
    person = Person(rig)
    with rig.connect() as line:
        assert line.status() == Status()
        rig.machine.silent = True
        assert send(line, person) == Outcome("unsure", "E-PRN-06")
    assert "E-PRN-06" in person.told
    assert times_sent(rig) == 1


def test_a_printer_that_wakes_up_again_is_believed(memory: Make) -> None:
    rig = memory(limits=replace(LIMITS, patience=60.0))

    told: list[str] = []

    def waiting(code: str) -> bool:
        told.append(code)
        rig.machine.silent = rig.time.now < 1010
        if code == "E-PRN-02":
            rig.mend()
        return True

    with rig.connect() as line:
        line.status()
        rig.machine.silent = True
        rig.machine.dots_left = 200
        assert send(line, waiting) == Outcome("printed")
    assert set(told) == {"E-PRN-06", "E-PRN-02"}
    assert times_sent(rig) == 1


@pytest.mark.parametrize("lost", [1, 2])
def test_an_answer_that_is_lost_does_not_make_it_silent(make: Make, lost: int) -> None:
    rig = make()
    rig.machine.lost = lost
    with rig.connect() as line:
        assert line.status() == (Status() if lost == 1 else Status(silent=True))
        if lost == 1:
            assert send(line) == Outcome("printed")


def test_gone_before_the_start(make: Make) -> None:
    rig = make()
    rig.machine.life = 0
    with pytest.raises(ApplianceError) as caught, rig.connect() as line:
        line.status()
    assert caught.value.code in ("E-PRN-01", "E-PRN-07")
    assert times_sent(rig) == 0


def test_gone_before_the_first_byte_leaves_the_job_in_the_queue(memory: Make) -> None:
    rig = memory()
    with rig.connect() as line:
        line.status()
        rig.machine.life = 0
        with pytest.raises(ApplianceError) as caught:
            send(line)
    assert caught.value.code == "E-PRN-07"


@pytest.mark.parametrize("life", [1, 100, 1500, 3000, 6000])
def test_gone_in_the_middle_is_unsure_and_the_next_letter_is_whole(make: Make, life: int) -> None:
    rig = make()
    with rig.connect() as line:
        line.status()
        rig.machine.life = life
        assert send(line) == Outcome("unsure", "E-PRN-07")
    assert times_sent(rig) <= 1
    rig.machine.life = None  # the cable is back, the printer was never off: it still waits inside a picture
    with rig.connect() as line:
        assert line.status() == Status()
        assert send(line, after_trouble=True) == Outcome("printed")
    for words in ("PEMERINTAH DESA HAJIMENA", PURPOSE, LAST_LINE):
        assert words in rig.machine.papers[-1].text


def test_a_printer_that_stops_reading_is_seen_and_waited_for(make: Make) -> None:
    rig = make(limits=replace(LIMITS, patience=30.0))
    person = Person(rig, "E-PRN-11")
    with rig.connect() as line:
        line.status()
        rig.machine.room = 700
        assert send(line, person, LONG) == Outcome("printed")
    assert person.told.count("E-PRN-11") >= 2
    assert times_sent(rig) == 1
    assert rig.machine.complaints == []


def test_a_printer_that_never_reads_on_is_unsure(make: Make) -> None:
    rig = make()
    with rig.connect() as line:
        line.status()
        rig.machine.room = 700
        assert send(line, page=LONG) == Outcome("unsure", "E-PRN-11")
    assert times_sent(rig) <= 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"dots_left": 200}, "E-PRN-02"),
        ({"jams_at_cut": True}, "E-PRN-04"),
        ({"hot": True}, "E-PRN-05"),
        ({"broken": True}, "E-PRN-12"),
    ],
)
@pytest.mark.parametrize("profile", [GENERIC, EPSON], ids=["generic", "epson"])
def test_a_fault_in_mid_job_is_told_and_ends_with_the_mending(
    make: Make, profile: Profile, fault: dict[str, bool | int], code: str
) -> None:
    rig = make(profile, replace(LIMITS, patience=30.0))
    person = Person(rig, code)
    with rig.connect() as line:
        line.status()
        for name, value in fault.items():
            setattr(rig.machine, name, value)
        assert send(line, person) == Outcome("printed")
    assert person.told.count(code) == 2
    assert times_sent(rig) == 1
    assert LAST_LINE in rig.machine.papers[-1].text
    assert rig.machine.papers[-1].cut


def test_patience_has_an_end(memory: Make) -> None:
    rig = memory()
    with rig.connect() as line:
        line.status()
        rig.machine.dots_left = 200
        assert send(line) == Outcome("unsure", "E-PRN-02")
    assert rig.time.now < 1000 + LIMITS.patience + 3


def test_a_job_given_up_is_cleared_where_the_model_can(make: Make) -> None:
    rig = make(EPSON)
    with rig.connect() as line:
        line.status()
        rig.machine.dots_left = 200
        assert send(line, lambda code: False) == Outcome("unsure", "E-PRN-02")
    assert rig.machine.received.endswith(CLEAR)
    rig.mend()
    assert LAST_LINE not in rig.machine.papers[-1].text


def test_what_a_simple_printer_has_taken_comes_out_by_itself(make: Make) -> None:
    rig = make()
    with rig.connect() as line:
        line.status()
        rig.machine.dots_left = 200
        assert send(line, lambda code: False) == Outcome("unsure", "E-PRN-02")
    rig.mend()
    assert LAST_LINE in rig.machine.papers[-1].text
    assert times_sent(rig) == 1


def test_half_a_letter_for_a_printer_that_tells_nothing_does_not_follow_later(make: Make) -> None:
    rig = make()
    rig.machine.silent = True
    with rig.connect() as line:
        rig.machine.room = 700
        assert send(line, page=LONG) == Outcome("unsure", "E-PRN-11")
    rig.mend()
    with rig.connect() as line:  # served only when the first link is gone
        line.status()
    assert LAST_LINE not in "".join(paper.text for paper in rig.machine.papers)


def test_a_model_without_the_process_id_its_profile_promises_is_unsure(memory: Make) -> None:
    rig = memory(EPSON)
    rig.machine.profile = GENERIC
    with rig.connect() as line:
        line.status()
        assert send(line) == Outcome("unsure", "E-PRN-06")
    assert rig.time.now < 1000 + LIMITS.quiet + 3


@pytest.mark.parametrize("noise", [b"\xff\x13\x11", b"\x14\x00\x00\x0f", b"\x90" * 300])
@pytest.mark.parametrize("doubled", [False, True])
def test_noise_and_double_answers_change_nothing(make: Make, noise: bytes, doubled: bool) -> None:
    rig = make()
    rig.machine.noise, rig.machine.doubled = noise, doubled
    rig.machine.near_end = True
    with rig.connect() as line:
        assert line.status() == Status(near_end=True)
        assert send(line) == Outcome("printed")
    rig.machine.dots_left = 0
    with rig.connect() as line:
        assert line.status().fault == "E-PRN-02"


@given(st.floats(0, 3), st.booleans())
@settings(deadline=None)
def test_a_late_answer_never_turns_paper_out_into_plenty(delay: float, doubled: bool) -> None:
    with ExitStack() as stack:
        rig = MachineRig(stack, GENERIC, tcp=False, limits=LIMITS)
        rig.machine.dots_left, rig.machine.delay, rig.machine.doubled = 0, delay, doubled
        with rig.connect() as line:
            for _ in range(3):
                before = rig.time.now
                status = line.status()
                assert status.fault is not None or status.silent
                assert rig.time.now - before <= LIMITS.round + 0.1
                if delay < LIMITS.answer:
                    assert status.fault == "E-PRN-02"


@given(st.floats(0, 3))
@settings(deadline=None)
def test_a_late_answer_is_never_taken_for_that_to_the_next_question(delay: float) -> None:
    with ExitStack() as stack:
        rig = MachineRig(stack, GENERIC, tcp=False, limits=LIMITS)
        rig.machine.near_end, rig.machine.delay = True, delay  # only the fourth answer says it
        with rig.connect() as line:
            for _ in range(3):
                status = line.status()
                assert status.fault is None
                assert status.near_end or status.silent


def test_a_second_writer_gets_silence_and_no_half_answer() -> None:
    with ExitStack() as stack:
        rig = MachineRig(stack, GENERIC, tcp=True, limits=LIMITS)
        with rig.connect() as first, rig.connect() as second:
            assert first.status() == Status()
            assert second.status() == Status(silent=True)


@settings(deadline=None, max_examples=150)
@given(
    profile=st.sampled_from([GENERIC, EPSON, load_profile("generic", 58)]),
    before=st.fixed_dictionaries(
        {},
        optional={
            "delay": st.floats(0, 2),
            "noise": st.binary(max_size=5),
            "doubled": st.booleans(),
            "silent": st.booleans(),
        },
    ),
    during=st.fixed_dictionaries(
        {},
        optional={
            "life": st.integers(0, 14_000),
            "room": st.integers(0, 14_000),
            "dots_left": st.integers(0, 900),
            "cover_open": st.booleans(),
            "jams_at_cut": st.booleans(),
            "silent": st.booleans(),
            "delay": st.floats(0, 2),
        },
    ),
    mends=st.sampled_from([None, "E-PRN-02", "E-PRN-03", "E-PRN-04", "E-PRN-06", "E-PRN-11"]),
)
def test_whatever_happens_printed_means_whole_and_nothing_goes_twice(
    profile: Profile, before: dict[str, object], during: dict[str, object], mends: str | None
) -> None:
    with ExitStack() as stack:
        rig = MachineRig(stack, profile, tcp=False, limits=LIMITS)
        for name, value in before.items():
            setattr(rig.machine, name, value)
        with rig.connect() as line:
            line.status()
            for name, value in during.items():
                setattr(rig.machine, name, value)
            refused, outcome = None, None
            try:
                outcome = send(line, Person(rig, mends))
            except ApplianceError as error:
                refused = error.code
        if outcome is None:
            # A byte of noise may look like a status of any fault; what counts is that nothing left.
            faults = ("E-PRN-02", "E-PRN-03", "E-PRN-04", "E-PRN-05", "E-PRN-07", "E-PRN-11", "E-PRN-12")
            assert refused in faults
            assert times_sent(rig) == 0
        else:
            assert (outcome.state == "printed") == (outcome.code is None)
            if outcome.state == "printed":
                assert LAST_LINE in rig.machine.papers[-1].text
                assert times_sent(rig) == 1
        assert times_sent(rig) <= 1
        assert rig.time.now < 1000 + LIMITS.job + 2 * LIMITS.patience
