"""Text as the grid can hold it: one column a letter, no control characters, whole words, names that fit."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from appliance.model.typeset import wrap

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def clean(text: str) -> str:
    """`text` with exactly one column a letter, so that data can neither move the cursor nor shift a line:
    control, format and combining characters go, wide ones show as "?" (threat S11)."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in "\n\t" or unicodedata.category(letter)[0] == "Z":
            out.append(" ")
        elif unicodedata.category(letter)[0] in "CM":
            continue
        elif unicodedata.east_asian_width(letter) in "WF":
            out.append("?")
        else:
            out.append(letter)
    return "".join(out)


def shorten(text: str, width: int) -> str:
    """`text` in at most `width` letters, the last one "…" when something was cut."""
    text = clean(text)
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"


def fit_rows(text: str, width: int, rows: int) -> str:
    """`text` as far as it goes into `rows` rows of `width` letters, wrapped between words."""
    lines = wrap(clean(text), width)
    if len(lines) <= rows:
        return text
    kept = lines[: max(1, rows)]
    while len(kept[-1]) > width - 2 and " " in kept[-1]:
        kept[-1] = kept[-1].rpartition(" ")[0]
    return " ".join([*kept, "…"])


def fit_name(name: str, width: int) -> str:
    """A person's name in at most `width` letters: the words in the middle become initials, from the last one
    back, before anything is cut; first and last word tell people of one family apart."""
    words = clean(name).split()
    for index in range(len(words) - 2, 0, -1):
        if len(" ".join(words)) <= width:
            break
        words[index] = words[index][0] + "."
    return shorten(" ".join(words), width)


def in_fours(digits: str, length: int) -> str:
    """Digits typed so far in groups of four, a dot for each that is missing: ``1801 04·· ···· ····``."""
    padded = digits.ljust(length, "·")
    return " ".join(padded[start : start + 4] for start in range(0, length, 4))


def sentences(text: str) -> list[str]:
    """`text` cut after each full stop, question or exclamation mark that a space follows."""
    parts: list[str] = []
    for word in text.split():
        if parts and parts[-1][-1] not in ".?!":
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def moment(when: datetime, day: str, month: str) -> str:
    """Day and time for the corner of the screen: ``Selasa 24 Nov 18.40``; the words come translated."""
    return f"{day} {when.day} {month} {when:%H.%M}"


def fit_address(address: str, width: int) -> str:
    """An address in at most `width` letters: the hamlet before ", RT" gives way, RT and RW stay."""
    address = clean(address)
    head, found, tail = address.rpartition(", RT")
    if not found or len(address) <= width:
        return shorten(address, width)
    return shorten(head, max(8, width - len(found + tail))) + found + tail


def fit_family(members: list[tuple[str, int]], width: int, people: str) -> str:
    """First names with ages, as many as fit: ``Budi 41, Rina 17, +2 orang``. `people` is the word for persons."""
    told = [f"{_first(name)} {age}" for name, age in members]
    for count in range(len(told), -1, -1):
        rest = len(told) - count
        parts = told[:count] + ([f"+{rest} {people}"] if rest else [])
        if len(", ".join(parts)) <= width or count == 0:
            return ", ".join(parts)
    return ""


def _first(name: str) -> str:
    """The first word of a name that is more than an initial."""
    words = clean(name).split()
    long = [word for word in words if len(word.strip(".")) > 2]
    return (long or words or ["?"])[0].title()


def mask_nik(nik: str) -> str:
    """``1801 04•• •••• 0003``: region and serial alone, for eyes that pass by (rule 13)."""
    nik = clean(nik)
    return f"{nik[:4]} {nik[4:6]}•• •••• {nik[12:]}"


def short_title(title: str) -> str:
    """A letter's title without the words that all of them have: ``Tidak Bekerja``."""
    words = clean(title).split()
    while len(words) > 1 and words[0].lower() in ("surat", "keterangan"):
        words = words[1:]
    return " ".join(words)
