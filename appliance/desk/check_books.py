"""Do the books agree with each other? Gapless numbers, a letter with each event, an event with each letter, and
each letter still the one that its event vouches for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from appliance.desk.ports import Books
from appliance.letters.code import code_of
from appliance.letters.compose import page_digest
from appliance.model.event import read_line
from appliance.model.layout import Page
from appliance.model.records import Letter

Letters = list[tuple[int, Letter]]


def check_books(books: Books, lines: Iterable[bytes]) -> tuple[dict[str, int], list[str]]:
    """States of the jobs with their counts, and the problems found, a sentence each. `lines` are all events of a
    chain that is whole."""
    letters = books.letters.find()
    jobs = books.jobs.find()
    problems = [*_gaps(books, letters), *_events(letters, lines)]
    with_job = {job.letter for _key, job in jobs}
    problems += [f"Surat {key} tidak mempunyai pekerjaan cetak." for key, _letter in letters if key not in with_job]
    known = {key for key, _letter in letters}
    problems += [
        f"Pekerjaan cetak {key} menunjuk surat yang tidak ada."
        for key, job in jobs
        if job.letter is not None and job.letter not in known
    ]
    return dict(Counter(job.state for _key, job in jobs)), problems


def _gaps(books: Books, letters: Letters) -> list[str]:
    """Numbers of each series and year count up by one to the last one given."""
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for _key, letter in letters:
        numbers[letter.series, letter.year].append(letter.seq)
    last = {(row.series, row.year): row.last for _key, row in books.series.find()}
    problems = []
    for (series, year), seqs in numbers.items():
        if sorted(seqs) != list(range(min(seqs), min(seqs) + len(seqs))):
            problems.append(f"Nomor seri {series} tahun {year} tidak urut.")
        if last.get((series, year)) != max(seqs):
            problems.append(f"Nomor terakhir seri {series} tahun {year} tidak sama dengan surat terakhir.")
    return problems


def _events(letters: Letters, lines: Iterable[bytes]) -> list[str]:
    """Each letter's own event, and whether the letter still says what the event vouches for."""
    told: dict[int, tuple[dict[str, Any], str]] = {}
    for line in lines:
        if b'"type":"desa.letter.issued"' in line:
            event = read_line(line)
            told[event.number] = dict(event.data), event.hash
    problems = []
    for key, letter in letters:
        data, event_hash = told.pop(letter.event, ({}, ""))
        if data.get("letter") != key:
            problems.append(f"Surat {key} tidak mempunyai peristiwa.")
        elif not _same(letter, data, event_hash):
            problems.append(f"Surat {key} tidak sama dengan peristiwanya.")
    problems += [
        f"Peristiwa {number} menyebut surat {data['letter']} yang tidak ada."
        for number, (data, _hash) in told.items()
    ]
    return problems


def _same(letter: Letter, data: dict[str, Any], event_hash: str) -> bool:
    said = (data["kind"], data["number"], data["series"], data["year"], data["seq"], data["nik"] or "")
    kept = (letter.kind, letter.number, letter.series, letter.year, letter.seq, letter.nik)
    digest = page_digest(Page.from_json(letter.page)).hex()
    return said == kept and data["digest"] == digest and letter.code == code_of(event_hash)
