"""Codes of import and the register."""

from appliance.model.codes.words import Words

WORDS = {
    "E-IMP-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas {file} tidak dapat dibaca: {reason}.",
        "Check the path and the rights of the file.",
    ),
    "E-IMP-02": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas ini bukan daftar penduduk: kolom NIK dan NO_KK tidak ditemukan.",
        "Ask Disdukcapil for the flat extract, or save the sheet as CSV with its header row.",
    ),
    "E-IMP-03": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas ini bukan teks CSV.",
        "Save the file as CSV (UTF-8 or CP1252).",
    ),
    "E-REG-01": Words(
        "Data belum ditemukan. Silakan ke meja pelayanan.",
        "NIK tidak ada di data desa.",
        "Check the NIK; import the newest extract.",
    ),
}
