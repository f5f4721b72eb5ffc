"""Letters that are unsure or wait, on the clerk's screen (threats F2, F5): seen, answered, printed."""

from __future__ import annotations

import pytest

from appliance.desk.issue_letter import issue_for_clerk
from appliance.desk.views import JobEnd
from appliance.reader.simulated import SimulatedReader
from appliance.tui.app import KioskApp
from tests.support.hall import CLERK, PIN, Hall, _founded, hall, state
from tests.tui.fake_desk import FakeDesk
from tests.tui.gallery import PAGES
from tests.tui.hand import find, kiosk, page, seen, touch, until

__all__ = ["_founded", "hall", "state"]


async def test_without_such_letters_the_list_is_as_ever() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["clerk list"](app, desk)
        await until(pilot, lambda: "A-03" in seen(app))
        assert "Belum keluar" not in seen(app)


async def test_every_letter_is_reached_and_every_request_too() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["clerk list with papers"](app, desk)
        await until(pilot, lambda: "belum pasti: 7 surat" in seen(app))
        found = set()
        for _ in range(4):
            found |= {word for word in seen(app).split() if word.startswith("A-")}
            await touch(pilot, "Lainnya")
            await page(pilot, "ClerkList")
            assert "belum pasti: 7 surat" in seen(app)
        assert found == {f"A-{n:02}" for n in range(1, 8)}
        await touch(pilot, "belum pasti")
        await page(pilot, "ClerkPapers")
        states = []
        for _ in range(3):
            states += [line for line in seen(app).splitlines() if "MUHAMMAD" in line]
            await touch(pilot, "Lainnya")
            await page(pilot, "ClerkPapers")
        assert ["Belum pasti" in line for line in states] == [n % 2 == 1 for n in range(1, 8)]
        assert ["Belum dicetak" in line for line in states] == [n % 2 == 0 for n in range(1, 8)]
        await touch(pilot, "Daftar")
        await page(pilot, "ClerkList")


async def test_it_came_out_shortens_the_list() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["clerk papers"](app, desk)
        app.visit.trail = [("clerk_list", 0), ("clerk_papers", 0)]
        await until(pilot, lambda: "Belum dicetak" in seen(app))
        await touch(pilot, "Belum pasti")
        await page(pilot, "ClerkPaper")
        assert "400.12.2.1/001/" in seen(app) and "E-PRN-07" in seen(app)
        await touch(pilot, "Sudah keluar")
        await until(pilot, lambda: "belum pasti: 6 surat" in seen(app))
        assert "settle True by Slamet Riyadi" in desk.calls
        assert desk.sent == [], "nothing is printed"
        await touch(pilot, "Daftar")
        await until(pilot, lambda: "belum pasti: 6 surat" in seen(app) and "A-01" in seen(app))


async def test_it_did_not_come_out_prints_a_copy_in_the_clerks_name() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["clerk paper"](app, desk)
        await page(pilot, "ClerkPaper")
        assert not [button for button in app.top.bar if button and "Cetak" in button.lines[0]]
        await touch(pilot, "Tidak keluar")
        await page(pilot, "Done")
        assert "settle False by Slamet Riyadi" in desk.calls
        await touch(pilot, "Daftar")
        await until(pilot, lambda: "belum pasti: 6 surat" in seen(app))


async def test_what_waits_is_printed_by_a_touch() -> None:
    desk = FakeDesk()
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["clerk paper that waits"](app, desk)
        await page(pilot, "ClerkPaper")
        assert "Sudah keluar" not in seen(app), "nobody is asked about what never left"
        await touch(pilot, "Cetak")
        await page(pilot, "Done")
        assert desk.sent == [2]


@pytest.mark.parametrize("end", [JobEnd("queued", "E-PRN-02", job=8), JobEnd("unsure", "E-PRN-07", job=8)])
async def test_after_the_answer_the_copy_is_what_goes_on(end: JobEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resident says no, and the copy meets a fault of its own: mending it prints the copy, and the next question
    is about the copy."""
    monkeypatch.setattr("appliance.tui.pages.fault.ASK_SECONDS", 0.05)
    desk = FakeDesk()
    desk.ends = [end]
    app = kiosk(desk)
    async with app.run_test(size=(48, 15)) as pilot:
        PAGES["unsure"](app, desk)
        await page(pilot, "Unsure")
        await touch(pilot, "Belum keluar")
        if end.state == "queued":
            await page(pilot, "Done")
            assert desk.sent == [8]
        else:
            await page(pilot, "Unsure")
            assert app.visit.issued is not None
            assert app.visit.issued.job == 8


async def test_with_the_real_desk_an_old_letter_ends_by_the_clerks_hand(hall: Hall) -> None:
    hall.machine.cover_open = True
    jobs = []
    for nth in (0, 1):
        _key, _letter, job = issue_for_clerk(
            hall.office, hall.parent(nth).nik or "", "DOMISILI", {"keperluan": "x"}
        )
        jobs.append(job)
    hall.machine.mend()
    hall.machine.life = 600
    assert hall.desk.print_job(jobs[0], lambda done, parts: None).state == "unsure"
    hall.machine.power_cycle()
    hall.clock.on(days=3)
    app = KioskApp(hall.desk, SimulatedReader())
    app.settle_seconds = 0.0
    async with app.run_test(size=(48, 15)) as pilot:
        await page(pilot, "Welcome")
        await touch(pilot, "Bantuan")
        await page(pilot, "Help")
        await touch(pilot, "Petugas")
        await until(pilot, lambda: CLERK in seen(app))
        await touch(pilot, CLERK)
        await page(pilot, "ClerkPin")
        await pilot.press(*PIN)
        await touch(pilot, "Masuk")
        await until(pilot, lambda: "belum pasti: 2 surat" in seen(app))
        await touch(pilot, "belum pasti")
        await until(pilot, lambda: "Belum dicetak" in seen(app))
        await touch(pilot, "Belum pasti")
        await page(pilot, "ClerkPaper")
        await touch(pilot, "Tidak keluar")
        await page(pilot, "Done")
        assert "SALINAN KE-1" in hall.machine.papers[-1].text
        assert hall.events("desa.print.settled")[-1].data["clerk"] == CLERK
        await touch(pilot, "Daftar")
        await until(pilot, lambda: "belum pasti: 1 surat" in seen(app))
        await touch(pilot, "belum pasti")
        await until(pilot, lambda: "Belum dicetak" in seen(app))
        await touch(pilot, "Belum dicetak")
        await page(pilot, "ClerkPaper")
        await touch(pilot, "Cetak")
        await page(pilot, "Done")
        assert "SALINAN" not in hall.machine.papers[-1].text
        await touch(pilot, "Daftar")
        await until(pilot, lambda: "Tidak ada yang menunggu." in seen(app))
        assert find(app, "Keluar")
