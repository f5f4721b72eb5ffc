"""Codes of the agent and the network."""

from appliance.model.codes.words import Words

WORDS = {
    "E-NET-01": Words(
        "Mesin sedang diperiksa. Data aman. Silakan ke petugas desa.",
        "Broker provinsi tidak dapat dihubungi: {reason}.",
        "Nothing is lost: the events wait. Check network, broker.host and broker.port.",
    ),
}
