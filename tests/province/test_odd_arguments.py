"""Whatever is typed behind a command of the province: done, refused by a code or not understood, never a fault."""

import pytest

from province.cli.main import main
from province.store import Store, prepare
from tests.province.test_cli import CODE
from tests.province.villages import KODE, take, village
from tests.support.ports import free_port

ODD = [
    "",
    " ",
    "-",
    "--",
    "-1",
    "--x",
    "0",
    "9" * 18,
    "9" * 70_000,
    "x" * 400,
    "../" * 2000,
    "\udcff",
    "\ud800",
    "a\0b",
    "\x1b[2J",
    "\n",
    "'; DROP TABLE event; --",
    "[::1",
    "١٢٣",
    "[]",
    "{}",
    "🕌",
    KODE,
]
PLACES = [
    ["init", "--state"],
    ["fleet", "--state"],
    ["fleet"],
    ["events", "--village"],
    ["events", "--village", KODE, "--since"],
    ["quarantine"],
    ["replay", "--village"],
    ["twice", "--village"],
    ["settle", "--village"],
    ["settle", "--village", KODE, "--from"],
    ["settle", "--village", KODE, "--key"],
    ["check"],
    ["restore"],
    ["restore", "--"],
    ["restore", "/no/such", "--state"],
    ["collect", "--once", "--broker"],
    ["collect", "--once", "--no-tls", "--broker", "PORT", "--username"],
    ["collect", "--once", "--no-tls", "--broker", "PORT", "--username", "x", "--password-file"],
    ["collect", "--once", "--broker", "PORT", "--ca-file"],
    ["backup"],
    ["backup", "--"],
]


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Run `main` in a folder of its own; its exit code, after a look at what it said."""
    prepare(tmp_path / "state")
    with Store(tmp_path / "state") as store:
        take(store, village(letters=3))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PROVINCE_STATE", str(tmp_path / "state"))

    def asked(words):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code
        told = capfd.readouterr()
        assert code in (0, 1, 2), words
        assert "E-PRV-99" not in told.err and "Traceback" not in told.err + told.out, (words, told.err)
        assert code != 1 or CODE.search(told.err), words
        return code

    return asked


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_an_odd_argument_is_no_fault(run, place, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", _nobody)
    place = [f"127.0.0.1:{free_port()}" if word == "PORT" else word for word in place]
    for odd in ODD:
        run([*place, odd])
        if place[-1].startswith("--") and place[-1] != "--":
            run([*place[:-1], f"{place[-1]}={odd}"])


def _nobody(*_args, **_kwargs):
    raise OSError(111, "Connection refused")


@pytest.mark.parametrize("option", ["--village=--", "--village"])
@pytest.mark.parametrize("command", ["events", "replay", "twice", "settle"])
def test_two_hyphens_are_no_value(run, command, option):
    assert run([command, option, *(["--"] if "=" not in option else [])]) == 2
    assert run(["collect", "--broker=--"]) == run(["fleet", "--state=--"]) == 2
