"""From facts to the finished page, in the order in which a letter comes to be.

    draft = compose(kind, facts)                       everything but number and seal
    preview(draft)                                     what the resident reads before "Cetak"
    --- inside the transaction that issues the letter ---
    number = number_of(draft, seq)                     with the place that the store gave
    digest = draft.digest(number)                      of all words of the letter; goes into the event
    text = seal(signer, ..., number=number, name=draft.name, digest=digest)
    code = code_of(event.hash)                         the event that holds the digest
    page = finish(draft, number, text, code)           final; stored as it is

The digest covers every word but those beside the seal, so it can be made again from the stored page:
``page_digest(page)``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from appliance.letters.basis import basis_words
from appliance.letters.clean import clean
from appliance.letters.facts import Facts
from appliance.letters.frame import closing, letterhead, regency, seal_nodes
from appliance.letters.inputs import purpose_of
from appliance.letters.kind import Kind
from appliance.letters.number import letter_number
from appliance.letters.people import family_table, holder, relative
from appliance.letters.qr import payload
from appliance.letters.template import body
from appliance.letters.words import add_months, long_date
from appliance.model.layout import Field, Gap, Node, Page, Qr, Table, Text, words

NO_NUMBER = "…"


@dataclass(frozen=True)
class Part:
    """Nodes of a page, with what store and digest will want of them: made while the letter is read, so that nobody
    waits for it after "Cetak"."""

    nodes: tuple[Node, ...]
    stored: list[dict[str, Any]]
    said: str

    @classmethod
    def of(cls, *nodes: Node) -> Part:
        """The part that `nodes` make."""
        page = Page(nodes)
        return cls(nodes, page.to_json(), words(page))


@dataclass(frozen=True)
class Draft:
    """A letter without number and seal. `content` is the plain data it was made of; `name` is whom it is about, as
    the seal names him or her."""

    kind: str
    title: str
    classification: str
    name: str
    content: dict[str, Any]
    facts: Facts
    above: Part
    below: Part
    last: Part

    def page(self) -> Page:
        """The page as it is read before it has a number."""
        return Page(tuple(node for part in self._parts(NO_NUMBER) for node in part.nodes))

    def digest(self, number: str) -> bytes:
        """SHA-256 of all words of the letter (32 bytes): the `page_digest` of the finished page."""
        return _digest(" ".join(part.said for part in self._parts(number) if part.said))

    def stored(self, number: str, seal: tuple[Node, ...]) -> list[dict[str, Any]]:
        """The page as the store keeps it, the seal between signing block and last lines."""
        return [node for part in self._parts(number, seal) for node in part.stored]

    def _parts(self, number: str, seal: tuple[Node, ...] = ()) -> tuple[Part, ...]:
        line = Text(f"Nomor : {number}", align="center")
        return self.above, Part.of(line), self.below, Part.of(*seal), self.last


def compose(kind: Kind, facts: Facts) -> Draft:
    """The letter that `facts` make. Raises E-LTR-10 when the kind's template does not fit this release."""
    until = add_months(facts.today, kind.months) if kind.months else None
    context = _context(kind, facts, long_date(until) if until else "")
    nodes = body(kind.code, context, {"keluarga": family_table(facts)})
    title = str(kind.title)
    above = [*letterhead(facts), Text(title.upper(), align="center", bold=True, underline=True)]
    signing, last = closing(facts)
    return Draft(
        kind=kind.code,
        title=title,
        classification=kind.classification(facts.custom.codes),
        name=clean(facts.subject.name),
        content=_content(kind, facts, until),
        facts=facts,
        above=Part.of(*_tidy(above)),
        below=Part.of(*_tidy([Gap(), *nodes, Gap(), *signing])),
        last=Part.of(*_tidy(last)),
    )


def number_of(draft: Draft, seq: int) -> str:
    """The number of the letter with this place in its series. Raises E-LTR-07 for an unusable format."""
    facts = draft.facts
    return letter_number(
        facts.custom.number_format,
        classification=draft.classification,
        seq=seq,
        village=facts.village.digits,
        abbreviation=facts.custom.abbreviation,
        on=facts.today,
    )


def preview(draft: Draft) -> Page:
    """The letter as it would come out, without number and seal."""
    return draft.page()


def finish(draft: Draft, number: str, seal: str, code: str) -> list[dict[str, Any]]:
    """The final page as the store keeps it (`Page.from_json`), with the QR of `seal` (behind the village's verify
    page where one is set) and `code`. The QR's modules are drawn when the page is shown (`qr.complete`)."""
    url = draft.facts.custom.verify_url
    return draft.stored(number, seal_nodes(Qr(payload(seal, url)), code, url))


def page_digest(page: Page) -> bytes:
    """The digest of a page, with or without seal (32 bytes); a copy's mark does not count."""
    return _digest(words(page))


def _digest(said: str) -> bytes:
    return hashlib.sha256(said.encode()).digest()


def mark_copy(page: Page, copy: int) -> Page:
    """`page` as the copy number `copy` (1 and up): SALINAN KE-n stands at head and foot, so that neither is cut
    off with scissors unnoticed. `copy` 0 is the first print and stays as it is."""
    if copy < 1:
        return page
    mark = Text(f"SALINAN KE-{copy}", align="center", bold=True, aside=True)
    return Page((mark, *page.nodes, mark))


def three_lines(kind: Kind, facts: Facts) -> tuple[str, str, str]:
    """The letter in three plain lines: what, for whom, what for."""
    person = facts.subject
    first = kind.inputs[0]
    for_whom = f"Untuk {clean(person.name)}, {person.age(facts.today)} tahun"
    return str(kind.title), for_whom, f"{first.label}: {facts.inputs.get(first.name, '-')}"


def _context(kind: Kind, facts: Facts, until: str) -> dict[str, Any]:
    """What a template may name. Plain texts and truth values only."""
    village, released = facts.village, facts.way == "released"
    child = facts.subject.key != facts.applicant.key
    whole = released or not child
    return {
        "village": {
            "full_name": village.full_name,
            "head": village.head,
            "kecamatan": village.kecamatan,
            "regency": regency(village),
        },
        "released": released,
        "child": child,
        "subject": holder(facts.subject, with_kk=released) if whole else relative(facts.subject, facts.today),
        "applicant": holder(facts.applicant, with_kk=False),
        "job": facts.subject.job_text,
        "inputs": {item.name: facts.inputs.get(item.name, "") for item in kind.inputs},
        "basis": basis_words(facts.basis, village) if facts.basis else "",
        "register_date": long_date(facts.register_date),
        "valid_until": until,
    }


def _content(kind: Kind, facts: Facts, until: date | None) -> dict[str, Any]:
    return {
        "kind": kind.code,
        "way": facts.way,
        "date": facts.today.isoformat(),
        "register_date": facts.register_date.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "applicant": {"key": facts.applicant.key, "nik": facts.applicant.nik, "name": facts.applicant.name},
        "subject": {"key": facts.subject.key, "nik": facts.subject.nik, "name": facts.subject.name},
        "inputs": dict(facts.inputs),
        "purpose": purpose_of(kind, facts.inputs),
        "basis": asdict(facts.basis) if facts.basis else None,
        "rule": facts.custom.rule if facts.way == "direct" else None,
        "clerk": facts.clerk,
    }


def _tidy(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Clean every text once more: what comes from register and settings never passes the inputs' check."""
    return tuple(_tidy_node(node) for node in nodes)


def _tidy_node(node: Node) -> Node:
    match node:
        case Text():
            return replace(node, text=clean(node.text))
        case Field():
            return Field(clean(node.label), clean(node.value))
        case Table():
            rows = tuple(tuple(clean(cell) for cell in row) for row in node.rows)
            return replace(node, rows=rows)
    return node
