"""Codes of the command line and settings."""

from appliance.model.codes.words import Words

WORDS = {
    "E-CMD-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Perintah ini perlu folder data yang sudah disiapkan. Jalankan init dulu.",
        "Run `appliance init` in this state folder first, or point --state at the right one.",
    ),
    "E-CMD-02": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Folder data ini sudah dipakai desa {village}.",
        "Choose another --state folder; an existing village is never overwritten.",
    ),
    "E-CMD-03": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Kode desa {value} tidak ada di daftar wilayah Lampung.",
        "Look the code up in the Kemendagri list (18.xx.xx.xxxx).",
    ),
    "E-CMD-04": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Nama desa kosong atau terlalu panjang (paling banyak 60 huruf).",
        "Give the name as it stands in the Kemendagri list.",
    ),
    "E-CMD-05": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Tidak ada pengaturan bernama {key}.",
        "`appliance settings` lists every key.",
    ),
    "E-CMD-06": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Nilai untuk {key} tidak cocok: {expected}.",
        "Give a value of the kind that the sentence names.",
    ),
    "E-CMD-07": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Berkas {file} tidak dapat ditulis: {reason}.",
        "Check that the folder exists, has room and may be written.",
    ),
    "E-CMD-08": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Nilai {name} tidak cocok: {expected}.",
        "Correct the value on the command line.",
    ),
    "E-CMD-09": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Jawaban perintah tidak dapat ditulis: {reason}.",
        "The command is done; only its answer was lost. Free room where the output goes, then ask again.",
    ),
    "E-CMD-10": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Layar warga perlu terminal; jalankan di konsol, bukan lewat pipa.",
        "Run `appliance kiosk` on the terminal's own screen (the unit starts it in foot), not behind a pipe.",
    ),
    "E-CMD-11": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Perintah dihentikan di tengah jalan. Yang sudah tersimpan tetap tersimpan.",
        "Somebody pressed Ctrl-C or stopped the process; run the command again, nothing is doubled by it.",
    ),
    "E-CMD-99": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Ada kesalahan yang belum dikenal ({kind}). Tidak ada data yang hilang.",
        "Send the log of this minute to the province's office; the work so far is kept.",
    ),
}
