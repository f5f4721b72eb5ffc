"""Each row of the devices fact sheet's fault table, "card side", on a real pcscd. Every test ends with a good tap:
whatever happened, the reader works again without a restart."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from smartcard import scard

from appliance.model.card import CardEvent, Lifted, ReaderAway, ReaderReady, Tapped, Unreadable
from appliance.reader import watcher
from appliance.reader.pcsc import Connection
from appliance.reader.pcsc_reader import PcscReader
from tests.reader.hands import Told
from tests.support.pcscd import Pcscd, can_ask_polkit, why_unavailable
from tests.support.virtual_card import BAD_ATR, KTP_ATR, OTHER_UID, UID, Answer, VirtualCard, leaves, says, silent

WHOLE = UID + b"\x90\x00"


def assert_good_tap(told: Told, pcscd: Pcscd) -> None:
    with VirtualCard(pcscd.port, UID):
        assert told.until(Tapped)[-1] == Tapped(UID, KTP_ATR)
    told.until(Lifted)


def first_word_on(pcscd: Pcscd, card: VirtualCard) -> CardEvent:
    """What the driver says of this card first; then a good tap."""
    with Told(PcscReader()) as told:
        told.until(ReaderReady)
        with card:
            word = told.next()
        told.until(Lifted)
        assert_good_tap(told, pcscd)
    return word


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(leaves(), id="gone in the command, no byte"),
        pytest.param(leaves(WHOLE[:1]), id="gone in the command, 1 byte"),
        pytest.param(leaves(WHOLE[:4]), id="gone in the command, 4 bytes of the UID"),
        pytest.param(leaves(WHOLE[:7]), id="gone in the command, whole UID without its end"),
        pytest.param(says(WHOLE[:6]), id="piece of the UID"),
        pytest.param(says(b"\x90"), id="1 byte"),
        pytest.param(says(b"\x90\x00"), id="well, but no UID"),
        pytest.param(says(bytes(range(40))), id="noise"),
        pytest.param(says(UID[:5] + b"\x90\x00"), id="no length of a UID"),
        pytest.param(says(b"\xa5" * 65_535), id="65535 bytes"),
    ],
)
def test_no_half_uid(pcscd: Pcscd, answer: Answer) -> None:
    assert first_word_on(pcscd, VirtualCard(pcscd.port, answer=answer)) == Unreadable("E-RDR-04")


@pytest.mark.parametrize("status", ["6300", "6A81", "6D00"])
def test_card_that_refuses_its_uid(pcscd: Pcscd, status: str) -> None:
    card = VirtualCard(pcscd.port, answer=says(bytes.fromhex(status)))
    assert first_word_on(pcscd, card) == Unreadable("E-RDR-06")


@pytest.mark.parametrize("looks", [1, 2])
def test_card_gone_before_it_was_asked(pcscd: Pcscd, looks: int) -> None:
    assert first_word_on(pcscd, VirtualCard(pcscd.port, looks=looks)) == Unreadable("E-RDR-04")


@pytest.mark.parametrize("atr", [BAD_ATR, b"\xff" * 33, b"\x3b"], ids=["bad", "longest", "shortest"])
def test_bad_atr(pcscd: Pcscd, atr: bytes) -> None:
    assert first_word_on(pcscd, VirtualCard(pcscd.port, atr=atr)) == Unreadable("E-RDR-04")


def test_silent_card_has_to_be_lifted(pcscd: Pcscd) -> None:
    with Told(PcscReader()) as told:
        with VirtualCard(pcscd.port, answer=silent):
            assert told.until(Unreadable)[-1] == Unreadable("E-RDR-05")
        told.until(Lifted)
        assert_good_tap(told, pcscd)


def test_stop_does_not_wait_for_a_silent_card(pcscd: Pcscd) -> None:
    with VirtualCard(pcscd.port, answer=silent) as card:
        with Told(PcscReader()) as told:
            card.wait_command()
            told.end()
        assert card.commands == 1
    with Told(PcscReader()) as told:
        assert_good_tap(told, pcscd)


def test_stop_does_not_wait_for_a_daemon_that_hangs(pcscd: Pcscd) -> None:
    with Told(PcscReader()) as told:
        told.until(ReaderReady)
        os.kill(pcscd.pid, signal.SIGSTOP)
        try:
            told.end()
        finally:
            os.kill(pcscd.pid, signal.SIGCONT)
    with Told(PcscReader()) as told:
        assert_good_tap(told, pcscd)


def test_killed_again_and_again(pcscd: Pcscd) -> None:
    with Told(PcscReader()) as told:
        told.until(ReaderReady)
        for _ in range(4):
            pcscd.kill()
            assert told.next() == ReaderAway("E-RDR-02")
            pcscd.start()
            assert isinstance(told.next(), ReaderReady)
        assert_good_tap(told, pcscd)


def test_killed_inside_the_command(pcscd: Pcscd) -> None:
    with Told(PcscReader()) as told:
        with VirtualCard(pcscd.port, answer=silent) as card:
            card.wait_command()
            pcscd.kill()
            assert told.until(ReaderAway("E-RDR-02"))[-3:-1] == [Unreadable("E-RDR-04"), Lifted()]
        pcscd.start()
        assert_good_tap(told, pcscd)


def test_daemon_started_after_us(tmp_path: Path) -> None:
    if reason := why_unavailable():
        pytest.skip(reason)
    pcscd = Pcscd(tmp_path)
    pcscd.attach()
    try:
        with Told(PcscReader()) as told:
            assert told.next() == ReaderAway("E-RDR-02")
            pcscd.start()
            assert isinstance(told.next(), ReaderReady)
            assert_good_tap(told, pcscd)
    finally:
        pcscd.stop()
        pcscd.detach()


def test_daemon_that_refuses_has_a_code_of_its_own(pcscd: Pcscd, monkeypatch: pytest.MonkeyPatch) -> None:
    """pcscd 1.9 with polkit closes the connection at once: the library says that there is no service."""
    monkeypatch.setattr(watcher, "_PAUSE_WHEN_REFUSED", 0.2)
    pcscd.kill()
    pcscd.socket.unlink()
    with Told(PcscReader()) as told:
        with _closing_door(pcscd.socket):
            told.until(ReaderAway("E-RDR-03"))
        pcscd.start()
        told.until(ReaderReady)
        assert_good_tap(told, pcscd)


@contextmanager
def _closing_door(path: Path) -> Iterator[None]:
    """A socket whose server hangs up on everybody."""
    server = socket.socket(socket.AF_UNIX)
    here = os.open(path.parent, os.O_DIRECTORY)  # the path itself may be too long for a socket's name
    server.bind(f"/proc/self/fd/{here}/{path.name}")
    os.close(here)
    server.listen()

    def hang_up() -> None:
        while True:
            try:
                server.accept()[0].close()
            except OSError:
                return

    thread = threading.Thread(target=hang_up, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def test_polkit_refuses(tmp_path: Path) -> None:
    if reason := why_unavailable():
        pytest.skip(reason)
    if not can_ask_polkit():
        pytest.skip("this pcscd knows no polkit")
    with Pcscd(tmp_path, asks_polkit=True), Told(PcscReader()) as told:
        assert told.next() == ReaderAway("E-RDR-03")


@contextmanager
def another_program(share: int) -> Iterator[tuple[int, int]]:
    """Another client of pcscd that holds the card: its context and its handle."""
    _code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    code, names = scard.SCardListReaders(context, [])
    assert code == scard.SCARD_S_SUCCESS
    while True:
        code, card, _protocol = scard.SCardConnect(
            context, names[0], share, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        if code == scard.SCARD_S_SUCCESS:
            break
        assert code in (scard.SCARD_E_NO_SMARTCARD, scard.SCARD_W_UNRESPONSIVE_CARD), f"{code:#x}"
    try:
        yield context, card
    finally:
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        scard.SCardReleaseContext(context)


def test_another_program_holds_the_card(pcscd: Pcscd) -> None:
    with VirtualCard(pcscd.port, UID) as card, another_program(scard.SCARD_SHARE_EXCLUSIVE):
        with Told(PcscReader()) as told:
            told.until(ReaderReady)
            assert told.next() == Unreadable("E-RDR-07")
        assert card.commands == 0
    with Told(PcscReader()) as told:
        assert_good_tap(told, pcscd)


def test_another_program_lets_go_in_time(pcscd: Pcscd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_BUSY_SECONDS", 60.0)
    with VirtualCard(pcscd.port, UID), Told(PcscReader()) as told:
        with another_program(scard.SCARD_SHARE_EXCLUSIVE):
            told.until(ReaderReady)
        assert told.until(Tapped)[-1] == Tapped(UID, KTP_ATR)


def test_another_program_in_a_transaction(pcscd: Pcscd) -> None:
    """pcscd lets us wait for its end, however long; to the watchdog that is a silent card."""
    with VirtualCard(pcscd.port, UID), another_program(scard.SCARD_SHARE_SHARED) as (_context, card):
        assert scard.SCardBeginTransaction(card) == scard.SCARD_S_SUCCESS
        with Told(PcscReader()) as told:
            assert told.until(Unreadable)[-1] == Unreadable("E-RDR-05")
            scard.SCardEndTransaction(card, scard.SCARD_LEAVE_CARD)
            assert told.until(Tapped)[-1] == Tapped(UID, KTP_ATR)


def test_a_card_in_the_place_of_one_that_failed(pcscd: Pcscd) -> None:
    """pcscd tells nothing of a card laid down within its look after one that it could not connect to."""
    bad = VirtualCard(pcscd.port, atr=BAD_ATR)
    with Told(PcscReader()) as told:
        bad.put()
        assert told.until(Unreadable)[-1] == Unreadable("E-RDR-04")
        bad.lift()
        with VirtualCard(pcscd.port, UID):
            assert isinstance(card := told.until(Tapped)[-1], Tapped) and card.uid == UID


def test_a_swap_that_pcscd_does_not_tell_of(pcscd: Pcscd) -> None:
    """Another program's open handle hides it; a reader that holds the card during a visit finds it all the same."""
    first, second = VirtualCard(pcscd.port, UID), VirtualCard(pcscd.port, OTHER_UID)
    with Told(PcscReader(stays=True)) as told:
        first.put()
        assert told.until(Tapped)[-1] == Tapped(UID, KTP_ATR)
        with another_program(scard.SCARD_SHARE_SHARED):
            first.lift()
            with second:
                assert told.next() == Lifted()
                assert told.until(Tapped)[-1] == Tapped(OTHER_UID, KTP_ATR)


def test_a_card_that_stays_is_asked_quietly(pcscd: Pcscd) -> None:
    with Told(PcscReader(stays=True)) as told, VirtualCard(pcscd.port, UID) as card:
        told.until(Tapped)
        assert told.quiet(3)
        assert card.commands > 1


def test_a_tapped_card_is_asked_once(pcscd: Pcscd) -> None:
    with Told(PcscReader()) as told, VirtualCard(pcscd.port, UID) as card:
        told.until(Tapped)
        assert told.quiet(3)
        assert card.commands == 1


@pytest.mark.parametrize("readers", [True, False], ids=["reader there", "no reader"])
def test_waiting_does_not_spin(pcscd: Pcscd, monkeypatch: pytest.MonkeyPatch, readers: bool) -> None:
    """After everything has come, gone and come back, one call waits and does not return."""
    waits: list[float] = []
    wait = Connection.wait

    def counted(self: Connection, *args: object) -> object:
        waits.append(0)
        return wait(self, *args)  # type: ignore[arg-type]

    with Told(PcscReader()) as told:
        told.until(ReaderReady)
        assert_good_tap(told, pcscd)
        pcscd.restart(readers=False)
        told.until(ReaderAway("E-RDR-01"))
        if readers:
            pcscd.restart(readers=True)
            told.until(ReaderReady)
        told.quiet(1)
        monkeypatch.setattr(Connection, "wait", counted)
        told.quiet(3)
        assert len(waits) <= 1


def test_a_reader_of_another_name_is_left_alone(pcscd: Pcscd) -> None:
    with VirtualCard(pcscd.port, UID) as card:
        with Told(PcscReader("ACR122U")) as told:
            assert told.next() == ReaderAway("E-RDR-08")
            assert told.quiet(1)
        assert card.commands == 0
        with Told(PcscReader("virtual pcd")) as told:
            assert told.until(Tapped)[-1] == Tapped(UID, KTP_ATR)
