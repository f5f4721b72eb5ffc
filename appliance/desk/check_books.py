"""Do the books agree with each other? Gapless numbers, a letter with each event, an event with each letter, and
each letter still the one that its event vouches for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from appliance.desk.ports import Books, Shelf
from appliance.letters.code import code_of
from appliance.letters.compose import page_digest
from appliance.model.errors import ApplianceError
from appliance.model.event import read_line
from appliance.model.layout import Page
from appliance.model.records import Letter, Lost, Series
from appliance.model.sound import malformed

T = TypeVar("T")
Letters = list[tuple[int, Letter]]


def check_books(books: Books, lines: Iterable[bytes]) -> tuple[dict[str, int], list[str]]:
    """States of the jobs with their counts, and the problems found, a sentence each. `lines` are all events of a
    chain that is whole. Letters are compared with each other and with the events only where all of them, and all
    series, are of the form that this release writes."""
    letters, series, lost = books.letters.find(), books.series.find(), books.lost.find()
    all_jobs = books.jobs.find()
    jobs, strange = _sound("Pekerjaan cetak", all_jobs)
    states = dict(Counter(str(job.state) for _key, job in all_jobs))
    problems = _sound("Surat", letters)[1] + _sound("Nomor seri", series)[1] + _sound("Nomor hilang", lost)[1]
    if not problems:
        problems = [*_gaps(series, letters, lost), *_events(letters, lines)]
    problems += strange
    if not strange:
        with_job = {job.letter for _key, job in jobs}
        problems += [f"Surat {key} tidak mempunyai pekerjaan cetak." for key, _ in letters if key not in with_job]
    known = {key for key, _letter in letters}
    problems += [
        f"Pekerjaan cetak {key} menunjuk surat yang tidak ada."
        for key, job in jobs
        if job.letter is not None and job.letter not in known
    ]
    others: dict[str, Shelf[Any]] = {
        "Kartu": books.cards,
        "Petugas": books.clerks,
        "Permohonan": books.asked,
        "Dasar keterangan": books.bases,
        "Kunjungan": books.visits,
        "Batas ketikan": books.clues,
    }
    for name, shelf in others.items():
        problems += _sound(name, shelf.find())[1]
    return states, problems


def _sound(name: str, records: list[tuple[int, T]]) -> tuple[list[tuple[int, T]], list[str]]:
    """Those of `records` whose fields all hold what they may, and a problem for each of the others."""
    sound, problems = [], []
    for key, record in records:
        wrong = malformed(record)
        if wrong:
            problems.append(f"{name} {key}: isi {', '.join(wrong)} tidak dikenal.")
        else:
            sound.append((key, record))
    return sound, problems


def _gaps(series: list[tuple[int, Series]], letters: Letters, lost: list[tuple[int, Lost]]) -> list[str]:
    """Numbers of each series and year, those that are void among them, count up by one to the last one given."""
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for _key, letter in letters:
        numbers[letter.series, letter.year].append(letter.seq)
    for _key, gone in lost:
        numbers[gone.series, gone.year] += range(gone.first, gone.last + 1)
    last = {(row.series, row.year): row.last for _key, row in series}
    problems = []
    for (name, year), seqs in numbers.items():
        if sorted(seqs) != list(range(min(seqs), min(seqs) + len(seqs))):
            problems.append(f"Nomor seri {name} tahun {year} tidak urut.")
        if last.get((name, year)) != max(seqs):
            problems.append(f"Nomor terakhir seri {name} tahun {year} tidak sama dengan surat terakhir.")
    return problems


def _events(letters: Letters, lines: Iterable[bytes]) -> list[str]:
    """Each letter's own event, and whether the letter still says what the event vouches for."""
    told: dict[int, tuple[dict[str, Any], str]] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if b'"type":"desa.letter.issued"' in line:
            try:
                event = read_line(line)
            except ValueError:
                problems.append(f"Peristiwa {number} tidak terbaca.")
                continue
            told[number] = dict(event.data), event.hash
    for key, letter in letters:
        data, event_hash = told.pop(letter.event, ({}, ""))
        if data.get("letter") != key:
            problems.append(f"Surat {key} tidak mempunyai peristiwa.")
        elif not _same(letter, data, event_hash):
            problems.append(f"Surat {key} tidak sama dengan peristiwanya.")
    problems += [
        f"Peristiwa {number} menyebut surat {data.get('letter')} yang tidak ada."
        for number, (data, _hash) in told.items()
    ]
    return problems


def _same(letter: Letter, data: dict[str, Any], event_hash: str) -> bool:
    said = [data.get(name) for name in ("kind", "number", "series", "year", "seq")] + [data.get("nik") or ""]
    kept = [letter.kind, letter.number, letter.series, letter.year, letter.seq, letter.nik]
    try:
        digest = page_digest(Page.from_json(letter.page)).hex()
    except ApplianceError:  # a page that no release has written
        return False
    return said == kept and data.get("digest") == digest and letter.code == code_of(event_hash)
