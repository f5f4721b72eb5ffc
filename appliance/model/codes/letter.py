"""Codes of letters."""

from appliance.model.codes.words import Words

WORDS = {
    "E-LTR-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Jenis surat {kind} tidak ada.",
        "`appliance letter kinds` lists the kinds.",
    ),
    "E-LTR-02": Words(
        "{label} belum diisi.",
        "Isian {name} wajib diisi.",
        "Give the input with --input NAME=VALUE; `appliance letter kinds` lists the inputs.",
    ),
    "E-LTR-03": Words(
        "Isian terlalu panjang. Tulis paling banyak {limit} huruf.",
        "Isian {name} terlalu panjang: paling banyak {limit} huruf.",
        "Write it shorter.",
    ),
    "E-LTR-04": Words(
        "Pilih salah satu jawaban di layar.",
        "Isian {name} tidak dikenal atau nilainya bukan salah satu pilihan.",
        "`appliance letter kinds` lists the inputs and their choices.",
    ),
    "E-LTR-05": Words(
        "Surat ini diurus bersama petugas. Silakan ke meja pelayanan.",
        "Pemohon atau orang yang disebut tidak aktif di data desa, atau belum ber-NIK.",
        "Check the person's status and NIK in the register; import the newest extract.",
    ),
    "E-LTR-06": Words(
        "{sentence}",
        "Syarat surat belum terpenuhi: {sentence}",
        "The rule stands in the kind's manifest; correct the register if its data are old.",
    ),
    "E-LTR-07": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Format nomor surat tidak dapat dipakai: {format}",
        "Set letters.number_format with known tokens, seq and year among them, at most 48 letters when filled in.",
    ),
    "E-LTR-08": Words(
        "Surat ini diurus bersama petugas. Silakan ke meja pelayanan.",
        "Pemohon belum 17 tahun dan belum pernah menikah.",
        "A parent of the same family card may ask, or the clerk issues the letter.",
    ),
    "E-LTR-09": Words(
        "Surat untuk orang ini diurus bersama petugas. Silakan ke meja pelayanan.",
        "Surat hanya untuk pemohon sendiri atau anaknya dalam KK yang sama.",
        "Other people come to the service desk; the clerk issues the letter for them.",
    ),
    "E-LTR-10": Words(
        "Surat ini belum bisa dicetak. Silakan ke petugas desa.",
        "Templat surat {kind} tidak cocok dengan versi ini.",
        "The kind's body.txt.j2 names something unknown; put the delivered one back or update the software.",
    ),
    "E-LTR-11": Words(
        "Surat belum dapat dicetak. Silakan ke petugas desa.",
        "Nomor surat ditahan ({cause}): provinsi mengenal jurnal lain atas nama desa ini.",
        "Ask the province to settle it (`province settle`), then let the agent connect once; nothing else stops.",
    ),
    "E-LTR-12": Words(
        "Surat belum dapat dicetak. Silakan ke petugas desa.",
        "Nomor terakhir seri {series} belum diketahui sejak cadangan dipulihkan.",
        "Look for the last number in the drawer or the paper book: `appliance store last SERIES=N`.",
    ),
    "E-LTR-13": Words(
        "Surat belum dapat dicetak. Silakan ke petugas desa.",
        "Seri {series} sudah sampai nomor {known}; nomor terakhir tidak dapat lebih kecil.",
        "Tell the last number that was really given; it is never below the one in the books.",
    ),
    "E-LTR-14": Words(
        "Surat belum dapat dicetak. Silakan ke petugas desa.",
        "Nomor terakhir seri {series} terlalu jauh: buku ini sampai {known}, paling banyak {limit} nomor dilewati.",
        "Look at the number again; so many letters were never written since the last backup.",
    ),
    "E-LTR-15": Words(
        "Surat belum dapat dicetak. Silakan ke petugas desa.",
        "Seri {series} tidak ada.",
        "Name a series that the village uses, such as `umum`.",
    ),
}
