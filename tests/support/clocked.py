"""The command line on a machine whose clock the test has set: ``python -m tests.support.clocked SECONDS WORDS …``
runs `appliance WORDS …`, by a clock that stood at SECONDS (of the epoch) when the process began, and goes on."""

from __future__ import annotations

import sys
import time
from datetime import datetime

from appliance.cli.main import main
from appliance.model.clock import WIB
from appliance.wiring import SystemClock


def set_to(seconds: float) -> None:
    """From here on."""
    begun = time.monotonic()
    SystemClock.now = lambda _self: datetime.fromtimestamp(seconds + time.monotonic() - begun, WIB)  # type: ignore[method-assign]


if __name__ == "__main__":
    set_to(float(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
