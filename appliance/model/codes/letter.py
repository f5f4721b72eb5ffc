"""Codes of letters."""

from appliance.model.codes.words import Words

WORDS = {
    "E-LTR-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Jenis surat {kind} tidak ada.",
        "`appliance letter kinds` lists the kinds.",
    ),
}
