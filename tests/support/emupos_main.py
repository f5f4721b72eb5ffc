"""Started by `tests.support.emupos` in emupos' own Python: the simulator, with every event as a JSON line."""

import json
import sys
from pathlib import Path
from typing import Any

from emupos.config import load_config_file
from emupos.daemon.server import serve


def main(config: str) -> None:
    def started(simulator: Any) -> None:
        simulator.bus.subscribe(lambda event: print(json.dumps(event.to_json()), flush=True))

    serve(load_config_file(Path(config)), started)


main(sys.argv[1])
