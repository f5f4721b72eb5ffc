"""The tables of the province's store, as the steps that led to them.

A new store takes all steps, an older one those it lacks: so both have the same tables. A step that was ever
released is never changed.
"""

_FIRST = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE village (
    kode TEXT PRIMARY KEY,
    key BLOB NOT NULL,
    stage TEXT NOT NULL,
    have INTEGER NOT NULL,
    hash TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    gap INTEGER,
    fork INTEGER,
    refused TEXT NOT NULL DEFAULT '',
    last_seen TEXT NOT NULL
) STRICT;

CREATE TABLE event (
    kode TEXT NOT NULL REFERENCES village,
    n INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (kode, n)
) STRICT;

-- Events that are not in the chain: one side of a fork, or a life of the village's store that a restore or the
-- operator has ended.
CREATE TABLE aside (
    kode TEXT NOT NULL REFERENCES village,
    n INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body BLOB NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('fork', 'former')),
    since TEXT NOT NULL,
    PRIMARY KEY (kode, n, hash)
) STRICT;
"""

_REGISTER = """
-- How far the register below has read the chain, and whether it has read an event that lies aside.
ALTER TABLE village ADD COLUMN projected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE aside ADD COLUMN projected INTEGER NOT NULL DEFAULT 0;
CREATE INDEX aside_unread ON aside (kode) WHERE NOT projected;

-- The operator has settled something, or this store was restored, and the village has not been told yet.
ALTER TABLE village ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
CREATE INDEX village_untold ON village (kode) WHERE untold;

-- Every letter that any event tells of, in the chain or aside.
CREATE TABLE letter (
    kode TEXT NOT NULL REFERENCES village,
    n INTEGER NOT NULL,
    hash TEXT NOT NULL,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    PRIMARY KEY (kode, n, hash)
) STRICT;
CREATE INDEX letter_place ON letter (kode, series, year, seq);

-- The highest place of each series that is spent. It never falls.
CREATE TABLE series (
    kode TEXT NOT NULL REFERENCES village,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kode, series, year)
) STRICT;

-- Events that the register could not read.
CREATE TABLE quarantine (
    kode TEXT NOT NULL REFERENCES village,
    n INTEGER NOT NULL,
    hash TEXT NOT NULL,
    why TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (kode, n, hash)
) STRICT;

-- Names this store over all its lives, where 'generation' names one of them.
INSERT INTO fact SELECT 'origin', value FROM fact WHERE name = 'generation';
"""

STEPS = (_FIRST, _REGISTER)
VERSION = len(STEPS)
