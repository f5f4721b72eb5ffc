"""NIK and KK of made-up villagers: well formed, single, and with a serial counted for each area and day."""

from __future__ import annotations

from datetime import date, timedelta

from appliance.model.nik import Sex
from appliance.registry.places import kecamatan_codes
from appliance.registry.sampling.chance import Chance

_JAVA = ("330512", "330905", "331108", "340204", "350416", "351103", "320107", "320814")
"""Areas of first registration of those who came from Java."""


class Numbers:
    """Gives each number once."""

    def __init__(self, chance: Chance, area: str) -> None:
        """`area` is the kecamatan of the village, six digits."""
        self._chance = chance
        self._area = area
        self._neighbours = sorted(code for code in kecamatan_codes() if code[:4] == area[:4]) or [area]
        self._serials: dict[str, int] = {}

    def nik(self, born: date, sex: Sex) -> str:
        """A NIK for someone born on `born`; three in a thousand hold another day, as real ones do."""
        where = self._chance.below(100)
        if where < 84:
            area = self._area
        elif where < 94 or born.year > 1990:
            area = self._chance.pick(self._neighbours)
        else:
            area = self._chance.pick(_JAVA)
        day = born.day
        if self._chance.happens(0.003):
            day = day % 28 + 1
        day += 40 if sex == "P" else 0
        return self._next(f"{area}{day:02}{born.month:02}{born.year % 100:02}")

    def kk(self) -> str:
        """A KK recorded on some day from 2008 to 2024."""
        day = date(2008, 1, 1) + timedelta(days=self._chance.below(17 * 365))
        return self._next(f"{self._area}{day:%d%m%y}")

    def _next(self, start: str) -> str:
        serial = self._serials.get(start, 0) + 1
        if serial > 9999:
            raise ValueError("too many people for one kecamatan")
        self._serials[start] = serial
        return f"{start}{serial:04}"
