"""A resident as letters and desk see one, read from a stored document of the table ``residents``.

A stored document holds, text for text, every column of the extract under its SIAK name in lower case
(``nama_lgkp``, ``tgl_lhr``, ``stat_kwn`` …; only ``nik`` and ``no_kk`` are stored cleaned), and one more key ``x``
with the values that the register derived from them, so that nothing is parsed when a resident is shown:

=============  =======================================================================================
key in ``x``   meaning
=============  =======================================================================================
``born``       birth date, ``YYYY-MM-DD``
``sex``        ``L`` or ``P``
``marital``    STAT_KWN 1-4; 0 = not recognised or not given
``relation``   STAT_HBKEL (SHDK) 1-11; 0 = not recognised or not given
``job``        JENIS_PKRJN 1-99, or null
``religion``   AGAMA 1-7, or null
``education``  PDDK_AKH 1-10, or null
``rt, rw``     three digits, or an empty text for none
``citizen``    1 WNI, 2 WNA, 3 two citizenships
``status``     HIDUP, MATI, PINDAH, HILANG, TIDAK VALID or TIDAK AKTIF
``active``     whether the resident lives here today (status HIDUP)
``label``      column -> official words, only for the columns in which the file gave a code, not words
=============  =======================================================================================

Disability (``pnydng_cct``) and the mother's name (``nama_lgkp_ibu``) stay in the document and are no attributes
here: the first is protected by UU 24/2013 art. 84, the second is what banks ask to unlock an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from appliance.model.nik import Sex, is_nik

BELUM_KAWIN, KAWIN, CERAI_HIDUP, CERAI_MATI = 1, 2, 3, 4
"""Values of `Resident.marital`."""

KEPALA, SUAMI, ISTRI, ANAK = 1, 2, 3, 4
"""Values of `Resident.relation` that rules ask for."""

CITIZENSHIP = {1: "WNI", 2: "WNA", 3: "DWI KEWARGANEGARAAN"}

PROTECTED = frozenset({"pnydng_cct", "nama_lgkp_ibu"})
"""Columns whose values never stand in an event, a letter, a list or a log."""

_UNKNOWN = frozenset({"", "-", "NULL", "NN"})


@dataclass(frozen=True)
class Resident:
    """One person of the register. Texts are exactly as the extract has them (capitals are never changed); an
    unknown text is empty."""

    key: int
    """The register's own key; a NIK may be missing or replaced."""
    nik: str | None
    """Sixteen digits, or None for a resident who has no NIK yet (no letter by NIK, no card)."""
    kk: str
    name: str
    sex: Sex
    birthplace: str
    born: date
    religion: str
    marital: int
    """STAT_KWN: 1 belum kawin, 2 kawin, 3 cerai hidup, 4 cerai mati, 0 unknown."""
    marital_text: str
    relation: int
    """STAT_HBKEL (SHDK): 1 kepala keluarga, 2 suami, 3 istri, 4 anak … 11 lainnya, 0 unknown."""
    relation_text: str
    job: int | None
    """JENIS_PKRJN 1-99."""
    job_text: str
    education_text: str
    citizenship: str
    address: str
    hamlet: str
    rt: str
    """Three digits, or empty."""
    rw: str
    """Three digits, or empty."""
    active: bool

    def __repr__(self) -> str:
        return f"Resident(key={self.key})"

    def age(self, on: date) -> int:
        """Full years on the day `on`; someone born on 29 February grows older on 1 March of a common year."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    @property
    def sex_text(self) -> str:
        """The word that letters use."""
        return "PEREMPUAN" if self.sex == "P" else "LAKI-LAKI"

    @property
    def ever_married(self) -> bool:
        """Married now or before."""
        return self.marital in (KAWIN, CERAI_HIDUP, CERAI_MATI)


def from_document(key: int, doc: Mapping[str, Any]) -> Resident:
    """The resident of a stored document. Raises KeyError when the document was not made by the register."""
    x = doc["x"]
    labels: Mapping[str, str] = x.get("label", {})

    def text(column: str) -> str:
        raw = str(doc.get(column, "")).strip()
        if raw.upper() in _UNKNOWN:
            return ""
        return labels.get(column, raw) if raw.replace(".", "").isdigit() else raw

    nik = str(doc["nik"])
    return Resident(
        key=key,
        nik=nik if is_nik(nik) else None,
        kk=str(doc["no_kk"]),
        name=" ".join(str(doc["nama_lgkp"]).split()),
        sex=x["sex"],
        birthplace=text("tmpt_lhr"),
        born=date.fromisoformat(x["born"]),
        religion=text("agama"),
        marital=x.get("marital", 0),
        marital_text=text("stat_kwn"),
        relation=x.get("relation", 0),
        relation_text=text("stat_hbkel"),
        job=x.get("job"),
        job_text=text("jenis_pkrjn"),
        education_text=text("pddk_akh"),
        citizenship=CITIZENSHIP[x.get("citizen", 1)],
        address=text("alamat"),
        hamlet=text("dusun"),
        rt=x.get("rt", ""),
        rw=x.get("rw", ""),
        active=x["active"],
    )
