"""The registers as thin repositories on the TinyDB tables of `Database`."""

from appliance.store.books.village_books import VillageBooks

__all__ = ["VillageBooks"]
