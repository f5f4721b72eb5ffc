"""From the journal to the province while everybody on the way is killed; at the end all of it is there, once."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from appliance.model.event import read_line
from appliance.model.journal import Cursor, Head
from appliance.mqtt.agent import STILL
from appliance.wiring import open_terminal
from province.store import Store
from tests.torture.child import PATIENCE
from tests.torture.journey_parts import Hall
from tests.torture.register_files import CODE
from tests.torture.verdict import Rows, Tell, must

PER_VILLAGE = 20
"""Kills until the next village, broker and province."""

RUNNING, GONE = 0.5, 0.6
"""Seconds within which the next blow falls, and for which the dead one stays away at the longest."""

MOVING = 0.5
"""Share of the blows that wait for the cursor to move."""

STANDSTILL = PATIENCE + STILL
"""Seconds without movement that are too many. A lone event that died with a collector is sent again after minutes
on a living connection, as it should be: sooner would double the traffic of a slow line."""

_BROKER = "broker"


def ordeal(count: int, seed: int, tell: Tell) -> Rows:
    """Kill so many times. Raises `Broken` at the first promise that was not kept."""
    dice, fallen, events, answered = random.Random(seed), Counter[str](), 0, 0
    while fallen.total() < count:
        rounds = min(PER_VILLAGE, count - fallen.total())
        with (
            tempfile.TemporaryDirectory(prefix="torture-") as folder,
            closing(Hall(Path(folder), dice.randrange(10**9))) as hall,
        ):
            for _ in range(rounds):
                fallen[_round(hall, dice)] += 1
            made, told = _end(hall)
        events, answered = events + made, answered + told
        tell(f"{fallen.total()} kills, {events} events at the province")
    return [
        *((f"killed: {name}", number) for name, number in sorted(fallen.items())),
        ("events answered to the one who made them", answered),
        ("events at the province, byte for byte as in the journal", events),
    ]


def _round(hall: Hall, dice: random.Random) -> str:
    """Kill one, let the others go on for a while, and bring it back; its name."""
    if dice.random() < MOVING:
        _wait_for_movement(hall)
    time.sleep(dice.uniform(0, RUNNING))
    part = dice.choice((hall.writer, *hall.others, None))
    if part is None:
        hall.broker.kill()
    else:
        part.kill()
    _nothing_is_promised_too_much(hall)
    time.sleep(dice.uniform(0, GONE))
    if part is None:
        hall.broker.start()
    else:
        part.start()
    return part.name.split()[0] if part else _BROKER


def _end(hall: Hall) -> tuple[int, int]:
    """Let everything arrive, then compare; how many events there are, and how many were answered."""
    hall.writer.kill()
    deadline = time.monotonic() + STANDSTILL
    while not _all_arrived(hall):
        _goes_on(hall, deadline)
        time.sleep(0.05)
    for part in hall.others:
        part.kill()
    journal = _said("appliance.cli.main", hall.village, "journal", "list")
    must(_said("province.cli.main", hall.province, "events", "--village", CODE) == journal, "the lines differ")
    must(_said("appliance.cli.main", hall.village, "journal", "verify") != b"", "the chain is broken")
    lines = [read_line(line) for line in journal.splitlines()]
    for told in hall.writer.answers:
        must(lines[told["number"] - 1].hash == told["hash"], f"event {told['number']} was answered and is gone")
    with closing(Store(hall.province)) as store:
        row = store.fleet()[0]
        must((row.have, row.gap, row.fork) == (len(lines), None, None), f"the fleet shows {row}")
    return len(lines), len(hall.writer.answers)


def _nothing_is_promised_too_much(hall: Hall) -> None:
    """What the village believes to be at the province is there."""
    cursor, _head = _ends(hall)
    with closing(Store(hall.province)) as store:
        ack = store.ack(CODE.replace(".", ""))
        must(cursor.have <= (ack.have if ack else 0), f"the cursor is at {cursor.have}, the province holds {ack}")


def _wait_for_movement(hall: Hall) -> None:
    before, deadline = _ends(hall)[0], time.monotonic() + STANDSTILL
    while _ends(hall)[0] == before:
        _goes_on(hall, deadline)
        time.sleep(0.002)


def _goes_on(hall: Hall, deadline: float) -> None:
    """Nobody ends by itself, and nothing stands still for ever."""
    for part in hall.others:
        must(part.lives(), f"the {part.name} ended by itself; the last words: {hall.log.read_text()[-600:]}")
    must(time.monotonic() < deadline, f"nothing moves; the last words: {hall.log.read_text()[-600:]}")


def _all_arrived(hall: Hall) -> bool:
    cursor, head = _ends(hall)
    return (cursor.have, cursor.hash) == (head.number, head.hash)


def _ends(hall: Hall) -> tuple[Cursor, Head]:
    """How far the village believes the province to be, and the end of its journal."""
    books = open_terminal(hall.village).books
    cursor, head = books.journal.cursor(), books.journal.head()
    books.database.close()
    assert head is not None
    return cursor, head


def _said(module: str, state: Path, *words: str) -> bytes:
    command = [sys.executable, "-m", module, "--state", str(state), *words]
    return subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE).stdout
