"""The story by itself: a tap, a letter, the paper, and its event at the province; each step is looked at."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

from appliance.demo.hand import Hand
from appliance.demo.network import Network, free_port
from appliance.demo.strip import write_strip
from appliance.demo.world import World, make_world
from appliance.desk.views import Session
from appliance.letters.seal import verify
from appliance.model.errors import ApplianceError
from appliance.model.records import Letter
from appliance.tui.app import KioskApp

SCREEN = (48, 15)
"""A 7 inch panel, read by old eyes."""
_ARRIVAL_SECONDS = 45.0


def play_story(folder: Path, out: Path) -> int:
    """Play it; exit code 0. Raises E-DMO-03 at the first step that does not happen."""
    port = free_port()
    state = folder / "terminal"
    world = make_world(state, port)
    village = world.terminal.office.village
    _say(f"{village.full_name}: {world.terminal.books.residents.count()} penduduk contoh diimpor.")
    network = Network(folder, port, village.code)
    try:
        network.open_province(state)
        _check("broker masih mati", not network.broker_up)
        _say("Provinsi dan agen berjalan, broker masih mati.")
        key = asyncio.run(_at_the_screen(world, out))
        letter = world.terminal.books.letters.get(key)
        _check("surat tersimpan", letter is not None)
        assert letter is not None  # noqa: S101
        _the_paper(world, letter, out)
        _the_event(world, network, letter, out)
        write_strip(out)
    finally:
        network.close()
    _say(f"Selesai. Gambar, kertas dan peristiwa ada di {out}/")
    return 0


async def _at_the_screen(world: World, out: Path) -> int:
    """From the tap to the paper, by touch alone; the key of the letter."""
    terminal = world.terminal
    app = KioskApp(terminal.front(), world.reader, pictures="painted")
    holder = world.drawer[0]
    async with app.run_test(size=SCREEN) as pilot:
        hand = Hand(app, pilot, out)
        await hand.page("Welcome")
        hand.photograph("1-selamat-datang")
        world.reader.lay(holder.uid, holder.atr)
        await hand.page("Data")
        world.reader.lift()
        _check("nama tampil di layar", holder.label in hand.words())
        _check("NIK tidak tampil utuh", holder.nik not in hand.words().replace(" ", ""))
        hand.photograph("2-data")
        _say(f"KTP ditempelkan dan diangkat: data {holder.label} tampil, NIK tersamar.")
        await hand.touch("SKTM")
        await hand.page("Ask")
        hand.photograph("3-untuk-apa")
        await hand.touch("Sekolah")
        await hand.page("Whom")
        child = _eldest_child(world)
        _check("anak ada di layar", child in hand.words())
        hand.photograph("4-untuk-siapa")
        await hand.touch(child)
        await hand.page("PreviewPage")
        hand.photograph("5-periksa")
        _say(f"SKTM untuk sekolah {child}: surat dibaca dulu di layar.")
        await hand.touch("Cetak")
        await hand.page("Done")
        hand.photograph("6-selesai")
        _check("paling banyak lima sentuhan", hand.touches + 1 <= 5)
        _say(f"Surat keluar dari printer setelah {hand.touches} sentuhan dan satu tempelan KTP.")
        await hand.touch("Selesai")
        await hand.page("Welcome")
        _check("layar bersih setelah selesai", holder.label not in hand.words())
    letters = terminal.books.letters.find()
    _check("satu surat terbit", len(letters) == 1)
    return letters[0][0]


def _eldest_child(world: World) -> str:
    """The name that the second tile of "untuk siapa" bears."""
    found = world.terminal.books.residents.by_nik(world.drawer[0].nik)
    _check("penduduk ada di buku", found is not None)
    assert found is not None  # noqa: S101
    return world.terminal.front().subjects(Session(found[0]), "SKTM")[1].name


def _the_paper(world: World, letter: Letter, out: Path) -> None:
    """Keep the paper in every form, read it, and verify its seal with the public key alone."""
    machine, terminal = world.machine, world.terminal
    paper = "\n".join(paper.text for paper in machine.papers)
    _check("nomor surat ada di kertas", letter.number in paper)
    _check("printer memahami semua byte", not machine.complaints)
    (out / "surat.escpos").write_bytes(bytes(machine.received))
    for format, name in (("png", "surat.png"), ("pdf", "surat-F4.pdf"), ("text", "surat.txt")):
        (out / name).write_bytes(terminal.render(letter, format))
    seal = verify(letter.seal, terminal.office.keys.signer.public)
    _check("segel asli", seal.valid and seal.number == letter.number)
    _check("pekerjaan cetak selesai", [job.state for _key, job in terminal.books.jobs.find()] == ["printed"])
    _say(f"Kertas: {letter.title}, Nomor {letter.number}, kode {letter.code}; segel asli.")


def _the_event(world: World, network: Network, letter: Letter, out: Path) -> None:
    """The event waits while the broker is down, and stands at the province when it comes up."""
    journal = world.terminal.books.journal
    head = journal.head()
    _check("jurnal berisi", head is not None)
    assert head is not None  # noqa: S101
    _check("provinsi belum menerima apa pun", network.province_events() == [] and journal.cursor().have == 0)
    _say(f"{head.number} peristiwa menunggu; surat ada di peristiwa {letter.event}.")
    network.start_broker()
    _say("Broker hidup.")
    end = time.monotonic() + _ARRIVAL_SECONDS
    while journal.cursor().have < head.number:
        if time.monotonic() > end:
            raise ApplianceError("E-DMO-03", step="peristiwa diterima provinsi")
        time.sleep(0.1)
    lines = network.province_events()
    _check("baris provinsi sama dengan jurnal, byte demi byte", lines == journal.lines())
    line = lines[letter.event - 1]
    event = json.loads(line)
    _check("peristiwa surat ada di provinsi", event["data"]["number"] == letter.number)
    (out / "peristiwa.json").write_bytes(json.dumps(event, indent=2, ensure_ascii=False).encode() + b"\n")
    _say(f"Provinsi memegang {len(lines)} peristiwa, sama byte demi byte; kursor desa {journal.cursor().have}.")


def _say(sentence: str) -> None:
    print(f"• {sentence}", flush=True)


def _check(step: str, holds: bool) -> None:
    if not holds:
        raise ApplianceError("E-DMO-03", step=step)
