"""How long to wait before the next try: the first within a second, then growing, never in step with others."""

from __future__ import annotations

import random


class Backoff:
    """Waits in seconds. After a broker's restart thousands of terminals come back; jitter spreads them, since each
    TLS handshake costs the broker 3 ms (fact sheet "fleet")."""

    def __init__(self, longest: float = 300.0, dice: random.Random | None = None) -> None:
        self._longest = longest
        self._dice = dice or random.Random()  # noqa: S311 - jitter, no secret
        self._tries = 0

    def next(self) -> float:
        """The wait before the next try: 0.2 to 1 s, then anything up to 2, 4, 8 … s, at least a second."""
        self._tries += 1
        if self._tries == 1:
            return self._dice.uniform(0.2, min(1.0, self._longest))
        most = min(self._longest, 2.0 ** min(self._tries - 1, 16))
        return self._dice.uniform(min(1.0, most), most)

    def reset(self) -> None:
        """What was tried has worked: begin again with a short wait."""
        self._tries = 0
