"""F6 with nothing simulated at the reader: pcscd, a virtual card in every mood, and the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.reader.pcsc_reader import PcscReader
from appliance.tui.app import KioskApp
from tests.support.pcscd import Pcscd, why_unavailable
from tests.support.virtual_card import BAD_ATR, VirtualCard, leaves, says, silent
from tests.tui.fake_desk import LINKED, OTHER, FakeDesk
from tests.tui.hand import page, seen, touch, until


@pytest.fixture
def pcscd(tmp_path: Path) -> Iterator[Pcscd]:
    if reason := why_unavailable():
        pytest.skip(reason)
    with Pcscd(tmp_path) as daemon:
        yield daemon


async def test_the_screen_through_every_mood_of_card_and_daemon(pcscd: Pcscd) -> None:
    app = KioskApp(FakeDesk(), PcscReader("", stays=True), presence="tray")
    app.settle_seconds = 0.0
    port = pcscd.port
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")

        async def shows(words: str) -> None:
            await until(pilot, lambda: words in seen(app) and type(app.top).__name__ == "Welcome")

        for card, words in (
            (VirtualCard(port, answer=leaves(LINKED[:4])), "KTP belum terbaca."),
            (VirtualCard(port, atr=BAD_ATR), "KTP belum terbaca."),
            (VirtualCard(port, answer=silent), "Angkat KTP, lalu tempelkan lagi."),
            (VirtualCard(port, answer=says(bytes.fromhex("6A81"))), "Kartu ini tidak bisa dipakai di sini."),
        ):
            with card:
                await shows(words)
            await shows("Tempelkan KTP di kotak")
        with VirtualCard(port, LINKED):
            await page(pilot, "Data")
            pcscd.kill()
            await shows("Pembaca KTP belum siap.")
        pcscd.start()
        assert pcscd.port == port
        await shows("Tempelkan KTP di kotak")
        with VirtualCard(port, LINKED):
            await page(pilot, "Data")
            await touch(pilot, "SKTM")
            await page(pilot, "Ask")
        with VirtualCard(port, OTHER):
            await until(pilot, lambda: "DEWI ANGGRAINI" in seen(app))
        await shows("Tempelkan KTP di kotak")
