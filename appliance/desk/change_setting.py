"""Change one setting."""

from __future__ import annotations

from appliance.desk.office import Office
from appliance.model.settings import Value, parse


def change_setting(office: Office, key: str, text: str) -> Value:
    """Store what `text` means for `key`, with an event that tells before and after. The same value again changes
    nothing. Raises E-CMD-05 or E-CMD-06."""
    value = parse(key, text)
    books = office.books
    with books.transaction():
        before = books.settings.all().get(key)
        if before != value:
            books.settings.put(key, value)
            data = {"key": key, "before": before, "after": value}
            books.journal.append("desa.settings.changed", data, office.clock.now())
    return value
