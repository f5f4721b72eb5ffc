"""Record why a family counts as low income, with source and date (domain fact sheet, section 4)."""

from __future__ import annotations

import re
from datetime import date

from appliance.desk.office import Office
from appliance.desk.show_resident import resident_by_nik
from appliance.model.errors import ApplianceError
from appliance.model.records import Basis

SOURCES = ("dtsen_desil", "program", "musdes", "rt", "pernyataan")


def record_basis(office: Office, nik: str, source: str, detail: str, day: str, by: str = "petugas") -> None:
    """Record the basis for the whole family of `nik`; an earlier one of the same source is replaced.
    Raises E-REG-01 or E-CMD-08. The event tells source and date, not which family is poor by name."""
    resident = resident_by_nik(office, nik)
    if source not in SOURCES:
        raise ApplianceError("E-CMD-08", name="--source", expected=", ".join(SOURCES))
    if source == "dtsen_desil" and not re.fullmatch(r"[1-9]|10", detail):
        raise ApplianceError("E-CMD-08", name="--detail", expected="desil 1..10")
    if not 1 <= len(detail) <= 80 or not detail.isprintable():
        raise ApplianceError("E-CMD-08", name="--detail", expected="1..80 huruf")
    when = _day(day)
    if when > office.clock.now().date():
        raise ApplianceError("E-CMD-08", name="--date", expected="tanggal yang sudah lewat")
    books = office.books
    with books.transaction():
        for key, basis in books.bases.find(kk=resident.kk):
            if basis.source == source:
                books.bases.remove(key)
        books.bases.add(Basis(resident.kk, source, detail, when.isoformat(), by))
        data = {"resident": resident.key, "source": source, "detail": detail, "date": when.isoformat(), "by": by}
        books.journal.append("desa.family.basis", data, office.clock.now())


def _day(text: str) -> date:
    match = re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError as error:
        raise ApplianceError("E-CMD-08", name="--date", expected="dd-mm-yyyy") from error
    raise ApplianceError("E-CMD-08", name="--date", expected="dd-mm-yyyy")
