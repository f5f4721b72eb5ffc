"""S3, S17: whoever types another's NIK learns nothing, and gets nothing without the clerk."""

from __future__ import annotations

import json
from typing import Any

from appliance.desk.views import Visitor
from tests.support.hall import Hall

GUESS = "1801049999990001"


def ask(hall: Hall, nik: str) -> dict[str, Any]:
    """Ask, and tell the traces: the events' data, and the statements that the store ran."""
    statements: list[str] = []
    connection = hall.books.database.engine.session().connection
    connection.trace_v2(1, lambda told: statements.append(told["sql"]))
    events = len(hall.events())
    hall.desk.ask_first_tap(Visitor("c" * 64), nik, "DOMISILI", {"keperluan": "uji"})
    connection.trace_v2(0)
    made = [json.loads(line) for line in hall.books.journal.lines(since=events)]
    return {"statements": statements, "events": [(one["type"], sorted(one["data"])) for one in made]}


def test_the_same_is_done_whether_or_not_the_nik_exists(hall: Hall) -> None:
    for turn in (3, 4):  # the first ones make the tables and are remembered
        ask(hall, f"180104999999000{turn}")
    known, unknown = ask(hall, hall.parent().nik or ""), ask(hall, GUESS)
    assert known == unknown and known["statements"]


def test_the_register_is_not_even_asked(hall: Hall) -> None:
    ((place,),) = hall.books.database.sql("SELECT number FROM tables WHERE name=?", ('"residents"',))
    assert not [text for text in ask(hall, GUESS)["statements"] if f" t{place} " in f"{text} "]
