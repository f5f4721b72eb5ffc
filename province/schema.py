"""The tables of the province's store."""

VERSION = 1

TABLES = """
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

-- Events that are not in the chain: one side of a fork, or a life of the village's store that a restore ended.
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
