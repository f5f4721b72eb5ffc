"""The store: TinyDB's API over one SQLite file, the journal, and the village's keys. Imports the model only."""

from appliance.store.database import Database

__all__ = ["Database"]
