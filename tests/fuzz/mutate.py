"""Valid inputs spoilt: flips, cuts, splices, repeats, numbers that are known to hurt, words that mean something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

LONGEST = 200_000
"""Bytes an input may grow to."""

BREED = 64
"""Accepted inputs that are kept, to be spoilt further."""

NUMBERS = (b"0", b"-1", b"1", b"00", b"1e999", b"NaN", b"0.5", b"2147483648", b"9223372036854775808", b"9" * 400)
BORDERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1)
SIGNS = (
    *(bytes([byte]) for byte in b"\0\t\n\r\x1b\"'\\,;:/=+-@{}[]()<>%#"),
    *(sign.encode() for sign in "é•😀\u200b\u202e\u2028\ufeff\u0301\u0131\u00a0"),
    *(b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\x81", b"\r\n", b"\xff\xfe", b"\xfe\xff", b"\x1b[2J", b"%s%n"),
)
_DIGITS = re.compile(rb"-?[0-9]+")


class Mutator:
    """Makes inputs from `samples`, each spoilt in one to some places. What was accepted may be given back."""

    def __init__(self, random: Random, samples: Sequence[bytes], words: Sequence[bytes]) -> None:
        self._random = random
        self._samples = list(samples)
        self._bred: list[bytes] = []
        self._words = [*words, *SIGNS, *NUMBERS]

    def make(self) -> bytes:
        """One input."""
        random = self._random
        data = random.choice(self._bred if self._bred and random.random() < 0.3 else self._samples)
        for _ in range(1 + min(12, int(random.expovariate(0.7)))):
            data = random.choice(self._WAYS)(self, data)
        return data[:LONGEST]

    def keep(self, data: bytes) -> None:
        """An accepted input, to be spoilt further."""
        if len(self._bred) < BREED:
            self._bred.append(data)
        else:
            self._bred[self._random.randrange(BREED)] = data

    def _span(self, data: bytes, longest: int = 1 << 16) -> tuple[int, int]:
        start = self._random.randint(0, len(data))
        return start, min(len(data), start + min(longest, 1 << self._random.randint(0, 10)))

    def _flip(self, data: bytes) -> bytes:
        if not data:
            return data
        at = self._random.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << self._random.randrange(8)]) + data[at + 1 :]

    def _byte(self, data: bytes) -> bytes:
        start, _ = self._span(data)
        return data[:start] + bytes([self._random.randrange(256)]) + data[start + 1 :]

    def _cut(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + data[end:]

    def _end(self, data: bytes) -> bytes:
        return data[: self._random.randint(0, len(data))]

    def _again(self, data: bytes) -> bytes:
        start, end = self._span(data, 256)
        times = self._random.choice((2, 2, 3, 17, 300))
        return data[:start] + data[start:end] * times + data[end:]

    def _splice(self, data: bytes) -> bytes:
        start, end = self._span(data)
        other = self._random.choice(self._samples)
        begin, stop = self._span(other)
        return data[:start] + other[begin:stop] + data[end:]

    def _swap(self, data: bytes) -> bytes:
        start, end = self._span(data, 64)
        middle = self._random.randint(start, end)
        return data[:start] + data[middle:end] + data[start:middle] + data[end:]

    def _word(self, data: bytes) -> bytes:
        start, end = self._span(data, 16)
        if self._random.random() < 0.6:
            end = start
        return data[:start] + self._random.choice(self._words) + data[end:]

    def _border(self, data: bytes) -> bytes:
        start, _ = self._span(data)
        width = self._random.choice((1, 2, 4, 8))
        number = self._random.choice(BORDERS) % 256**width
        return data[:start] + number.to_bytes(width, "big") + data[start + width :]

    def _number(self, data: bytes) -> bytes:
        found = list(_DIGITS.finditer(data[:4096]))
        if not found:
            return self._word(data)
        at = self._random.choice(found)
        return data[: at.start()] + self._random.choice(NUMBERS) + data[at.end() :]

    _WAYS = (_flip, _byte, _cut, _end, _again, _splice, _swap, _word, _word, _border, _number)
