"""How many direct letters a person may still take today (threat S1)."""

from __future__ import annotations

from datetime import datetime

from appliance.desk.office import Office


def letters_left(office: Office, resident: int, now: datetime) -> int:
    """Direct letters that this card may still bring on the day of `now`."""
    today = now.date().isoformat()
    letters = office.books.letters.find(applicant=resident)
    taken = sum(letter.way == "direct" and letter.issued_at.startswith(today) for _key, letter in letters)
    return max(0, office.number("kiosk.letters_per_day") - taken)
