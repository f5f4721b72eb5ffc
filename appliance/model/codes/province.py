"""Codes of the province."""

from appliance.model.codes.words import Words

WORDS = {
    "E-PRV-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Folder provinsi ini belum disiapkan. Jalankan province init.",
        "Run `province init`.",
    ),
}
