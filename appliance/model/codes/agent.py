"""Codes of the agent and the network."""

from appliance.model.codes.words import Words

_RESIDENT = "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa."

WORDS = {
    "E-NET-01": Words(
        _RESIDENT,
        "Broker provinsi tidak dapat dihubungi: {reason}.",
        "Nothing is lost: the events wait. Check network, broker.host and broker.port.",
    ),
    "E-NET-02": Words(
        _RESIDENT,
        "Nama broker {host} tidak ditemukan di jaringan.",
        "Nothing is lost: the events wait. Check broker.host, and whether the network resolves names (DNS).",
    ),
    "E-NET-03": Words(
        _RESIDENT,
        "Sambungan aman ke broker gagal: {reason}.",
        "Check broker.tls, broker.ca_file and the clock: a wrong date makes every certificate invalid.",
    ),
    "E-NET-04": Words(
        _RESIDENT,
        "Broker menolak masuk: {reason}.",
        "Check broker.username and broker.password_file with the operator of the broker.",
    ),
    "E-NET-05": Words(
        _RESIDENT,
        "Provinsi belum menjawab. Peristiwa tetap tersimpan dan dikirim lagi nanti.",
        "Broker is reached, but no collector answers: check `province collect` at the province.",
    ),
    "E-NET-06": Words(
        _RESIDENT,
        "Provinsi menyimpan peristiwa {number} yang lain: ada dua jurnal dengan nama desa ini.",
        "Two terminals run under one village (a cloned card), or an old backup came back. Letters are held: switch "
        "the wrong one off and ask the province to settle it.",
    ),
    "E-NET-07": Words(
        _RESIDENT,
        "Provinsi sudah menerima sampai peristiwa {number}, lebih baru daripada data di mesin ini.",
        "This store is an old copy. Letters are held: put the newest backup in its place (`store restore`), or ask "
        "the province to settle it (`province settle`) when this terminal is to go on.",
    ),
    "E-NET-08": Words(
        _RESIDENT,
        "Provinsi menolak kunci mesin ini ({key}): desa ini terdaftar dengan kunci lain.",
        "Restore the folder `keys` from the backup, or ask the province to accept the new key.",
    ),
    "E-NET-09": Words(
        _RESIDENT,
        "Berkas {file} untuk sambungan broker tidak dapat dibaca.",
        "Check broker.ca_file and broker.password_file: path, owner and content.",
    ),
    "E-NET-10": Words(
        _RESIDENT,
        "Sambungan ke broker terputus: {reason}.",
        "Nothing is lost: the events wait, and the agent connects again by itself.",
    ),
    "E-NET-12": Words(
        _RESIDENT,
        "Alamat broker provinsi belum diatur (broker.host).",
        "Set broker.host, broker.port and broker.tls; without a network nothing is lost, the events wait.",
    ),
    "E-NET-13": Words(
        _RESIDENT,
        "Sertifikat broker belum berlaku pada tanggal mesin ini ({shown}). Periksa tanggal mesin dulu.",
        "Set the clock: once it is right, the agent connects by itself. Where it is right already, tell the "
        "operator of the broker.",
    ),
    "E-NET-14": Words(
        _RESIDENT,
        "Sertifikat broker sudah kedaluwarsa pada tanggal mesin ini ({shown}). Periksa tanggal mesin dulu.",
        "Where the date is right, the operator of the broker has to renew the certificate; nothing is lost, the "
        "events wait.",
    ),
    "E-NET-15": Words(
        _RESIDENT,
        "Sertifikat broker bukan untuk alamat {host}.",
        "Check broker.host: it has to be the name that stands in the broker's certificate. Else somebody else "
        "answers.",
    ),
}
