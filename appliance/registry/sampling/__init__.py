"""Fictitious villagers for demonstration, tests and benchmarks: the same seed gives the same bytes everywhere."""

from appliance.registry.sampling.households import REFERENCE_DAY
from appliance.registry.sampling.table import COLUMNS, sample

__all__ = ["COLUMNS", "REFERENCE_DAY", "sample"]
