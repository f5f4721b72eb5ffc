"""Everybody on an event's way to the province: who writes it, who sends it, the broker, and two who take it."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from appliance.cli.main import main as appliance
from appliance.desk.change_setting import change_setting
from appliance.mqtt import agent
from appliance.wiring import found_terminal, open_terminal
from province import collector
from province.cli.main import main as province
from province.store import prepare
from tests.support.mosquitto import Mosquitto
from tests.torture.child import Child, Voice
from tests.torture.register_files import CODE, NAME

IMPATIENT = 1.0
"""Seconds that agent and collectors wait at the longest, where the product waits longer."""

Answers = list[dict[str, Any]]


def write(state: Path, seed: int, voice: Voice) -> None:
    """Make events until killed, in bursts and one by one; an answer for each."""
    dice, books_of = random.Random(seed), open_terminal(state)
    office, journal = books_of.office, books_of.books.journal
    while True:
        change_setting(office, "village.rule", f"Keputusan Kepala Desa Nomor {dice.randrange(10**9)} Tahun 2026")
        head = journal.head()
        assert head is not None
        voice.answer(number=head.number, hash=head.hash)
        time.sleep(dice.choice((0.0, 0.001, 0.01)))


def send(state: Path, _voice: Voice) -> None:
    """`appliance agent`, impatient."""
    agent.ANSWER = agent.LOST_AFTER = IMPATIENT
    appliance(["--state", str(state), "agent"])


def collect(state: Path, port: int, _voice: Voice) -> None:
    """`province collect`, impatient."""
    collector.LONGEST_WAIT = IMPATIENT
    province(["--state", str(state), "collect", "--no-tls", "--broker", f"127.0.0.1:{port}"])


class Part:
    """One that is killed and comes back. `answers` is what it said in all its lives."""

    def __init__(self, name: str, start: Callable[[], Child]) -> None:
        self.name, self._start, self._child = name, start, start()
        self.answers: Answers = []

    def kill(self) -> None:
        """SIGKILL."""
        self._child.kill()
        self.answers += self._child.answers()

    def lives(self) -> bool:
        """Whether it has not ended by itself."""
        return self._child.lives()

    def start(self) -> None:
        """Come back."""
        self._child = self._start()


class Hall:
    """A village and its province on one machine, with everybody at work until `close`."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.village, self.province, self.log = folder / "village", folder / "province", folder / "log"
        self.broker = Mosquitto(folder, persistence=False)
        self._found()
        prepare(self.province)
        self.broker.start()
        self._log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        take = partial(collect, self.province, self.broker.port)
        self.writer = Part("writer", lambda: Child(partial(write, self.village, seed), self._log))
        self.others = [
            Part("agent", lambda: Child(partial(send, self.village), self._log)),
            Part("collector 1", lambda: Child(take, self._log)),
            Part("collector 2", lambda: Child(take, self._log)),
        ]

    def _found(self) -> None:
        terminal = found_terminal(self.village, CODE, NAME)
        settings = {
            "broker.host": "127.0.0.1",
            "broker.port": str(self.broker.port),
            "broker.tls": "false",
            "broker.longest_wait": str(int(IMPATIENT)),
        }
        for key, value in settings.items():
            change_setting(terminal.office, key, value)
        terminal.books.database.close()

    def close(self) -> None:
        """End everybody who still lives."""
        for part in (self.writer, *self.others):
            with suppress(ProcessLookupError, ChildProcessError, RuntimeError):
                part.kill()
        self.broker.kill()
        os.close(self._log)
