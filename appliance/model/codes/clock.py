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
    "E-CLK-03": Words(
        "Tanggal mesin perlu diperiksa petugas desa. Data aman.",
        "Jurnal sudah sampai {last}; sampai tanggal mesin melewatinya, surat bertanggal hari itu.",
        "No letter is dated before the last event. Where the machine was ahead by mistake and letters were issued, "
        "tell the province's office before issuing more.",
    ),
    "E-CLK-04": Words(
        "Tanggal mesin jauh di depan. Ketik tanggal hari ini.",
        "Tanggal mesin ({shown}) jauh sesudah peristiwa terakhir. Ketik tanggal hari ini dari kalender.",
        "Look at a calendar or telephone and type that date, on the clerk's page or with `appliance clock confirm "
        "--date DD-MM-YYYY`. A date far ahead that was confirmed by mistake can never be taken back.",
    ),
    "E-CLK-05": Words(
        "Tanggal mesin berbeda. Betulkan jam mesin dulu.",
        "Tanggal yang diketik bukan tanggal mesin ({shown}). Betulkan jam mesin dulu.",
        "Set the date (network, clock module, or `timedatectl set-time`), then confirm it.",
    ),
}
