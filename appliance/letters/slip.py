"""The slip of the queue: nobody leaves empty-handed (design, section 4)."""

from __future__ import annotations

from datetime import datetime

from appliance.letters.words import long_date
from appliance.model.layout import Gap, Page, Rule, Text
from appliance.model.village import Village

BRING = "KTP dan Kartu Keluarga"
"""What to bring where nothing else is known."""


def compose_slip(village: Village, number: str, at: datetime, *, what: str = "", bring: str = BRING) -> Page:
    """The slip with `number` (``A-07``) for the service desk. `what` is the title of the letter asked for, `at` the
    time in WIB. No name and no NIK stands on it: slips are left lying about."""
    return Page(
        (
            Text(village.full_name.upper(), align="center", bold=True),
            Rule(),
            Text("Nomor", align="center"),
            Text(number, align="center", bold=True, size=2),
            Gap(),
            *((Text(what, align="center", bold=True),) if what else ()),
            Text("Silakan ke meja pelayanan.", align="center"),
            Text(f"Bawa {bring}.", align="center"),
            Gap(),
            Text(f"{long_date(at.date())}, pukul {at:%H.%M}", align="center"),
            Text("Nomor ini berlaku hari ini.", align="center"),
        )
    )
