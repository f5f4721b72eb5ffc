"""The body of a batch: event lines to few bytes and back, exactly.

Two forms. EXACT holds the lines as they are. LEAN leaves out what follows from the header: each line's beginning
(`specversion`, `id`, `source`) and its end (`prevhash` is the hash of the line before, `hash` is computed from the
bytes). Hashes do not compress, so this makes a long batch nearly half as large and is quicker to pack; the receiver
restores every line byte for byte, and the header's last hash proves it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

EXACT, LEAN = 1, 2
"""The batch's version byte."""
LEAN_FROM = 50
"""Events from which a batch is made lean. A shorter one stays readable by zlib alone."""
UNPACKED_LIMIT = 1024 * 1024
"""Bytes the unpacked body may have, so that no batch is a bomb."""

_PREV, _HASH, _END = b',"prevhash":"', b',"hash":"', b'"}'
_CHAIN = len(_PREV) + 64 + 1 + len(_HASH) + 64 + len(_END)


class BadBody(ValueError):
    """The body cannot be opened; the text says why, in Indonesian."""


def squeeze(lines: Sequence[bytes], village: str, first: int) -> tuple[int, int, bytes]:
    """Form, unpacked size and packed bytes of event lines in a row, the first numbered `first`."""
    lean = _without_what_follows(lines, village, first) if len(lines) >= LEAN_FROM else None
    body = b"\n".join(lines if lean is None else lean)
    # Level 3 and a window of 8 KiB: a line is most like the few before it, near matches have short codes, and a
    # long drain is bound by this work. Level 6 saves one part in seven for three times the time.
    packer = zlib.compressobj(3, zlib.DEFLATED, 13)
    return EXACT if lean is None else LEAN, len(body), packer.compress(body) + packer.flush()


def unsqueeze(form: int, size: int, packed: bytes, village: str, first: int, before: str) -> list[bytes]:
    """The event lines. `before` is the hash (hex) of the event before the first. Takes any bytes, never makes more
    than the `size` that was announced, which itself is capped. Raises BadBody."""
    if size > UNPACKED_LIMIT:
        raise BadBody("isi terlalu besar")
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise BadBody("isi tidak dapat dibuka") from error
    if len(body) != size or not unpacker.eof or unpacker.unused_data:
        raise BadBody("isi tidak sesuai ukurannya")
    lines = body.split(b"\n")
    return _with_what_follows(lines, village, first, before) if form == LEAN else lines


def _begin(village: str, number: int) -> bytes:
    return b'{"specversion":"1.0","id":"%d","source":"/desa/%b",' % (number, village.encode("ascii"))


def _without_what_follows(lines: Sequence[bytes], village: str, first: int) -> list[bytes] | None:
    """Each line without what the header tells, or None when one is not written as all are today."""
    lean = []
    for number, line in enumerate(lines, first):
        begin = _begin(village, number)
        if not line.startswith(begin) or not line.startswith(_PREV, len(line) - _CHAIN):
            return None
        lean.append(b"{%b}" % line[len(begin) : -_CHAIN])
    return lean


def _with_what_follows(lean: Sequence[bytes], village: str, first: int, before: str) -> list[bytes]:
    previous, lines = before.encode("ascii"), []
    for number, line in enumerate(lean, first):
        if line[:1] != b"{" or line[-1:] != b"}":
            raise BadBody("baris tanpa awal atau akhir")
        body = b'%b%b%b%b"' % (_begin(village, number), line[1:-1], _PREV, previous)
        previous = hashlib.sha256(body).hexdigest().encode("ascii")
        lines.append(b"%b%b%b%b" % (body, _HASH, previous, _END))
    return lines
