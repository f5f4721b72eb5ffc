"""The physical lines of a hostile text file: bounded, decoded, numbered, and with a way back.

A quotation mark without its partner makes a CSV parser swallow the file to its end. So the source of lines knows
where a record began, stops one that runs on for too long, and can go back to the line after its first one.
"""

from __future__ import annotations

import io
from typing import Protocol

from appliance.model.errors import Finding, finding

ROW_LIMIT = 2_500
"""Characters a record may have. Real rows have about 400."""

SPAN_LIMIT = 16
"""Physical lines a record may have (line breaks inside quoted cells)."""

CHUNK = 64 * 1024
"""Bytes read at once."""

_LINE_BYTES = 4 * ROW_LIMIT
"""A line of more bytes has more than `ROW_LIMIT` characters in every encoding that is read here."""

_TOO_LONG = finding("E-REG-32", limit=ROW_LIMIT)
_NO_TEXT = finding("E-REG-34")
_OPEN_QUOTE = finding("E-REG-31")


class Source(Protocol):
    """Where the bytes come from: an open binary file or anything like it."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class UnreadableLine(Exception):
    """The record holds a line that cannot be taken; `finding` says why."""

    def __init__(self, why: Finding) -> None:
        super().__init__(why.code)
        self.finding = why


class Lines:
    """An iterator of lines with their line ends, for `csv.reader`. It never holds more than two chunks."""

    def __init__(self, source: Source, begin: bytes = b"", *, only_cr: bool = False) -> None:
        """`begin` was read from `source` before; `only_cr` is for files whose lines end in a lone CR."""
        self._source = source
        self._carry = begin
        self._only_cr = only_cr
        self._lines: list[str | Finding] = []
        self._start = 0
        self._at = 0
        self._base = 1
        self._ended = False

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if self._at == len(self._lines):
            self._fill()
        line = self._lines[self._at]
        self._at += 1
        if not isinstance(line, str):
            raise UnreadableLine(line)
        if len(line) > ROW_LIMIT + 2:
            raise UnreadableLine(_TOO_LONG)
        if self._at - self._start > SPAN_LIMIT:
            raise UnreadableLine(_OPEN_QUOTE)
        return line

    def mark(self) -> int:
        """A record begins here: the number of its first line, counted from 1."""
        self._start = self._at
        return self._base + self._at

    def span(self) -> int:
        """How many lines the record has taken so far."""
        return self._at - self._start

    def cut_off(self) -> bool:
        """Whether the record ends with the file and without a line end: the file may have been cut there."""
        line = self._lines[self._at - 1] if self._at else ""
        return isinstance(line, str) and not line.endswith(("\n", "\r"))

    def back(self) -> None:
        """Give up the record; the next line is the one after its first."""
        self._at = self._start + 1

    def _fill(self) -> None:
        """Read on until there is one more line. Raises StopIteration at the end."""
        del self._lines[: self._start]
        self._base += self._start
        self._at -= self._start
        self._start = 0
        while self._at == len(self._lines):
            if self._ended:
                raise StopIteration
            self._read_chunk()

    def _read_chunk(self) -> None:
        data = self._source.read(CHUNK)
        self._ended = not data
        data = self._carry + data
        if self._only_cr:
            data = data.replace(b"\r", b"\n")
        whole = len(data) if self._ended else data.rfind(b"\n") + 1
        self._carry = data[whole:]
        if len(self._carry) > _LINE_BYTES:
            # The line is too long already: forget it, but keep one too many, so that it stays too long.
            self._carry = self._carry[: _LINE_BYTES + 1]
        if whole:
            self._lines += _decoded(data[:whole])


def _decoded(data: bytes) -> list[str | Finding]:
    """The lines of whole lines of bytes."""
    if b"\0" not in data:
        try:
            return list(io.StringIO(data.decode("utf-8"), newline="\n"))
        except UnicodeDecodeError:
            pass  # at least one line is not UTF-8: look at each by itself
    return [_decoded_line(line) for line in io.BytesIO(data)]


def _decoded_line(line: bytes) -> str | Finding:
    """UTF-8, else CP1252 as older spreadsheets write; the two are not mistaken for one another in real text."""
    if b"\0" in line:
        return _NO_TEXT
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _NO_TEXT
