"""The chain with nothing simulated between: card, screen, bytes, paper, batch, province."""

from __future__ import annotations

import json
from pathlib import Path

from appliance.demo.hand import Hand
from appliance.letters.qr import seal_in
from appliance.letters.seal import verify
from appliance.model.records import Letter
from appliance.reader.factory import open_reader
from appliance.tui.app import KioskApp
from tests.e2e.conftest import Chain, until
from tests.support.virtual_card import UID, VirtualCard


async def _tap_to_paper(chain: Chain, folder: Path, size: tuple[int, int] = (48, 15)) -> Letter:
    """By touch alone, for the holder himself: the letter that came out."""
    terminal = chain.terminal
    card = VirtualCard(chain.pcscd.port, UID)
    app = KioskApp(terminal.front(), open_reader("pcsc"))
    async with app.run_test(size=size) as pilot:
        hand = Hand(app, pilot, folder)
        await hand.page("Welcome")
        card.put()
        await hand.page("Data")
        card.lift()
        assert chain.name in hand.words()
        assert chain.nik not in hand.words().replace(" ", "")
        await hand.touch("SKTM")
        await hand.page("Ask")
        await hand.touch("Berobat")
        await hand.page("Whom")
        await hand.touch("Saya sendiri")
        await hand.page("PreviewPage")
        await hand.touch("Cetak")
        await hand.page("Done")
        assert hand.touches + 1 <= 5, "tap, letter, purpose, person, print"
        await hand.touch("Selesai")
        await hand.page("Welcome")
        assert chain.name not in hand.words()
    (_key, letter), *more = terminal.books.letters.find()
    assert not more
    return letter


def _read_the_paper(chain: Chain, letter: Letter) -> None:
    """By software that is not ours: emupos interprets the bytes, zbar reads the picture."""
    chain.printer.wait_for_receipts(1)
    text = chain.printer.text()
    assert chain.name in text
    assert chain.nik in text
    assert letter.number in text
    assert letter.code in text
    assert chain.printer.unknown_commands() == []
    (scanned,) = chain.printer.qr()
    found = verify(seal_in(scanned), chain.terminal.office.keys.signer.public)
    assert found.valid
    assert (found.number, found.kind, found.village) == (letter.number, "SKTM", "1801042001")
    assert found.name == chain.name[:32].strip()


def _province_has_all(chain: Chain, letter: Letter) -> None:
    """Byte for byte, and acknowledged."""
    journal = chain.terminal.books.journal
    head = journal.head()
    assert head is not None
    until(lambda: journal.cursor().have == head.number, "the province's acknowledgement")
    lines = chain.province_events()
    assert lines == journal.lines()
    event = json.loads(lines[letter.event - 1])
    assert event["type"] == "desa.letter.issued"
    assert event["data"]["number"] == letter.number


async def test_tap_to_province_with_the_broker_up(chain: Chain, tmp_path: Path) -> None:
    chain.broker.start()
    with chain.collector(), chain.agent():
        letter = await _tap_to_paper(chain, tmp_path)
        _read_the_paper(chain, letter)
        _province_has_all(chain, letter)
    assert chain.terminal.check()["problems"] == []


async def test_tap_to_province_with_the_broker_down_until_the_end(chain: Chain, tmp_path: Path) -> None:
    with chain.collector(), chain.agent():
        letter = await _tap_to_paper(chain, tmp_path, size=(64, 20))
        _read_the_paper(chain, letter)
        assert chain.province_events() == []
        assert chain.terminal.books.journal.cursor().have == 0
        chain.broker.start()
        _province_has_all(chain, letter)
    states = [job.state for _key, job in chain.terminal.books.jobs.find()]
    assert states == ["printed"]
