"""Codes of cards, PINs and accounts."""

from appliance.model.codes.words import Words

WORDS = {
    "E-CRD-01": Words(
        "KTP belum terbaca. Tempelkan lagi dan tunggu bunyi.",
        "UID kartu harus 4, 7, 8, 10 atau 12 byte, ditulis heksadesimal.",
        "Read the UID again from the card; it is written in hexadecimal digits, two a byte.",
    ),
    "E-CRD-02": Words(
        "PIN harus 6 angka.",
        "PIN harus tepat 6 angka.",
        "Choose a PIN of exactly six digits.",
    ),
    "E-CRD-03": Words(
        "KTP ini belum terhubung. Silakan ke petugas desa.",
        "Penduduk ini tidak mempunyai kartu yang terhubung.",
        "Nothing to take away; link the card first with `appliance card link`.",
    ),
    "E-CRD-04": Words(
        "Nama petugas belum cocok.",
        "Nama petugas harus 1 sampai 40 huruf, tanpa tanda kendali.",
        "Give a shorter name without control characters.",
    ),
    "E-CRD-05": Words(
        'Kartu ini tidak bisa dipakai di sini. Tempelkan KTP, atau sentuh "Tanpa KTP".',
        "UID kartu ini acak (berganti setiap tempel), jadi tidak dapat dihubungkan.",
        "It is a phone, a passport or another card with a random UID. Use the KTP-el itself, or NIK and a clerk.",
    ),
    "E-CRD-06": Words(
        "PIN belum cocok. Coba lagi, masih bisa {left} kali.",
        "Nama atau PIN petugas belum cocok. Masih bisa {left} kali.",
        "Type the PIN again; a forgotten PIN is replaced with `appliance clerk add` under the same name.",
    ),
    "E-CRD-07": Words(
        "Demi keamanan, tunggu {minutes} menit. Bapak/Ibu juga bisa ke petugas desa.",
        "Terlalu banyak PIN salah. Tunggu {minutes} menit.",
        "Wait some minutes; `appliance clerk add` with the same name sets a new PIN and lifts the lock.",
    ),
    "E-CRD-08": Words(
        "KTP ini tidak bisa dipakai. Silakan ke petugas desa.",
        "Kartu ini diblokir.",
        "The owner reported it lost. Link a new card, or link this one again when it was found.",
    ),
    "E-CRD-09": Words(
        "Terlalu banyak NIK diketik hari ini. Silakan ke petugas desa.",
        "Batas pengetikan NIK di layar ini tercapai.",
        "Wait until the hour is over; a clerk can serve with `appliance letter issue` meanwhile.",
    ),
    "E-CRD-10": Words(
        "Kartu ini berbeda dari yang pertama. Tempelkan KTP yang sama.",
        "Kartu kedua berbeda dari kartu pertama; kartu tidak dihubungkan.",
        "Lay the same KTP down again; a UID that changes between two taps is never linked.",
    ),
    "E-CRD-11": Words(
        "Permintaan ini sudah tidak ada di daftar.",
        "Permintaan {request} tidak ada atau sudah selesai.",
        "`appliance letter pending` lists what still waits; requests end with the day.",
    ),
    "E-CRD-12": Words(
        "Ini bukan KTP. Tempelkan KTP di kotak bertanda KTP.",
        "Kartu ini bukan KTP-el.",
        "A driving licence or another card was laid down; use the KTP-el.",
    ),
    "E-CRD-13": Words(
        "NIK belum lengkap. Ketik 16 angka NIK yang tertulis di kartu.",
        "NIK harus 16 angka dan tidak dimulai dengan 0.",
        "Compare the number with the card and type it again.",
    ),
}
