"""The kiosk in a real terminal (a pty): a finger's raw bytes, the keyboard's signals, a fault of the program."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

from tests.tui.fake_desk import NIK
from tests.tui.pty_terminal import terminal

KIOSK = "tests.tui.in_terminal"
WITHOUT_CARD, KEY_1, KEY_2, KEY_9 = (40, 13), (27, 3), (35, 3), (43, 7)


def test_a_finger_in_raw_bytes() -> None:
    with terminal(KIOSK) as kiosk:
        kiosk.until("Tanpa KTP")
        kiosk.read(0.6)
        kiosk.tap(*WITHOUT_CARD)
        kiosk.until("0 dari 16 angka.")
        kiosk.read(0.6)
        kiosk.tap(*KEY_1)
        kiosk.tap(*KEY_1)
        kiosk.until("2 dari 16 angka.")
        kiosk.down(*KEY_1)
        kiosk.slide(*KEY_2)
        kiosk.up(*KEY_2)
        kiosk.down(*KEY_9)
        kiosk.slide(KEY_9[0] - 1, KEY_9[1])
        kiosk.up(KEY_9[0] + 1, KEY_9[1])
        kiosk.until("3 dari 16 angka.")
        kiosk.forget()
        kiosk.tap(*KEY_2)
        kiosk.until("4 dari 16 angka.")
        assert "1192" in kiosk.text


def test_a_double_tap_reaches_one_page_only() -> None:
    with terminal(KIOSK, "card") as kiosk:
        kiosk.until("Mau surat apa?")
        kiosk.read(0.6)
        kiosk.tap(5, 10)
        kiosk.tap(5, 10)
        kiosk.until("untuk apa?")
        kiosk.read(1.0)
        assert "untuk siapa" not in kiosk.text


def test_keyboard_and_its_signals_do_not_end_it() -> None:
    with terminal(KIOSK) as kiosk:
        kiosk.until("Tanpa KTP")
        kiosk.read(0.6)
        kiosk.write("\x03\x1a\x1c\x11\x13\x04\x10\x0f\x1b\x1bOP\x1b[24~")
        kiosk.read(0.5)
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            os.killpg(kiosk.child.pid, number)
            kiosk.read(0.3)
        assert kiosk.child.poll() is None
        kiosk.forget()
        kiosk.tap(*WITHOUT_CARD)
        kiosk.until("0 dari 16 angka.")


def test_a_fault_of_the_program_ends_it_without_a_word_of_the_data(tmp_path: Path) -> None:
    line = tmp_path / "fault"
    with terminal(KIOSK, "broken", str(line)) as kiosk:
        assert kiosk.end() == 1
    told = line.read_text(encoding="utf-8")
    assert re.fullmatch(r"RuntimeError \S+:\d+", told), told
    for text in (kiosk.text, told):
        assert NIK not in text
        assert "Traceback" not in text
