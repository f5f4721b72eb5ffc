"""Do the books agree with each other? Gapless numbers, a letter with each event, an event with each letter."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from appliance.desk.ports import Books


def check_books(books: Books, lines: Iterable[bytes]) -> tuple[dict[str, int], list[str]]:
    """States of the jobs with their counts, and the problems found, a sentence each. `lines` are all events."""
    letters = books.letters.find()
    jobs = books.jobs.find()
    problems = [*_gaps(books, letters), *_events(letters, lines)]
    with_job = {job.letter for _key, job in jobs if job.letter is not None}
    problems += [f"Surat {key} tidak mempunyai pekerjaan cetak." for key, _ in letters if key not in with_job]
    known = {key for key, _letter in letters}
    problems += [
        f"Pekerjaan cetak {key} menunjuk surat yang tidak ada."
        for key, job in jobs
        if job.letter is not None and job.letter not in known
    ]
    return dict(Counter(job.state for _key, job in jobs)), problems


def _gaps(books: Books, letters: list) -> list[str]:  # type: ignore[type-arg]
    """Numbers of each series and year count up by one from the series' start."""
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for _key, letter in letters:
        numbers[letter.series, letter.year].append(letter.seq)
    problems = []
    last = {(row.series, row.year): row.last for _key, row in books.series.find()}
    for (series, year), seqs in numbers.items():
        if sorted(seqs) != list(range(min(seqs), min(seqs) + len(seqs))):
            problems.append(f"Nomor seri {series} tahun {year} tidak urut.")
        if last.get((series, year)) != max(seqs):
            problems.append(f"Nomor terakhir seri {series} tahun {year} tidak sama dengan surat terakhir.")
    return problems


def _events(letters: list, lines: Iterable[bytes]) -> list[str]:  # type: ignore[type-arg]
    told: dict[int, int] = {}
    for line in lines:
        if b'"type":"desa.letter.issued"' in line:
            event = json.loads(line)
            told[int(event["id"])] = int(event["data"]["letter"])
    problems = []
    for key, letter in letters:
        if told.pop(letter.event, None) != key:
            problems.append(f"Surat {key} tidak mempunyai peristiwa.")
    problems += [f"Peristiwa {number} menyebut surat {key} yang tidak ada." for number, key in told.items()]
    return problems
