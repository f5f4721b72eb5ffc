"""Codes of the printer. The resident always hears first that the letter is safe, then who can help."""

from appliance.model.codes.words import Words

_ASK = "Surat Bapak/Ibu sudah tersimpan. Panggil petugas desa."

WORDS = {
    "E-PRN-01": Words(
        f"Printer belum siap. {_ASK}",
        "Printer tidak terhubung.",
        "Check the printer's power and cable, then its address in the settings.",
    ),
    "E-PRN-02": Words(
        f"Kertas habis. {_ASK}",
        "Kertas printer habis.",
        "Put in a new roll. What the printer had taken comes out by itself; print a waiting letter from the list.",
    ),
    "E-PRN-03": Words(
        f"Tutup printer terbuka. {_ASK}",
        "Tutup printer terbuka.",
        "Close the printer's cover until it clicks.",
    ),
    "E-PRN-04": Words(
        f"Printer macet. {_ASK}",
        "Pisau pemotong printer macet.",
        "Switch the printer off, free the cutter as its manual says, switch it on again.",
    ),
    "E-PRN-05": Words(
        f"Printer sedang panas. Tunggu sebentar. {_ASK}",
        "Printer terlalu panas dan akan pulih sendiri setelah dingin.",
        "Wait some minutes; keep the printer out of the sun.",
    ),
    "E-PRN-06": Words(
        f"Printer tidak menjawab. {_ASK}",
        "Printer tidak menjawab, jadi tidak pasti apakah surat keluar.",
        "Look whether the letter came out, and say so in the list. Then check cable and power.",
    ),
    "E-PRN-07": Words(
        f"Sambungan ke printer terputus. {_ASK}",
        "Sambungan ke printer putus di tengah surat.",
        "Look whether the letter came out, and say so in the list. Then check cable and power.",
    ),
    "E-PRN-08": Words(
        f"Printer belum dipasang. {_ASK}",
        "Belum ada printer di pengaturan.",
        "Set printer.driver and what it needs (printer.host, printer.path), then print the waiting letters.",
    ),
    "E-PRN-09": Words(
        f"Printer belum siap. {_ASK}",
        "Jenis sambungan printer {driver} belum ada di versi ini.",
        "Use printer.driver network or file, or wait for the release that has this driver.",
    ),
    "E-PRN-10": Words(
        f"Printer belum siap. {_ASK}",
        "Berkas cetak {path} tidak dapat ditulis: {reason}.",
        "Make the folder of printer.path, give the service the right to write there, or free room on the disk.",
    ),
    "E-PRN-11": Words(
        f"Printer berhenti. {_ASK}",
        "Printer berhenti menerima data di tengah surat; periksa kertas dan tutupnya.",
        "Look at paper and cover. Then look whether the letter came out, and say so in the list.",
    ),
    "E-PRN-12": Words(
        f"Printer bermasalah. {_ASK}",
        "Printer melaporkan gangguan.",
        "Switch the printer off and on; if the light still blinks, see its manual.",
    ),
    "E-PRN-13": Words(
        f"Surat ini tidak muat di kertas printer. {_ASK}",
        "Kode QR surat terlalu besar untuk kertas selebar {dots} titik.",
        "Print this letter on 80 mm paper, or shorten verify.url.",
    ),
    "E-PRN-14": Words(
        f"Printer belum siap. {_ASK}",
        "Profil printer {profile} untuk kertas {width} mm tidak ada.",
        "Set printer.profile and printer.width to a pair that exists.",
    ),
    "E-PRN-15": Words(
        f"Printer sedang dipakai. {_ASK}",
        "Printer sedang dipakai proses lain.",
        "Wait until the other letter is out, then print again.",
    ),
}
