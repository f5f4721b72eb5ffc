"""Dates and numbers as Indonesian letters write them (fact sheet "village office", section 3)."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
"""Days of the week, Monday first, as `date.weekday` counts."""

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Months in the numbers of letters."""


def long_date(day: date) -> str:
    """``24 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def roman_month(day: date) -> str:
    """``XI`` for November."""
    return ROMAN[day.month - 1]


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier, when negative); the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
