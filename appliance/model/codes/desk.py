"""Codes of print jobs and requests."""

from appliance.model.codes.words import Words

WORDS = {
    "E-JOB-01": Words(
        "Apakah suratnya sudah keluar?",
        "Pencetakan terputus di tengah jalan; periksa apakah suratnya sudah keluar.",
        "Power or the program went away in the middle. Look at the paper, then answer on the screen, in the "
        "clerk's list or with `appliance letter settle ID --came-out yes`; `no` prints a marked copy.",
    ),
    "E-JOB-02": Words(
        "Surat ini tidak ditemukan. Silakan ke petugas desa.",
        "Pekerjaan cetak itu tidak ada.",
        "`appliance letter jobs` shows what waits, `appliance letter list` all letters; `appliance store check` "
        "looks for a deeper reason.",
    ),
    "E-JOB-03": Words(
        "Printer sedang dipakai. Tunggu sebentar.",
        "Printer sedang dipakai proses lain; surat menunggu di antrean.",
        "Wait until the other letter is out; then print the waiting one with `appliance letter print ID`.",
    ),
    "E-JOB-04": Words(
        "Surat itu tidak ditemukan. Silakan ke petugas desa.",
        "Tidak ada surat dengan id {id}.",
        "`appliance letter list` shows the ids.",
    ),
    "E-JOB-05": Words(
        "Hari ini Bapak/Ibu sudah mengambil {limit} surat. Untuk surat lain silakan ke meja pelayanan.",
        "Batas surat langsung hari ini ({limit}) tercapai untuk orang ini.",
        "A clerk can issue further letters; `kiosk.letters_per_day` sets the limit.",
    ),
    "E-JOB-06": Words(
        "{sentence}",
        "Surat ini menunggu petugas: {sentence}",
        "The letter is not direct for this person; a clerk releases it from the list.",
    ),
    "E-JOB-07": Words(
        "Layar ini memakai PIN. Silakan ke petugas desa.",
        "sign_in.policy card+pin: layar PIN belum ada di versi ini, jadi kartu saja tidak membuka data.",
        "Serve people at the desk, or set sign_in.policy to card where the terminal stands watched.",
    ),
    "E-JOB-08": Words(
        "Surat ini tidak menunggu jawaban. Silakan ke petugas desa.",
        "Tidak ada yang perlu dijawab tentang surat {id}.",
        "`appliance letter jobs` shows which letters wait for an answer; `appliance letter print ID` prints "
        "a copy.",
    ),
}
