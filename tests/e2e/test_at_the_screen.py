"""An unknown card: NIK, request, slip; then the clerk on the same screen compares, taps it again and releases."""

from __future__ import annotations

from pathlib import Path

from appliance.demo.hand import Hand
from appliance.desk.clerks import add_clerk
from appliance.desk.letter_kinds import questions
from appliance.reader.factory import open_reader
from appliance.tui.app import KioskApp
from tests.e2e.conftest import Chain, until
from tests.support.virtual_card import OTHER_UID, VirtualCard

PIN = "246810"


async def test_unknown_card_becomes_a_letter_and_a_link(chain: Chain, tmp_path: Path) -> None:
    terminal = chain.terminal
    add_clerk(terminal.office, "Wati", PIN)
    document = terminal.books.residents.by_key(2)
    assert document is not None
    nik, name = document["nik"], document["nama_lgkp"]
    app = KioskApp(terminal.front(), open_reader("pcsc"))
    async with app.run_test(size=(48, 15)) as pilot:
        hand = Hand(app, pilot, tmp_path)
        await hand.page("Welcome")
        with VirtualCard(chain.pcscd.port, OTHER_UID):
            await hand.page("TypeNik")
        await hand.type(nik)
        await hand.touch("Lanjut")
        await hand.page("Letters")
        await hand.touch("Domisili")
        await hand.page("Ask")
        await hand.touch(questions("DOMISILI")[0].choices[0].label)
        await hand.page("SlipPage")
        assert "A-01" in hand.words()
        assert name not in hand.words(), "a typed NIK opens no data"
        await hand.touch("Selesai")
        await hand.page("Welcome")
        assert terminal.books.letters.find() == []

        await hand.touch("Bantuan")
        await hand.until("bantuan", lambda: "Petugas" in hand.words())
        await hand.touch("Petugas")
        await hand.until("nama petugas", lambda: "Wati" in hand.words())
        await hand.touch("Wati")
        await hand.page("ClerkPin")
        await hand.type(PIN)
        await hand.touch("Masuk")
        await hand.until("daftar", lambda: "A-01" in hand.words())
        await hand.touch("A-01")
        await hand.page("ClerkDetail")
        assert name in hand.words()
        with VirtualCard(chain.pcscd.port, OTHER_UID):
            await hand.until("kartu kedua terbaca", lambda: "akan ditautkan" in hand.words())
        await hand.touch("Setujui")
        await hand.page("Done")
        await hand.touch("Daftar")
        await hand.touch("Keluar")
        await hand.page("Welcome")

        with VirtualCard(chain.pcscd.port, OTHER_UID):
            await hand.page("Data")
            assert name in hand.words(), "the linked card opens its own data"
    (_key, letter), *more = terminal.books.letters.find()
    assert not more
    assert (letter.nik, letter.kind, letter.way, letter.clerk) == (nik, "DOMISILI", "released", "Wati")
    chain.printer.wait_for_receipts(2)
    assert any("A-01" in chain.printer.text(index) for index in range(2)), "the slip"
    assert any(letter.number in chain.printer.text(index) for index in range(2)), "the letter"


async def test_pcscd_dies_and_comes_back_while_the_screen_stands(chain: Chain, tmp_path: Path) -> None:
    app = KioskApp(chain.terminal.front(), open_reader("pcsc"))
    async with app.run_test(size=(48, 15)) as pilot:
        hand = Hand(app, pilot, tmp_path)
        await hand.page("Welcome")
        chain.pcscd.kill()
        await hand.until("pembaca hilang", lambda: "Tempelkan KTP" not in hand.words())
        assert "Tanpa KTP" in hand.words(), "there is another way"
        chain.pcscd.start()
        await hand.until("pembaca kembali", lambda: "Tempelkan KTP" in hand.words())
        with VirtualCard(chain.pcscd.port):
            await hand.page("Data")
            assert chain.name in hand.words()


async def test_paper_out_in_the_middle_is_waited_for_and_never_sent_twice(chain: Chain, tmp_path: Path) -> None:
    terminal = chain.terminal
    chain.printer.fault("paper-out")
    app = KioskApp(terminal.front(), open_reader("pcsc"))
    async with app.run_test(size=(48, 15)) as pilot:
        hand = Hand(app, pilot, tmp_path)
        await hand.page("Welcome")
        with VirtualCard(chain.pcscd.port):
            await hand.page("Data")
        await hand.touch("SKTM")
        await hand.page("Ask")
        await hand.touch("Berobat")
        await hand.page("Whom")
        await hand.touch("Saya sendiri")
        await hand.page("PreviewPage")
        await hand.touch("Cetak")
        await hand.until("kertas habis", lambda: "E-PRN-02" in hand.words())
        assert terminal.books.letters.find() == [], "no number is taken while the fault is known"
        chain.printer.fault("paper-out", active=False)
        await hand.page("Done")
    letters = terminal.books.letters.find()
    assert [letter.seq for _key, letter in letters] == [1]
    until(lambda: len(chain.printer.receipts()) == 1, "one receipt")
    assert letters[0][1].number in chain.printer.text()
