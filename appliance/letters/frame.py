"""What stands around the body of every letter: letterhead, signing block, seal and last lines."""

from __future__ import annotations

from appliance.letters.facts import Facts
from appliance.letters.words import long_date
from appliance.model.layout import Gap, Node, Qr, Rule, Text
from appliance.model.village import Village

STAMP_LINES = 6
"""Room for stamp and signature: 23 mm on a roll."""

UNSIGNED = "(" + "." * 24 + ")"
"""Where the head's name is not set."""


def regency(village: Village) -> str:
    """``Kabupaten Lampung Selatan``, or ``Kota Metro``: codes from 71 on are cities."""
    name = village.kabupaten
    if name.split(" ", 1)[0].casefold() in ("kabupaten", "kota"):
        return name
    return f"Kota {name}" if int(village.digits[2:4]) >= 71 else f"Kabupaten {name}"


def letterhead(facts: Facts) -> list[Node]:
    """Regency, kecamatan, village (largest), address, and the heavy rule."""
    village = facts.village
    nodes: list[Node] = [
        Text(f"PEMERINTAH {regency(village).upper()}", align="center", bold=True),
        Text(f"KECAMATAN {village.kecamatan.upper()}", align="center", bold=True),
        Text(village.full_name.upper(), align="center", bold=True, size=2),
    ]
    if facts.custom.address:
        nodes.append(Text(facts.custom.address, align="center", italic=True))
    return [*nodes, Rule(heavy=True)]


def closing(facts: Facts) -> tuple[list[Node], list[Node]]:
    """Signing block, and the last lines below the seal.

    A direct letter is signed by nobody: it leaves room for a stamp, names the village's own rule and the terminal
    as its printer, and claims no signature of any kind. A released one has the head's block and the clerk's name.
    """
    village = facts.village
    dated = Text(f"{village.name}, {long_date(facts.today)}", align="right")
    if facts.way == "direct":
        signing: list[Node] = [
            dated,
            Text(f"Pemerintah {village.full_name}", align="right"),
            Gap(STAMP_LINES),
            Text(f"(cap {village.term.lower()})", align="right"),
        ]
        said = f"Dicetak oleh anjungan {village.full_name} berdasarkan {facts.custom.rule}."
    else:
        signing = [
            dated,
            Text(f"{village.head} {village.name}", align="right"),
            Gap(STAMP_LINES),
            _signer(facts.custom.head_name),
        ]
        said = f"Diperiksa oleh petugas {village.full_name}{f': {facts.clerk}' if facts.clerk else ''}."
    return signing, [
        Rule(),
        Text(said),
        Text(
            "Tulisan di kertas ini bertahan sekitar 6 bulan. Jauhkan dari panas. Fotokopi surat ini.",
            bold=True,
            roll_only=True,
        ),
    ]


def _signer(name: str) -> Text:
    """The head's name under the room for the signature, or a dotted line."""
    if not name:
        return Text(UNSIGNED, align="right")
    return Text(name, align="right", bold=True, underline=True)


def seal_nodes(qr: Qr, code: str, url: str) -> tuple[Node, ...]:
    """The seal with its code, beside the signing block on a sheet and below it on a roll."""
    where = f"Periksa di {url}" if url else "Periksa atau cetak ulang: sebut kode ini."
    return (
        Gap(),
        qr,
        Text(f"Kode {code}", align="center", bold=True, aside=True),
        Text(where, align="center", aside=True),
        Text("Segel keaslian, bukan tanda tangan elektronik.", align="center", italic=True, aside=True),
    )
