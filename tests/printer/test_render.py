"""A page as bytes: QR as dots, begin and end of a job, and python-escpos kept within bounds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.model.errors import ApplianceError
from appliance.model.layout import Page, Text
from appliance.printer.escpos import render, way_out
from appliance.printer.machine import Machine
from appliance.printer.profile import load_profile
from appliance.printer.raster import LEAST_DOTS, PIECE_ROWS, QUIET, module_dots, piece_length, qr_pieces
from tests.printer.pages import PURPOSE, letter, qr

WIDE, NARROW = load_profile("generic", 80), load_profile("generic", 58)


def rows_of(matrix: tuple[str, ...], dots: int, wish: int = 4) -> list[str]:
    rows = []
    for piece in qr_pieces(matrix, dots, wish):
        assert piece[:4] == b"\x1dv0\x00"
        width, height = int.from_bytes(piece[4:6], "little"), int.from_bytes(piece[6:8], "little")
        assert height <= PIECE_ROWS and width * 8 < dots + 8 and len(piece) == 8 + width * height
        rows += [f"{int.from_bytes(piece[at : at + width]):0{width * 8}b}" for at in range(8, len(piece), width)]
    return rows


@pytest.mark.parametrize("dots", [384, 420, 512, 576])
@pytest.mark.parametrize("size", [20, 150, 400])
def test_every_module_stands_centred_in_its_quiet_zone(dots: int, size: int) -> None:
    matrix = qr("A" * size).matrix
    side = module_dots(len(matrix), dots, 4)
    rows = rows_of(matrix, dots)
    left = (dots - len(matrix) * side) // 2
    assert left >= QUIET * side
    assert len(rows) == (len(matrix) + 2 * QUIET) * side
    quiet = [row for row in (*rows[: QUIET * side], *rows[-QUIET * side :]) if "1" in row]
    assert quiet == []
    for number, row in enumerate(rows[QUIET * side : -QUIET * side]):
        seen = row[left : left + len(matrix) * side]
        assert seen == "".join(module * side for module in matrix[number // side])
        assert "1" not in row[:left] + row[left + len(matrix) * side :]


@settings(deadline=None, max_examples=30)
@given(st.binary(min_size=1, max_size=300), st.sampled_from([384, 420, 576]), st.sampled_from([3, 4, 5, 6]))
def test_no_picture_holds_a_command(payload: bytes, dots: int, wish: int) -> None:
    matrix = tuple("".join("1" if m else "0" for m in row) for row in segno.make(payload, micro=False).matrix)
    for piece in qr_pieces(matrix, dots, wish):
        assert not {0x10, 0x1B, 0x1D} & set(piece[8:])


def test_a_code_too_large_for_the_paper_is_refused_before_a_byte_leaves() -> None:
    big = qr("A" * 3000)
    assert len(big.matrix) + 2 * QUIET > NARROW.dots // LEAST_DOTS
    with pytest.raises(ApplianceError) as caught:
        render(Page((Text("x"), big)), NARROW)
    assert caught.value.code == "E-PRN-13"


def test_a_job_begins_clean_and_ends_with_the_cut() -> None:
    job = render(letter(), WIDE)
    assert job.startswith(b"\x1b@\x1bt\x00")
    assert job.endswith(b"\x1dV\x01")
    assert job.count(PURPOSE.encode()) == 1
    small = render(letter(), NARROW)
    assert small.endswith(b"\x1bd\x05") and b"\x1dV" not in small


@pytest.mark.parametrize("profile", [WIDE, NARROW], ids=["80", "58"])
@pytest.mark.parametrize("cut", [1, 3, 7, 8, 9, 500])
def test_after_trouble_no_line_is_eaten_by_a_picture_cut_short(profile, cut: int) -> None:  # type: ignore[no-untyped-def]
    machine = Machine(profile)
    piece = next(iter(qr_pieces(qr().matrix, profile.dots, 4)))
    machine.take(piece[:cut])
    assert way_out(profile) == bytes(piece_length(profile.dots)) + b"\x1b@"
    machine.take(way_out(profile))
    assert not machine.in_picture
    machine.take(render(letter(), profile, after_trouble=True))
    assert "PEMERINTAH DESA HAJIMENA" in machine.papers[-1].text
    assert PURPOSE in machine.papers[-1].text


def test_the_library_leaves_no_trace(tmp_path: Path) -> None:
    """No pickle is read or kept, no temporary folder stays, the root logger and standard output stay untouched;
    and the drivers alone do not import it."""
    program = """
import logging, os, sys
import appliance.printer.factory
assert "escpos" not in sys.modules
from appliance.printer.escpos import warm_up
before = dict(os.environ)
warm_up()
assert "escpos" in sys.modules
assert dict(os.environ) == before
assert logging.root.handlers == []
"""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(temporary.iterdir()) == []
