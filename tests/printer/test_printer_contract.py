"""One contract, three printers: what the `Printer` port promises holds for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Literal

import pytest

from appliance.model.errors import ApplianceError
from appliance.model.printing import Line, Outcome, Status, Waiting, wait_on
from appliance.printer.limits import Limits
from appliance.printer.profile import load_profile
from tests.printer.pages import PAYLOAD, PURPOSE, letter
from tests.printer.rigs import EmuposRig, MachineRig, Rig
from tests.support.emupos import Emupos

LIMITS = Limits(answer=1.0, round=4.0, poll=0.5, quiet=5.0, patience=60.0)


@pytest.fixture(params=["memory", "tcp", "emupos"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def emupos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Emupos]]:
    """emupos by width of paper, started when first asked for."""
    with ExitStack() as stack:

        @cache
        def started(width: Literal[58, 80]) -> Emupos:
            return stack.enter_context(Emupos(tmp_path_factory.mktemp(f"emupos{width}"), width=width))

        yield started


@pytest.fixture(params=[80, 58])
def rig(request: pytest.FixtureRequest, kind: str, emupos: Callable[[int], Emupos]) -> Iterator[Rig]:
    profile = load_profile("generic", request.param)
    with ExitStack() as stack:
        if kind == "emupos":
            judge = EmuposRig(emupos(request.param), profile, limits=LIMITS)
            yield judge
            judge.tidy()
        else:
            yield MachineRig(stack, profile, tcp=kind == "tcp", limits=LIMITS)


def send(line: Line, waiting: Waiting = wait_on, name: str = "SITI AMINAH", after_trouble: bool = False) -> Outcome:
    told: list[tuple[int, int]] = []
    outcome = line.send(
        letter(name), lambda done, parts: told.append((done, parts)), waiting=waiting, after_trouble=after_trouble
    )
    assert told == sorted(told) and told[-1][0] == told[-1][1]
    return outcome


def test_a_letter_comes_out_once_and_whole(rig: Rig) -> None:
    with rig.connect() as line:
        assert line.status() == Status()
        assert send(line) == Outcome("printed")
    (paper,) = rig.papers(1)
    for words in (
        "PEMERINTAH DESA HAJIMENA",
        "SURAT KETERANGAN",
        "SITI AMINAH",
        PURPOSE,
        "Hajimena, 1 Januari 2026",
    ):
        assert paper.count(words) == 1
    assert rig.complaints() == []


def test_the_next_letter_is_a_paper_of_its_own(rig: Rig) -> None:
    for name in ("SITI AMINAH", "BUDI SANTOSO"):
        with rig.connect() as line:
            assert send(line, name=name, after_trouble=name == "BUDI SANTOSO") == Outcome("printed")
    if not isinstance(rig, MachineRig) or rig.printer.columns == 48:  # without a cutter nothing parts them
        papers = rig.papers(2)
        assert [("SITI AMINAH" in paper, "BUDI SANTOSO" in paper) for paper in papers] == [
            (True, False),
            (False, True),
        ]
    assert rig.complaints() == []


def test_a_hostile_name_is_text(rig: Rig) -> None:
    with rig.connect() as line:
        assert send(line, name="SITI\x1b@\x10\x04\x01\x1dV\x00 AMINAH") == Outcome("printed")
    (paper,) = rig.papers(1)
    assert "SITI@V AMINAH" in paper
    assert rig.complaints() == []


def test_a_short_roll_is_told_and_prints(rig: Rig) -> None:
    rig.short_roll()
    with rig.connect() as line:
        assert line.status() == Status(near_end=True)
        assert send(line) == Outcome("printed")


@pytest.mark.parametrize(("fault", "code"), [("run_out", "E-PRN-02"), ("open_cover", "E-PRN-03")])
def test_a_fault_before_forbids_the_start(rig: Rig, fault: str, code: str) -> None:
    getattr(rig, fault)()
    with rig.connect() as line:
        assert line.status().fault == code
        with pytest.raises(ApplianceError) as caught:
            send(line)
        assert caught.value.code == code
        rig.mend()
        assert line.status() == Status()
        assert send(line) == Outcome("printed")
    (paper,) = rig.papers(1)
    assert paper.count(PURPOSE) == 1


@pytest.mark.parametrize(("fault", "code"), [("run_out", "E-PRN-02"), ("open_cover", "E-PRN-03")])
def test_a_fault_in_mid_job_waits_for_a_person_and_sends_nothing_again(rig: Rig, fault: str, code: str) -> None:
    told: list[str] = []

    def waiting(why: str) -> bool:
        told.append(why)
        if why == code and told.count(code) == 2:
            rig.mend()
        return True

    with rig.connect() as line:
        assert line.status() == Status()
        getattr(rig, fault)()
        assert send(line, waiting) == Outcome("printed")
    assert told.count(code) == 2
    (paper,) = rig.papers(1)
    assert paper.count(PURPOSE) == 1


def test_a_person_who_gives_up_leaves_it_unsure(rig: Rig) -> None:
    with rig.connect() as line:
        assert line.status() == Status()
        rig.run_out()
        assert send(line, lambda code: False) == Outcome("unsure", "E-PRN-02")


def test_a_line_is_good_for_one_job(rig: Rig) -> None:
    with rig.connect() as line:
        send(line)
        with pytest.raises(RuntimeError):
            send(line)


@pytest.mark.parametrize("kind", ["emupos"], indirect=True)
def test_the_code_on_the_paper_is_read_back(rig: EmuposRig) -> None:
    with rig.connect() as line:
        assert send(line) == Outcome("printed")
    rig.papers(1)
    assert rig.emupos.qr() == [PAYLOAD]
