"""A process that is killed: forked, so that it is at work at once. Who forks has no thread and no open store."""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import signal
import time
import traceback
from collections.abc import Callable
from typing import Any

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG: nobody goes on when the program itself ends."""

PATIENCE = 60.0
"""Seconds to wait for what comes at once on a machine that is not very busy."""


class Voice:
    """How a process says what it does. `stand` goes into a byte of shared memory, so that whoever kills it knows
    where the blow fell; `answer` into a file in memory, as a terminal would show it to a person."""

    def __init__(self, shared: mmap.mmap, answers: int) -> None:
        self._shared, self._answers = shared, answers

    def stand(self, where: int) -> None:
        """Say where it stands from now on (0 to 255; 0 is the beginning)."""
        self._shared[0] = where

    def answer(self, **told: object) -> None:
        """One line; one that a kill has torn counts as never said."""
        os.write(self._answers, json.dumps(told).encode() + b"\n")


class Child:
    """`work` gets a `Voice` and goes on until it is killed; `log` takes what it writes on standard error."""

    def __init__(self, work: Callable[[Voice], object], log: int | None = None) -> None:
        self._shared = mmap.mmap(-1, 1)
        self._answers = os.memfd_create("answers")
        self._pid = os.fork()
        if self._pid == 0:
            try:
                ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
                if log is not None:
                    os.dup2(log, 2)
                work(Voice(self._shared, self._answers))
            except BaseException:  # noqa: BLE001 - the child ends here, whatever it was
                traceback.print_exc()
            finally:
                os._exit(1)

    @property
    def where(self) -> int:
        """Where it says that it stands."""
        return self._shared[0]

    def wait_for_answer(self) -> None:
        """Until it has answered something."""
        end = time.monotonic() + PATIENCE
        while not os.fstat(self._answers).st_size:
            self._is_on_its_way(end)
            time.sleep(0.0005)

    def wait_for(self, where: int) -> None:
        """Until it says that it stands there."""
        end = time.monotonic() + PATIENCE
        while self.where != where:
            self._is_on_its_way(end)

    def kill(self) -> int:
        """Kill it; where it stood."""
        os.kill(self._pid, signal.SIGKILL)
        _pid, status = os.waitpid(self._pid, 0)
        if not os.WIFSIGNALED(status):
            raise RuntimeError("a process had ended by itself")
        return self.where

    def answers(self) -> list[dict[str, Any]]:
        """All that it answered while it lived; to be asked once, after its death."""
        heard = os.pread(self._answers, os.fstat(self._answers).st_size, 0)
        os.close(self._answers)
        return [json.loads(line) for line in heard.splitlines(keepends=True) if line.endswith(b"\n")]

    def lives(self) -> bool:
        """Whether it has not ended by itself."""
        return os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def _is_on_its_way(self, end: float) -> None:
        if time.monotonic() > end or not self.lives():
            raise RuntimeError("a process did not come to work, or ended by itself")
