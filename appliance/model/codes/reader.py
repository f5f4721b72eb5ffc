"""Codes of the card reader. What the desk refuses of a well-read card (no KTP, random UID) is E-CRD."""

from appliance.model.codes.words import Words

_NOT_READY = 'Pembaca KTP belum siap. Sentuh "Tanpa KTP" atau panggil petugas desa.'

WORDS = {
    "E-RDR-01": Words(
        _NOT_READY,
        "Pembaca kartu tidak terhubung.",
        "Check the cable of the reader; it works again without a restart.",
    ),
    "E-RDR-02": Words(
        _NOT_READY,
        "Layanan pembaca kartu (pcscd) tidak berjalan.",
        "Start it with `systemctl start pcscd.socket`; the terminal finds it by itself.",
    ),
    "E-RDR-03": Words(
        _NOT_READY,
        "Layanan pembaca kartu (pcscd) menolak terminal ini.",
        "Give the kiosk's user the polkit actions org.debian.pcsc-lite.access_pcsc and access_card.",
    ),
    "E-RDR-04": Words(
        "KTP belum terbaca. Tempelkan lagi dan tunggu bunyi.",
        "Kartu belum terbaca. Tempelkan lagi.",
        "Lay the card flat and hold it still for a second; clean the reader when many cards fail.",
    ),
    "E-RDR-05": Words(
        "KTP belum terbaca. Angkat KTP, lalu tempelkan lagi.",
        "Kartu tidak menjawab. Angkat kartu, lalu tempelkan lagi.",
        "Only lifting the card ends the wait; when every card is silent, unplug the reader for a moment.",
    ),
    "E-RDR-06": Words(
        'Kartu ini tidak bisa dipakai di sini. Sentuh "Tanpa KTP", lalu ketik NIK.',
        "Kartu ini tidak memberikan nomor kartu (UID).",
        "Use NIK and a clerk for this person; the card cannot be linked.",
    ),
    "E-RDR-07": Words(
        _NOT_READY,
        "Pembaca kartu sedang dipakai program lain.",
        "Close the other program that holds the reader, then lay the card down again.",
    ),
    "E-RDR-08": Words(
        _NOT_READY,
        "Pembaca kartu yang dipilih di pengaturan tidak terhubung.",
        "Plug in the reader of that name, or clear the name in the settings to take any reader.",
    ),
    "E-RDR-09": Words(
        "KTP belum ditempelkan. Tempelkan KTP di kotak bertanda KTP.",
        "Tidak ada kartu yang ditempelkan dalam {seconds} detik.",
        "Lay a card on the reader while the command waits, or give a longer --timeout.",
    ),
    "E-RDR-10": Words(
        _NOT_READY,
        "Jenis pembaca kartu {driver} belum ada di versi ini.",
        "Set reader.driver to auto, pcsc, simulated or none.",
    ),
    "E-RDR-11": Words(
        _NOT_READY,
        "Terminal ini berjalan tanpa pembaca kartu.",
        "Set reader.driver to auto or pcsc and plug in a reader; residents can type their NIK meanwhile.",
    ),
    "E-RDR-12": Words(
        _NOT_READY,
        "Pustaka pembaca kartu (PC/SC) tidak dapat dimuat.",
        "Install libpcsclite1 and run `make setup` again.",
    ),
}
