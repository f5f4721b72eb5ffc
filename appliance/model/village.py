"""The village and its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Village:
    """A village as letters and screens name it.

    `code` is the Kemendagri code with dots (``18.01.04.2001``); `name` has no leading term (``Hajimena``);
    `term` (Desa, Pekon, Kampung, Tiyuh, Kelurahan) and `head` (Kepala Desa, Peratin, ...) come from the
    regency (fact sheet "village office", section 8) and may be overridden by settings.
    """

    code: str
    name: str
    term: str
    head: str
    kecamatan: str
    kabupaten: str
    kabupaten_term: str = "Kabupaten"

    @property
    def digits(self) -> str:
        """The code as ten digits, as topics and events name it."""
        return self.code.replace(".", "")

    @property
    def full_name(self) -> str:
        """Term and name: ``Desa Hajimena``."""
        return f"{self.term} {self.name}"
