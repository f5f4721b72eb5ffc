"""The desk of a village that is opened when it is first needed."""

from __future__ import annotations

from collections.abc import Callable

from appliance.desk.front import FrontDesk
from appliance.desk.office import Office


class LateDesk(FrontDesk):
    """`find` gives the office, in the thread of each call. What it refuses (E-STO-..) is the call's refusal, and
    the next call asks it again."""

    def __init__(self, find: Callable[[], Office]) -> None:
        self._find = find

    @property
    def office(self) -> Office:
        """The office as it is found now."""
        return self._find()
