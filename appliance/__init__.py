"""Anjungan Desa: the firmware of the terminal in the village hall."""

__version__ = "0.1.0"
BUILT = "2026-11-24"
"""Day of this release (ISO). No clock that is right can show an earlier day; the clock guard uses it."""
