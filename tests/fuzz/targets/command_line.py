"""The command line: every command with its own options and with garbage, in this process, on a state to throw away.

The grammar is read off the parser itself, so a new command is here the day it is made. Whatever would wait for a
device, a network or a person is cut short, and no word can name a place outside the folder of the run.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st

from appliance.cli.main import main, parser
from appliance.desk.change_setting import change_setting
from appliance.desk.clerks import add_clerk
from appliance.desk.import_residents import import_residents
from appliance.registry.sampling import sample
from appliance.store.engine import Engine
from appliance.wiring import found_terminal
from tests.fuzz.target import Target, any_text, hold, text

_PIN = "482913"
_ANEW = 400
"""Inputs after which the state is looked at and made anew."""
_REFUSAL = re.compile(r"E-[A-Z]{2,5}-[0-9]{2,3} \S.*")
_EXTRACT = b"".join(sample(30, 7))
_NIK = _EXTRACT.decode().splitlines()[1].split(",")[0]
_OTHER = {"journal", "kiosk", "agent"}
"""Commands whose answer is not one JSON value, or which are cut short here."""
_OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_PERSON = re.compile(r"[0-9]{12}")


class _World:
    """The folder of one run: a village that is made once, and the copy that the commands work on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole = folder / "whole"
        terminal = found_terminal(self._whole, "18.01.04.2001", "Desa Hajimena")
        import_residents(terminal.office, io.BytesIO(_EXTRACT))
        for key, value in (("printer.path", "paper.bin"), ("printer.driver", "file"), ("reader.driver", "none")):
            change_setting(terminal.office, key, value)
        add_clerk(terminal.office, "Wati", _PIN)
        self.key = terminal.office.keys.signer.public.hex()
        terminal.books.database.close()
        self.here = folder / "deep" / "er"
        self.state = self.here / "state"
        self.runs = 0

    def anew(self) -> None:
        """Begin with the village as it was made, in an empty folder."""
        os.chdir(self._folder)
        shutil.rmtree(self.here.parent, ignore_errors=True)
        shutil.copytree(self._whole, self.state, ignore=shutil.ignore_patterns("*.reserve"))
        (self.here / "extract.csv").write_bytes(_EXTRACT)
        os.chdir(self.here)

    def words(self, data: bytes) -> list[str]:
        """The words of an input; `{…}` are things of this folder, and no word leads out of it."""
        things = {
            "{STATE}": str(self.state),
            "{OUT}": str(self.here / "out"),
            "{CSV}": str(self.here / "extract.csv"),
            "{NIK}": _NIK,
            "{KEY}": self.key,
            "{PIN}": _PIN,
        }
        words = [word.replace("/", "_") for word in text(data).replace("\ud800", "").split("\0")]
        return [re.sub(r"\{[A-Z]+\}", lambda found: things.get(found[0], found[0]), word) for word in words]


_world: _World | None = None


def _called(data: bytes) -> bool:
    world = _world
    if world is None:
        raise RuntimeError("only within the surroundings")
    if world.runs % _ANEW == 0:
        world.anew()
    world.runs += 1
    words = world.words(data)
    code, out, err = _call(words)
    hold("Traceback" not in out + err and "E-CMD-99" not in err, f"a surprise: {err[-200:]!r}")
    hold(code in (0, 1, 2), "an exit code that is none")
    hold(_PERSON.search(err) is None, "a message names a person")
    hold(_PIN not in err, "a message tells a PIN")
    if code == 1:
        lines = err.splitlines()
        hold(bool(lines) and _REFUSAL.fullmatch(lines[-1]) is not None, f"refused without a code: {err[-200:]!r}")
    if code == 2:
        hold(out == "" and "usage: appliance" in err, "not understood, and no usage")
        hold(len(err) < 3000, "a message as long as what came")
    hold(not _OBEYED.search(out + err), "a screen is commanded")
    if code == 0 and "--json" in words and not out.startswith(("usage:", "anjungan")) and not _OTHER & set(words):
        hold(out.count("\n") == 1 and json.loads(out) is not ..., "an answer that is not one JSON value")
    if world.runs % _ANEW == 0:
        _whole(world)
    return code == 0


def _whole(world: _World) -> None:
    code, out, err = _call(["--state", str(world.state), "store", "check", "--json"])
    hold(code == 0, f"the store was harmed: {(out + err)[-300:]!r}")


def _call(words: list[str]) -> tuple[int, str, str]:
    out, err = io.BytesIO(), io.StringIO()
    shown = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    with _closing(), contextlib.redirect_stderr(err), patch.object(sys, "stdout", shown):
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue().decode(), err.getvalue()


@contextmanager
def _closing() -> Iterator[None]:
    """Close the stores that a command has left to the end of its process."""
    opened: list[Engine] = []
    begin = Engine.__init__

    def noted(engine: Engine, *args: Any, **options: Any) -> None:
        begin(engine, *args, **options)
        opened.append(engine)

    with patch.object(Engine, "__init__", noted):
        try:
            yield
        finally:
            for engine in opened:
                engine.close()


def _nothing(*_: object) -> int:
    return 0


def _few(count: int, seed: int) -> Iterator[bytes]:
    return sample(min(count, 20), seed)


def _no_network(*_: object, **__: object) -> None:
    raise OSError(101, "no network here")


@contextmanager
def _surroundings() -> Iterator[None]:
    global _world
    before, handler = Path.cwd(), signal.getsignal(signal.SIGTERM)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.callback(os.chdir, before)
        stack.callback(signal.signal, signal.SIGTERM, handler)
        _world = _World(folder)
        stack.enter_context(
            patch.dict(os.environ, {"APPLIANCE_STATE": str(_world.state), "ANJUNGAN_PREFIX": str(folder / "root")})
        )
        stack.enter_context(patch("appliance.cli.kiosk.kiosk", _nothing))
        stack.enter_context(patch("appliance.cli.agent.agent", _nothing))
        stack.enter_context(patch("appliance.registry.sampling.sample", _few))
        stack.enter_context(patch("socket.create_connection", _no_network))
        stack.enter_context(patch("socket.getaddrinfo", _no_network))
        yield
    _world = None


def _leaves(
    top: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Every command with its options and arguments."""
    groups = [action for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    for group in groups:
        for name, below in group.choices.items():
            yield from _leaves(below, (*path, name))
    if not groups:
        yield path, [action for action in top._actions if action.dest != "help"]


_GOOD = {
    "nik": "{NIK}",
    "file": "{CSV}",
    "out": "{OUT}",
    "state": "{STATE}",
    "key": "{KEY}",
    "pin": "{PIN}",
    "clerk": "Wati",
    "kind": "SKTM",
    "input": "keperluan=uji",
    "village": "18.01.04.2001",
    "name": "Desa Hajimena",
    "uid": "04A1B2C3D4E5F6",
    "source": "rt",
    "detail": "x",
    "date": "01-01-2026",
    "timeout": "0.1",
    "format": "text",
    "seal": "ABCDEFGH",
}


def _line(path: tuple[str, ...], actions: list[Any], value: Callable[[str], str], *, optional: bool) -> list[str]:
    words = list(path)
    for action in actions:
        if action.option_strings and not action.required and not optional:
            continue
        if action.option_strings:
            words.append(action.option_strings[-1])
        if action.nargs != 0:
            words.append(value(action.dest))
    return words


_LEAVES = list(_leaves(parser()))
_KNOWN = sorted(
    {word for path, actions in _LEAVES for word in (*path, *(w for a in actions for w in a.option_strings))}
)
_SAMPLES = tuple(
    "\0".join(_line(path, actions, lambda dest: _GOOD.get(dest, "1"), optional=optional)).encode()
    for path, actions in _LEAVES
    for optional in (False, True)
)


@st.composite
def _lines(draw: st.DrawFn) -> bytes:
    path, actions = draw(st.sampled_from(_LEAVES))
    words = _line(path, actions, lambda dest: _GOOD.get(dest, "1"), optional=draw(st.booleans()))
    pieces = [word.encode() for word in words]
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(pieces)))
        new = draw(st.one_of(any_text, st.sampled_from(_KNOWN).map(str.encode)))
        pieces[place : place + draw(st.integers(0, 1))] = [new]
    return b"\0".join(pieces)


COMMAND_LINE = Target(
    "command line",
    "exit 0, 1 or 2; a refusal has a code; no traceback, NIK or PIN in a message; the store stays whole",
    _called,
    _SAMPLES,
    (
        *(word.encode() for word in _KNOWN),
        *(word.encode() for word in _GOOD.values()),
        *(b"\0", b"\0\0", b"--", b"-", b"--state\0", b"=", b"\0--json", b"{0}", b"%s", b"..", b"."),
    ),
    _lines(),
    share=0.1,
    surroundings=_surroundings,
)
