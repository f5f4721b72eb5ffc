"""Codes of the clock."""

from appliance.model.codes.words import Words

WORDS = {
    "E-CLK-01": Words(
        "Tanggal mesin perlu diperiksa petugas desa. Data aman.",
        "Tanggal mesin meragukan ({shown}). Petugas perlu memastikan tanggal.",
        "Set the date, then run `appliance clock confirm` or confirm on the clerk's page.",
    ),
    "E-CLK-02": Words(
        "Tanggal mesin perlu diperiksa petugas desa. Data aman.",
        "Tanggal mesin ({shown}) lebih tua daripada program ini, jadi pasti salah. Setel tanggal dulu.",
        "Set the date (network, clock module, or `timedatectl set-time`), then confirm it.",
    ),
}
