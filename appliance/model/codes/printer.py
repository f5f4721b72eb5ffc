"""Codes of the printer."""

from appliance.model.codes.words import Words

WORDS = {
    "E-PRN-01": Words(
        "Printer belum siap. Surat sudah tersimpan. Panggil petugas desa.",
        "Printer tidak terhubung.",
        "Check the printer's power and cable, then its address in the settings.",
    ),
    "E-PRN-02": Words(
        "Kertas habis. Surat Bapak/Ibu sudah tersimpan. Panggil petugas desa.",
        "Kertas printer habis.",
        "Put in a new roll; the waiting letter comes out by itself.",
    ),
}
