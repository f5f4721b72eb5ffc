"""Codes of cards, PINs and accounts."""

from appliance.model.codes.words import Words

WORDS = {
    "E-CRD-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "UID tidak cocok: 4, 7, 8, 10 atau 12 byte heksadesimal.",
        "Read the UID again from the card.",
    ),
}
