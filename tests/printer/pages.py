"""Pages that the printer's tests print. All people are made up."""

from __future__ import annotations

import segno

from appliance.model.layout import Field, Gap, Page, Qr, Rule, Text

PAYLOAD = "HTTPS://DESA.EXAMPLE/V/" + "6BF5TQ0M" * 18
PURPOSE = "KODE7421"


def qr(payload: str = PAYLOAD) -> Qr:
    """A QR code as the letters make it."""
    rows = segno.make(payload, error="m", micro=False).matrix
    return Qr(payload, tuple("".join("1" if module else "0" for module in row) for row in rows))


def letter(name: str = "SITI AMINAH") -> Page:
    """A letter with everything that a layout has."""
    return Page(
        (
            Text("PEMERINTAH DESA HAJIMENA", align="center", bold=True),
            Rule(heavy=True),
            Text("SURAT KETERANGAN", align="center", bold=True, size=2),
            Text("Nomor 400/1/2026", align="center", underline=True),
            Gap(1),
            Field("Nama", name),
            Field("Keperluan", PURPOSE),
            Text("Surat ini dibuat berdasarkan data kependudukan. " * 4),
            qr(),
            Text("Hajimena, 1 Januari 2026", align="right"),
        )
    )
