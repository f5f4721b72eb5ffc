"""What may stand in no log, dump or message: and every way in which a program may leave it."""

from __future__ import annotations

import base64
from pathlib import Path

from tests.support.hall import make_hall


def spellings(uid: bytes) -> list[bytes]:
    """The UID as a program may leave it: raw, in hexadecimal digits, as numbers, in base64; also reversed."""
    found: list[bytes] = []
    for one in (uid, uid[::-1]):
        pairs = [f"{byte:02x}" for byte in one]
        texts = ["".join(pairs), " ".join(pairs), ":".join(pairs), str(int.from_bytes(one)), repr(list(one))[1:-1]]
        found += [one, base64.b64encode(one), base64.b32encode(one).rstrip(b"=")]
        found += [text.encode() for text in texts] + [text.upper().encode() for text in texts]
    return found


def people(state: Path) -> set[str]:
    """NIK, KK and names of the register."""
    found: set[str] = set()
    for person in make_hall(state).residents():
        found |= {person.nik or person.name, person.kk, person.name}
    return found


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and those under it, by its name there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
