"""The desk over a real store."""

from tests.support.hall import _founded, hall, state

__all__ = ["_founded", "hall", "state"]
