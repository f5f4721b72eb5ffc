"""A terminal that prints a job and stands still in the middle of it, so that a test can take its power.

cut_in_the_middle(state, job, share=0.6)   # killed once that share of the job has left
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from appliance.desk.print_job import print_job
from appliance.wiring import open_terminal


def cut_in_the_middle(state: Path, job: int, share: float) -> None:
    """Print `job` in a process of its own, and kill it by SIGKILL when at least `share` of it has left."""
    command = [sys.executable, "-m", "tests.support.half_printed", str(state), str(job), str(share)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        process.kill()
    assert told == "in the middle\n", told
    assert process.returncode == -signal.SIGKILL


def _print(state: Path, job: int, share: float) -> None:
    def progress(done: int, total: int) -> None:
        if done >= share * total:
            print("in the middle", flush=True)
            signal.pause()

    print_job(open_terminal(state).office, job, progress)


if __name__ == "__main__":
    _print(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
