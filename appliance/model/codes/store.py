"""Codes of the store and the journal."""

from appliance.model.codes.words import Words

WORDS = {
    "E-STO-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas data rusak: {reason}. Mesin berhenti agar tidak ada yang hilang; pulihkan dengan `store restore`.",
        "Copy the whole state folder away, then `appliance store restore FILE` with the newest backup (`backups/`, "
        "the stick). The file is never replaced by an empty one.",
    ),
    "E-STO-02": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Penyimpanan penuh. Buat ruang dulu, lalu coba lagi.",
        "Free room on the disk; nothing was half written and letters go on at once.",
    ),
    "E-STO-03": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Data sedang dipakai proses lain. Coba lagi sebentar.",
        "Wait a moment; when it stays, restart the terminal.",
    ),
    "E-STO-04": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Penyimpanan tidak dapat ditulis: {reason}.",
        "Check the SD card: read-only mount, wear or a wrong owner.",
    ),
    "E-STO-05": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas data ini dibuat versi yang lebih baru ({found}; versi ini {known}).",
        "Install the newer software; an older one never opens a newer store.",
    ),
    "E-STO-06": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Pustaka SQLite terlalu lama ({found}).",
        "Run `make setup` again; SQLite 3.51.3 or newer is needed (WAL fault of older ones).",
    ),
    "E-STO-07": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Rantai jurnal putus pada peristiwa {number}.",
        "Keep a copy of the state folder, tell the province, then `appliance store restore FILE` with the newest "
        "backup made before.",
    ),
    "E-STO-08": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Nilai tidak dapat disimpan: {reason}.",
        "The caller gave a value that JSON cannot hold (NaN, doubled key, too large an id).",
    ),
    "E-STO-09": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Peristiwa terlalu besar ({size} byte).",
        "Split the change; an event must fit a batch of 60 KiB.",
    ),
    "E-STO-10": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas data tidak ada di {file}.",
        "Point --state at the right folder or run `appliance init`.",
    ),
    "E-STO-11": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Pemeriksaan data menemukan {count} masalah.",
        "Read the list of problems; where the file or the chain is damaged, `appliance store restore FILE`.",
    ),
    "E-STO-12": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas kunci desa hilang atau rusak.",
        "Restore the folder `keys` from the backup; without it the village needs a new enrolment.",
    ),
    "E-STO-13": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Data tidak disimpan: sudah ada di tabel {table} dengan nilai yang harus tunggal.",
        "The value of a field that may stand once only is taken; look for the existing entry.",
    ),
    "E-STO-14": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Data sedang dipakai. Hentikan layar dan agen dulu, lalu coba lagi.",
        "Stop the units first: `systemctl stop kiosk agent`; then restore and start them again.",
    ),
    "E-STO-15": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Pemulihan cadangan terputus di tengah. Jalankan lagi `store restore` dengan cadangan itu.",
        "Give the same `appliance store restore FILE` again; the former store is kept beside it, nothing is lost.",
    ),
    "E-STO-16": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Cadangan ini milik desa lain ({village}).",
        "Choose the backup of this village, or another state folder for the other one.",
    ),
}
