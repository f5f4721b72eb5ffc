"""What stands around the kiosk, in the kiosk's language."""

from __future__ import annotations

_ENGLISH = {
    "Laci KTP: tekan angka": "KTPs: press a digit",
    "surat langsung keluar": "the letter comes at once",
    "SKTM lewat petugas": "SKTM needs the clerk",
    "KTP baru": "A new KTP",
    "SIM": "SIM (driving licence)",
    "bukan KTP": "not a KTP",
    "Broker provinsi: HIDUP": "Province's broker: UP",
    "Broker provinsi: MATI": "Province's broker: DOWN",
    "peristiwa menunggu": "events wait",
    "ada di provinsi": "are at the province",
    "Kertas printer: ada": "Printer's paper: there",
    "Kertas printer: HABIS": "Printer's paper: OUT",
    "Petugas": "Clerk",
    "Selesai (ctrl+q selalu)": "Quit (ctrl+q always)",
    "Kertas terbaru": "Newest paper",
    "belum ada": "none yet",
    "gambar": "picture",
}


def told(text: str, language: str) -> str:
    """`text` in `language`; names and numbers as they are."""
    return _ENGLISH.get(text, text) if language == "en" else text
