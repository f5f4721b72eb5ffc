"""Codes of the card reader."""

from appliance.model.codes.words import Words

WORDS = {
    "E-RDR-01": Words(
        'Pembaca KTP belum siap. Sentuh "Tanpa KTP" atau panggil petugas desa.',
        "Pembaca kartu tidak terhubung.",
        "Check the cable of the reader; it works again without a restart.",
    ),
}
