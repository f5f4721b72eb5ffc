"""Files in UTF-16, as spreadsheets write when asked for "Unicode text", read as UTF-8."""

from __future__ import annotations

import codecs
from typing import Literal

from appliance.registry.lines import CHUNK, Source

Order = Literal["utf-16-le", "utf-16-be"]


def byte_order(begin: bytes) -> Order | None:
    """How a file that begins so is written, or None where it is no UTF-16. Without a mark it is told by its zeros:
    Latin text has one in nearly every second place, and none in the others."""
    if begin.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if begin.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = begin[:512]
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if min(first, second) or max(first, second) <= len(sample) // 3:
        return None
    return "utf-16-le" if second else "utf-16-be"


class Utf16:
    """A `Source` in UTF-16 as one in UTF-8, with the mark if it has one. What is no UTF-16 becomes a NUL, so that
    it costs its row (E-REG-34)."""

    def __init__(self, source: Source, begin: bytes, order: Order) -> None:
        """`begin` was read from `source` before."""
        self._source = source
        self._decoder = codecs.getincrementaldecoder(order)("replace")
        self._ended = False
        self._ready = self._utf8(begin)

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        while not self._ready and not self._ended:
            data = self._source.read(CHUNK)
            self._ended = not data
            self._ready = self._utf8(data)
        piece, self._ready = self._ready[:size], self._ready[size:]
        return piece

    def _utf8(self, data: bytes) -> bytes:
        return self._decoder.decode(data, final=self._ended).replace("\ufffd", "\0").encode("utf-8")
