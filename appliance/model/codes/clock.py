"""Codes of the clock."""

from appliance.model.codes.words import Words

WORDS = {
    "E-CLK-01": Words(
        "Tanggal mesin perlu diperiksa petugas desa. Data aman.",
        "Tanggal mesin meragukan ({shown}). Petugas perlu memastikan tanggal.",
        "Set the date, then run `appliance clock confirm` or confirm on the clerk's page.",
    ),
}
