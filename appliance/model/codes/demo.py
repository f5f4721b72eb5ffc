"""Codes of the demo."""

from appliance.model.codes.words import Words

WORDS = {
    "E-DMO-01": Words(
        "Demo belum dapat dimulai.",
        "Mosquitto belum terpasang. Jalankan make setup.",
        "Run `make setup`, or `apt-get install mosquitto`.",
    ),
    "E-DMO-02": Words(
        "Demo berhenti.",
        "Bagian {part} dari demo tidak menjawab.",
        "Run the demo again; the log of the part stands in the demo's folder while it runs.",
    ),
    "E-DMO-03": Words(
        "Demo berhenti.",
        "Langkah demo tidak terjadi: {step}.",
        "This is a fault of the product: run `make test` and report which test fails.",
    ),
}
