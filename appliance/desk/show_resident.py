"""One resident's row as the extract has it."""

from __future__ import annotations

from appliance.desk.office import Office
from appliance.model.errors import ApplianceError
from appliance.model.nik import clean_number
from appliance.model.resident import Resident, from_document


def show_resident(office: Office, nik: str) -> dict[str, str]:
    """Columns in lower case with the values of the file. Raises E-REG-01."""
    found = office.books.residents.by_nik(clean_number(nik))
    if found is None:
        raise ApplianceError("E-REG-01")
    return {column: value for column, value in found[1].items() if column != "x"}


def resident_by_nik(office: Office, nik: str) -> Resident:
    """The resident with this NIK. Raises E-REG-01."""
    found = office.books.residents.by_nik(clean_number(nik))
    if found is None:
        raise ApplianceError("E-REG-01")
    return from_document(*found)


def resident_by_key(office: Office, key: int) -> Resident:
    """The resident under this key. Raises E-REG-01 when the row is gone."""
    document = office.books.residents.by_key(key)
    if document is None:
        raise ApplianceError("E-REG-01")
    return from_document(key, document)


def family_of(office: Office, resident: Resident) -> list[Resident]:
    """The active people of the resident's KK, head first, then by relation and age."""
    members = [from_document(key, document) for key, document in office.books.residents.family(resident.kk)]
    active = [member for member in members if member.active]
    return sorted(active, key=lambda member: (member.relation or 99, member.born, member.key))
