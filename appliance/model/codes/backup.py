"""Codes of the daily copies."""

from appliance.model.codes.words import Words

_RESIDENT = "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa."

WORDS = {
    "E-BAK-01": Words(
        _RESIDENT,
        "Belum ada cadangan data di mesin ini.",
        "Run `appliance store backup`, and see that `anjungan-backup.timer` is enabled.",
    ),
    "E-BAK-02": Words(
        _RESIDENT,
        "Tidak cukup ruang untuk cadangan di {folder}: perlu {needed} MiB, kosong {free} MiB.",
        "Free room on that disk; a backup never takes the room that letters need. The newest one stays.",
    ),
    "E-BAK-03": Words(
        _RESIDENT,
        "Cadangan terbaru sudah berumur {days} hari.",
        "Run `appliance store backup` and read why it refuses; `systemctl status anjungan-backup.timer`.",
    ),
    "E-BAK-04": Words(
        _RESIDENT,
        "Media cadangan kedua tidak ada: {folder}.",
        "Plug in the stick, see that it is mounted at `backup.folder`, and run `appliance store backup`.",
    ),
    "E-BAK-05": Words(
        _RESIDENT,
        "Folder {folder} bukan media kedua: terletak di penyimpanan yang sama. Stik mungkin belum terpasang.",
        "Mount the stick there, or point `backup.folder` at another disk than the state folder's.",
    ),
    "E-BAK-06": Words(
        _RESIDENT,
        "Cadangan di media kedua ({folder}) tidak jadi: {reason}.",
        "Try another stick; this one is full, worn out or write-protected. The copy in the machine was made.",
    ),
    "E-BAK-07": Words(
        _RESIDENT,
        "Media cadangan kedua ({folder}) tidak mempunyai cadangan terbaru.",
        "Run `appliance store backup` while the stick is plugged in.",
    ),
    "E-BAK-08": Words(
        _RESIDENT,
        "Cadangan terbaru ({file}) rusak: {reason}",
        "Run `appliance store backup`, which makes the day's copy anew; if it happens again, change the medium.",
    ),
}
