"""Every value of every command, given what no form would let through: a sentence with a code, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import REFUSAL, CommandLine

STRANGE = {
    "nothing": "",
    "space": "  \t ",
    "signs": "a\x1b[2J\x07\x7f\x9b",
    "lines": "satu\r\ndua\u2028tiga",
    "bidi": "\u202e\u200bx\ufeff",
    "bytes": "\udcff\udc80",
    "huge": "9" * 200_000,
    "letters": "x" * 200_000,
    "minus": "-1",
    "option": "-x",
    "long option": "--no-such=1",
    "hyphen": "-",
    "two hyphens": "--",
    "fraction": "1.5",
    "digits": "١٢٣",
    "sql": "1'; DROP TABLE letters; --",
    "braces": "{0.__class__}{number}%s%n",
    "path": "../../../etc/passwd",
    "url": "http://[::1",
    "json": '{"a": NaN}',
}

PLACES = {
    "init village": ["init", "--village", "?", "--name", "X"],
    "init name": ["init", "--village", "18.01.04.2002", "--name", "?"],
    "set key": ["set", "?", "1"],
    "sample residents": ["sample", "--residents", "?", "--seed", "1", "--out", "OUT"],
    "sample seed": ["sample", "--residents", "1", "--seed", "?", "--out", "OUT"],
    "import": ["residents", "import", "?"],
    "restore": ["store", "restore", "?"],
    "show": ["residents", "show", "?"],
    "link uid": ["card", "link", "--uid", "?", "--nik", "NIK"],
    "link nik": ["card", "link", "--uid", "04A1B2C3D4E5F6", "--nik", "?"],
    "link pin": ["card", "link", "--uid", "04A1B2C3D4E5F6", "--nik", "NIK", "--pin", "?"],
    "unlink": ["card", "unlink", "--nik", "?"],
    "read": ["card", "read", "--timeout", "?"],
    "clerk pin": ["clerk", "add", "--name", "Budi", "--pin", "?"],
    "issue nik": ["letter", "issue", "--nik", "?", "--kind", "SKTM", "--input", "keperluan=x"],
    "issue kind": ["letter", "issue", "--nik", "NIK", "--kind", "?", "--input", "keperluan=x"],
    "issue input": ["letter", "issue", "--nik", "NIK", "--kind", "SKTM", "--input", "?"],
    "letter show": ["letter", "show", "?", "--out", "OUT"],
    "letter format": ["letter", "show", "1", "--format", "?", "--out", "OUT"],
    "letter print": ["letter", "print", "?"],
    "release": ["letter", "release", "?", "--clerk", "Wati", "--pin", "482913"],
    "release clerk": ["letter", "release", "1", "--clerk", "?", "--pin", "482913"],
    "release pin": ["letter", "release", "1", "--clerk", "Wati", "--pin", "?"],
    "verify key": ["letter", "verify", "--seal", "x", "--key", "?"],
    "since": ["journal", "list", "--since", "?"],
    "basis": ["family", "basis", "--nik", "NIK", "--source", "?", "--detail", "x", "--date", "01-01-2026"],
    "basis date": ["family", "basis", "--nik", "NIK", "--source", "rt", "--detail", "x", "--date", "?"],
}


@pytest.mark.parametrize("place", PLACES)
def test_strange_values_are_refused_as_values(cli: CommandLine, nik: str, place: str, tmp_path: Path) -> None:
    words = [{"NIK": nik, "OUT": str(tmp_path / "out")}.get(word, word) for word in PLACES[place]]
    cli.json("set", "reader.driver", "none")
    for name, value in STRANGE.items():
        done = cli(*(value if word == "?" else word for word in words))
        if done.code == 2:  # a bare word that looks like an option is one, where no option stands before it
            assert value.startswith("-") and words[words.index("?") - 1][:2] != "--", (name, done.err)
            continue
        assert done.code == 1, (name, done.out[:200])
        assert REFUSAL.fullmatch(done.err.splitlines()[-1]), name
        assert len(done.err) < 500 and "\x1b" not in done.err and "9" * 12 not in done.err, name
    assert cli.json("letter", "list") == []
    assert cli.json("store", "check")["ok"] is True


def test_two_hyphens_are_a_value_where_one_is_due(cli: CommandLine, nik: str, tmp_path: Path) -> None:
    assert cli("init", "--village", "--", "--name", "X").refusal == "E-CMD-03"
    assert cli("init", "--village=--", "--name", "X").refusal == "E-CMD-03"
    assert cli("store", "restore", str(tmp_path), "--last=--").refusal == "E-CMD-08"
    assert cli.bare("--state", "--", "settings").refusal == "E-CMD-01"
    assert cli("--json", "residents", "show", "--", nik).value["nik"] == nik


@pytest.mark.parametrize("name", [name for name in STRANGE if name not in ("nothing", "space", "bidi", "bytes")])
def test_any_text_is_a_purpose_or_too_long(cli: CommandLine, nik: str, name: str) -> None:
    done = cli("letter", "issue", "--nik", nik, "--kind", "SKTM", "--input", f"keperluan={STRANGE[name]}", "--json")
    if len(STRANGE[name]) > 120:
        assert done.refusal == "E-LTR-03"
    else:
        assert done.value["job"] == "printed"
    assert cli.json("store", "check")["ok"] is True


@pytest.mark.parametrize("name", STRANGE)
def test_any_seal_is_judged(cli: CommandLine, name: str) -> None:
    assert cli.json("letter", "verify", "--seal", STRANGE[name])["valid"] is False


@pytest.mark.parametrize("words", [["NIK"], ["letter", "list", "NIK"], ["card", "unlink", "--pin", "482913"]])
def test_what_is_not_understood_is_told_without_numbers_and_signs(
    cli: CommandLine, nik: str, words: list[str]
) -> None:
    done = cli(*(nik if word == "NIK" else word for word in words), "\x1b[2J\n" + "x" * 100_000)
    assert done.code == 2 and done.out == "" and "usage: appliance" in done.err
    assert nik not in done.err and "482913" not in done.err and "\x1b" not in done.err and len(done.err) < 3000


def test_no_sentence_repeats_a_nik_that_was_typed_in_the_wrong_place(cli: CommandLine, nik: str) -> None:
    for words in (
        ["letter", "print", nik],
        ["letter", "issue", "--nik", nik, "--kind", nik],
        ["set", nik, "1"],
        ["letter", "release", nik, "--clerk", "Wati", "--pin", "482913"],
        ["residents", "import", f"/nowhere/{nik}.csv"],
        ["init", "--village", nik, "--name", "X"],
    ):
        assert nik not in cli(*words).err


def test_s11_data_commands_no_screen(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    cli.json("sample", "--residents", "1", "--seed", "3", "--out", str(path))
    header, row = path.read_text("utf-8").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    cells["ALAMAT"] = "JL.\x1b[2J\x9b31m\u202e MELATI\xa0No. 3 \N{GRINNING FACE}"
    path.write_text(f"{header}\n{','.join(cells.values())}\n", "utf-8")
    cli.json("residents", "import", str(path))
    shown = cli("residents", "show", cells["NIK"]).out
    assert "JL.\\u001b[2J?31m? MELATI No. 3 \N{GRINNING FACE}" in shown
    assert cli.json("residents", "show", cells["NIK"])["alamat"] == cells["ALAMAT"]
