"""Codes of the province."""

from appliance.model.codes.words import Words

_RESIDENT = "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa."

WORDS = {
    "E-PRV-01": Words(
        _RESIDENT,
        "Folder provinsi ini belum disiapkan. Jalankan province init.",
        "Run `province init`.",
    ),
    "E-PRV-02": Words(
        _RESIDENT,
        "Folder ini sudah berisi data provinsi.",
        "Take another folder for `province init`; what is there is never begun anew.",
    ),
    "E-PRV-03": Words(
        _RESIDENT,
        "Data provinsi tidak dapat dibaca atau rusak: {reason}.",
        "Run `province restore` with the newest backup; the villages send again what it lacks.",
    ),
    "E-PRV-04": Words(
        _RESIDENT,
        "Data provinsi tidak dapat ditulis: {reason}.",
        "Check room, owner and mount of the folder; nothing was half written and nothing was acknowledged.",
    ),
    "E-PRV-05": Words(
        _RESIDENT,
        "Kode desa tidak sah: tulis sepuluh angka, dengan atau tanpa titik.",
        "Write the village code as 18.01.04.2001 or 1801042001.",
    ),
    "E-PRV-06": Words(
        _RESIDENT,
        "Alamat broker tidak sah: tulis HOST atau HOST:PORT.",
        "Write --broker as broker.example, broker.example:8883 or [2001:db8::1]:8883.",
    ),
    "E-PRV-07": Words(
        _RESIDENT,
        "Data provinsi dibuat versi yang lebih baru ({found}; versi ini {known}).",
        "Install the newer software; an older one never opens a newer store.",
    ),
    "E-PRV-08": Words(
        _RESIDENT,
        "Data provinsi sedang dipakai proses lain. Coba lagi sebentar.",
        "A collector tries again by itself. `province restore` needs every collector stopped first.",
    ),
    "E-PRV-09": Words(
        _RESIDENT,
        "Pustaka SQLite terlalu lama ({found}).",
        "Run `make setup` again; SQLite 3.51.3 or newer is needed (WAL fault of older ones).",
    ),
    "E-PRV-10": Words(
        _RESIDENT,
        "Nilai {name} tidak sah: {expected}.",
        "Correct the value and run the command again.",
    ),
    "E-PRV-11": Words(
        _RESIDENT,
        "Tidak ada yang perlu diputuskan untuk desa ini.",
        "`province fleet` shows no fork and no refused key for this village; nothing was changed.",
    ),
    "E-PRV-12": Words(
        _RESIDENT,
        "Desa ini belum pernah mengirim peristiwa.",
        "Check the code; `province fleet` lists every village that is known.",
    ),
    "E-PRV-13": Words(
        _RESIDENT,
        "Cadangan tidak dapat dipakai: {reason}.",
        "Take an older backup; nothing was changed by this one.",
    ),
    "E-PRV-14": Words(
        _RESIDENT,
        "Pemeriksaan menemukan {count} masalah.",
        "Stop the collectors, keep the state folder, run `province restore` with the newest backup.",
    ),
    "E-PRV-99": Words(
        _RESIDENT,
        "Kesalahan di dalam program ({kind}).",
        "This is a fault of the software: keep the line and report it.",
    ),
}
