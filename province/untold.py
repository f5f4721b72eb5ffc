"""Villages that have to hear of something that was not their doing: what the operator settled, or a restored store.

Without it a village would hear of it only when it next speaks, and a quiet one speaks seldom.
"""

from __future__ import annotations

from province.connect import Connection, told, writing

_AT_ONCE = 100


def to_be_told(db: Connection, kode: str | None = None) -> None:
    """Note, inside the caller's transaction, that a village (None: every one) has to hear its acknowledgement."""
    db.execute("UPDATE village SET untold = 1 WHERE kode = ?1 OR ?1 IS NULL", (kode,))


def take_untold(db: Connection) -> list[str]:
    """Some villages that have to hear their acknowledgement now; each is given out once. One that misses it all the
    same hears it when it next speaks."""
    with told():
        if not db.execute("SELECT EXISTS (SELECT 1 FROM village WHERE untold)").get:
            return []
    with writing(db):
        some = "SELECT kode FROM village WHERE untold LIMIT ?"
        query = f"UPDATE village SET untold = 0 WHERE kode IN ({some}) RETURNING kode"  # noqa: S608 - own words
        return [kode for (kode,) in db.execute(query, (_AT_ONCE,))]
