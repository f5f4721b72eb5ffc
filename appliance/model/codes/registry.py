"""Codes of import and the register.

``E-IMP`` concerns a whole file. Of ``E-REG``, 10-39 reject a row, 40-59 warn, 60-79 only inform.
Facts are lines, columns and limits, never what stands in a cell.
"""

from appliance.model.codes.words import Words

_AWAY = "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa."

WORDS = {
    "E-IMP-01": Words(
        _AWAY,
        "Berkas {file} tidak dapat dibaca: {reason}.",
        "Check the path and the rights of the file.",
    ),
    "E-IMP-02": Words(
        _AWAY,
        "Berkas ini bukan daftar penduduk: kolom NIK dan NO_KK tidak ditemukan.",
        "Ask Disdukcapil for the flat extract, or save the sheet as CSV with its header row.",
    ),
    "E-IMP-03": Words(
        _AWAY,
        "Berkas ini bukan teks CSV.",
        "Save the file as CSV (UTF-8, UTF-16 or CP1252).",
    ),
    "E-IMP-05": Words(
        _AWAY,
        "Berkas ini buku kerja Excel, bukan CSV. Simpan lembarnya sebagai CSV UTF-8.",
        "Open the workbook and save the sheet with the residents as 'CSV UTF-8'; NIK and KK columns as text.",
    ),
    "E-IMP-06": Words(
        _AWAY,
        "Baris judul terlalu panjang: paling banyak {limit} kolom.",
        "Keep only the columns of the extract; the first line has to be the header row.",
    ),
    "E-IMP-07": Words(
        _AWAY,
        "Kolom {columns} tidak ditemukan di baris judul.",
        "Ask Disdukcapil for the flat extract with these columns; nothing is filled in by guess.",
    ),
    "E-IMP-08": Words(
        _AWAY,
        "Susunan berkas {layout} belum dapat dibaca. Gunakan berkas datar SIAK.",
        "Ask for the flat SIAK extract (header with NIK, NO_KK, NAMA_LGKP ...).",
    ),
    "E-IMP-09": Words(
        _AWAY,
        "Kolom {column} ada lebih dari satu kali di baris judul.",
        "Remove the doubled column, so that no value is taken from the wrong one.",
    ),
    "E-IMP-10": Words(
        _AWAY,
        "Berkas ini lebih dari {limit} baris. Bagi menurut desa, lalu impor satu per satu.",
        "Split the file by village; the rows before the limit are already in the register.",
    ),
    "E-IMP-11": Words(
        _AWAY,
        "Impor terputus ({cause}). {rows} baris sudah masuk; impor lagi berkas yang sama untuk melengkapinya.",
        "Mend the cause, then import the same file again: it goes on to the same result.",
    ),
    "E-IMP-12": Words(
        _AWAY,
        "Impor sebelumnya terputus sebelum selesai; impor lagi berkasnya untuk melengkapi.",
        "Power or program went away in the middle of an import. Import that file again; nothing is doubled.",
    ),
    "E-REG-01": Words(
        "Data belum ditemukan. Silakan ke meja pelayanan.",
        "NIK tidak ada di data desa.",
        "Check the NIK; import the newest extract.",
    ),
    "E-REG-10": Words(
        _AWAY,
        "Kolom {column} bukan 16 angka.",
        "Correct the number in the file; spaces, dots and a leading apostrophe do no harm.",
    ),
    "E-REG-11": Words(
        _AWAY,
        "Kolom {column} rusak oleh Excel. Minta berkas dengan kolom ini sebagai teks.",
        "A spreadsheet kept 15 digits only: export again with NIK and KK as text.",
    ),
    "E-REG-12": Words(
        _AWAY,
        "Tanggal lahir kosong.",
        "Ask Disdukcapil for the date; the terminal never fills one in.",
    ),
    "E-REG-13": Words(
        _AWAY,
        "Tanggal lahir tidak ada di kalender atau tidak terbaca (hari-bulan-tahun).",
        "Write dd-mm-yyyy, dd/mm/yyyy or yyyy-mm-dd with a year of four digits.",
    ),
    "E-REG-14": Words(
        _AWAY,
        "Tanggal lahir di masa depan.",
        "Correct the date of birth, or the clock of the terminal.",
    ),
    "E-REG-15": Words(
        _AWAY,
        "Umur lebih dari {limit} tahun.",
        "Correct the date of birth, or ask Disdukcapil to close the record.",
    ),
    "E-REG-16": Words(
        _AWAY,
        "Nama kosong.",
        "Fill in the name as it stands on the family card.",
    ),
    "E-REG-17": Words(
        _AWAY,
        "Nama lebih dari {limit} huruf.",
        "Correct the name; a shifted column is the usual cause.",
    ),
    "E-REG-18": Words(
        _AWAY,
        "Nama berisi tanda kendali atau rumus.",
        "Retype the name: no line breaks, control characters or a leading = + @.",
    ),
    "E-REG-19": Words(
        _AWAY,
        "Jenis kelamin kosong atau tidak dikenal.",
        "Write 1 or LAKI-LAKI, 2 or PEREMPUAN.",
    ),
    "E-REG-20": Words(
        _AWAY,
        "NIK baris {line} sama dengan baris {first}; keduanya aktif. Baris {first} dipakai.",
        "Find out whose NIK it is; correct the other row and import again.",
    ),
    "E-REG-21": Words(
        _AWAY,
        "Baris {line} sama dengan baris {first} (tanpa NIK; KK, nama dan tanggal lahir sama).",
        "Remove the doubled row, or give the child its NIK.",
    ),
    "E-REG-30": Words(
        _AWAY,
        "Jumlah kolom {found}, bukan {expected}.",
        "A comma, semicolon or line break inside a cell needs quotation marks around the cell.",
    ),
    "E-REG-31": Words(
        _AWAY,
        "Tanda kutip tidak tertutup atau salah letak.",
        "Correct the quotation marks of this row; reading went on with the next line.",
    ),
    "E-REG-32": Words(
        _AWAY,
        "Baris terlalu panjang: lebih dari {limit} huruf.",
        "Look at the row in an editor; a damaged cell is the usual cause.",
    ),
    "E-REG-33": Words(
        _AWAY,
        "Kolom {column} terlalu panjang: lebih dari {limit} huruf.",
        "Shorten the cell.",
    ),
    "E-REG-34": Words(
        _AWAY,
        "Baris berisi byte yang bukan teks.",
        "Save the file again as CSV UTF-8; this row is damaged.",
    ),
    "E-REG-40": Words(
        _AWAY,
        "Semua NIK di berkas ini berakhir dengan 0: kemungkinan rusak oleh Excel. Minta berkas sebagai teks.",
        "A spreadsheet kept 15 digits and wrote 0 for the last one: do not use this file, ask for text columns.",
    ),
    "E-REG-41": Words(
        _AWAY,
        "Tanggal di NIK berbeda dari tanggal lahir.",
        "Real and lawful (a NIK is never changed); compare with the family card.",
    ),
    "E-REG-42": Words(
        _AWAY,
        "Jenis kelamin di NIK berbeda dari kolom jenis kelamin.",
        "Compare with the family card; tell Disdukcapil when the register is wrong.",
    ),
    "E-REG-43": Words(
        _AWAY,
        "Hari atau bulan di NIK tidak ada di kalender.",
        "Compare with the card; such NIK exist.",
    ),
    "E-REG-44": Words(
        _AWAY,
        "Dua angka pertama NIK bukan kode provinsi.",
        "Compare with the card; a typing fault is likely.",
    ),
    "E-REG-45": Words(
        _AWAY,
        "Hari di nomor KK lebih dari 31. Kolom NIK dan KK tertukar?",
        "Look whether the two columns are exchanged in this row.",
    ),
    "E-REG-46": Words(
        _AWAY,
        "Hubungan keluarga ISTRI, tetapi jenis kelamin laki-laki.",
        "Compare with the family card and correct one of the two.",
    ),
    "E-REG-47": Words(
        _AWAY,
        "Hubungan keluarga SUAMI, tetapi jenis kelamin perempuan.",
        "Compare with the family card and correct one of the two.",
    ),
    "E-REG-48": Words(
        _AWAY,
        "Keluarga ini tidak punya kepala keluarga.",
        "Ask Disdukcapil for a new family card (head died or moved).",
    ),
    "E-REG-49": Words(
        _AWAY,
        "Keluarga ini punya lebih dari satu kepala keluarga (yang pertama di baris {first}).",
        "Compare with the family card.",
    ),
    "E-REG-50": Words(
        _AWAY,
        "Umur ibu (baris {mother}) dan anak berselisih {years} tahun.",
        "Between 12 and 55 years are usual; compare with the family card.",
    ),
    "E-REG-51": Words(
        _AWAY,
        "Status kawin pada umur di bawah 16 tahun.",
        "Compare with the family card.",
    ),
    "E-REG-52": Words(
        _AWAY,
        "Nama berisi angka.",
        "Compare with the family card; often 0 for O.",
    ),
    "E-REG-53": Words(
        _AWAY,
        "Isi kolom {column} tidak ada di tabel kode; disimpan seperti di berkas.",
        "Correct the word or code in the file when it matters for letters.",
    ),
    "E-REG-60": Words(
        _AWAY,
        "Belum ber-NIK: surat dan kartu menunggu NIK.",
        "Usual for newborns; the next extract brings the NIK.",
    ),
    "E-REG-61": Words(
        _AWAY,
        "Kode wilayah di NIK tidak ada di daftar sekarang.",
        "Usual: retired codes, or born elsewhere.",
    ),
    "E-REG-62": Words(
        _AWAY,
        "NIK sama dengan baris {kept}; baris yang tidak aktif ini tidak dipakai.",
        "Usual in SIAK exports: one row is 'tidak valid', dead or moved; the active one counts.",
    ),
}
