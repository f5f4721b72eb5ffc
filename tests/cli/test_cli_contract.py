"""Each command of the contract, as an outside check calls it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.hall import CLERK, PIN

UID = "04A1B2C3D4E5F6"


def test_state_and_json_stand_before_or_after_or_in_the_environment(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = str(cli.state)
    first = cli.bare("--state", state, "--json", "settings").value
    assert cli.bare("settings", "--state", state, "--json").value == first
    assert cli.bare("--json", "settings", "--state", state).value == first
    assert cli.bare("store", "--state", state, "check", "--json").value["ok"] is True
    monkeypatch.setenv("APPLIANCE_STATE", state)
    assert cli.bare("settings", "--json").value == first
    monkeypatch.setenv("APPLIANCE_STATE", "/nowhere/at/all")
    assert cli.bare("settings", "--state", state, "--json").value == first
    assert cli.bare("settings").refusal == "E-CMD-01"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["no-such-command"],
        ["letter"],
        ["letter", "no-such"],
        ["letter", "issue"],
        ["letter", "issue", "--nik"],
        ["letter", "issue", "--nik", "--kind", "SKTM"],
        ["settings", "--bogus"],
        ["settings", "more"],
        ["set", "one"],
        ["--jso", "settings"],
        ["init", "--village", "18.01.04.2001"],
        ["agent", "--once=yes"],
    ],
)
def test_a_line_that_cannot_be_parsed_exits_2(cli: CommandLine, words: list[str]) -> None:
    done = cli(*words)
    assert (done.code, done.out) == (2, "") and "usage:" in done.err


@pytest.mark.parametrize("words", [["--help"], ["letter", "--help"], ["letter", "issue", "--help"], ["--version"]])
def test_help_on_each_level(cli: CommandLine, words: list[str]) -> None:
    done = cli(*words)
    assert done.code == 0 and done.out and done.err == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["init", "--village", "18.01.04.2001", "--name", "X"], "E-CMD-02"),
        (["init", "--village", "18.99.99.2999", "--name", "X"], "E-CMD-03"),
        (["init", "--village", "x", "--name", "X"], "E-CMD-03"),
        (["init", "--village", "18.01.04.2001", "--name", ""], "E-CMD-04"),
        (["init", "--village", "18.01.04.2001", "--name", "desa"], "E-CMD-04"),
        (["set", "tidak.ada", "1"], "E-CMD-05"),
        (["set", "printer.port", "-1"], "E-CMD-06"),
        (["set", "printer.profile", "x"], "E-PRN-14"),
        (["set", "letters.number_format", "{seq}"], "E-LTR-07"),
        (["sample", "--residents", "0", "--seed", "1", "--out", "/tmp/never"], "E-CMD-08"),
        (["sample", "--residents", "-5", "--seed", "1", "--out", "/tmp/never"], "E-CMD-08"),
        (["sample", "--residents", "1", "--seed", "x", "--out", "/tmp/never"], "E-CMD-08"),
        (["residents", "import", "/nowhere/file.csv"], "E-IMP-01"),
        (["residents", "import", "/"], "E-IMP-01"),
        (["residents", "show", "9999999999999999"], "E-REG-01"),
        (["residents", "show", ""], "E-REG-01"),
        (["card", "link", "--uid", "zz", "--nik", "1"], "E-CRD-01"),
        (["card", "link", "--uid", UID, "--nik", "1"], "E-REG-01"),
        (["card", "unlink", "--nik", "1"], "E-REG-01"),
        (["card", "read", "--timeout", "0"], "E-CMD-08"),
        (["card", "read", "--timeout", "-3"], "E-CMD-08"),
        (["clerk", "add", "--name", "", "--pin", PIN], "E-CRD-04"),
        (["clerk", "add", "--name", "A", "--pin", "1"], "E-CRD-02"),
        (["letter", "issue", "--nik", "1", "--kind", "SKTM"], "E-REG-01"),
        (["letter", "show", "9", "--format", "text", "--out", "/tmp/never"], "E-JOB-04"),
        (["letter", "show", "9", "--format", "gif", "--out", "/tmp/never"], "E-CMD-08"),
        (["letter", "print", "9"], "E-JOB-04"),
        (["letter", "release", "9", "--clerk", CLERK, "--pin", PIN], "E-CRD-11"),
        (["letter", "release", "9", "--clerk", CLERK, "--pin", "000000"], "E-CRD-06"),
        (["letter", "verify", "--seal", "x", "--key", "zz"], "E-CMD-08"),
        (["journal", "list", "--since", "-1"], "E-CMD-08"),
        (["agent", "--once"], "E-NET-12"),
        (["kiosk"], "E-CMD-10"),
        (["family", "basis", "--nik", "1", "--source", "rt", "--detail", "x", "--date", "1-1-2026"], "E-REG-01"),
    ],
)
def test_a_wrong_value_exits_1_with_one_line(cli: CommandLine, words: list[str], code: str) -> None:
    assert cli(*words, "--json").refusal == code


def test_init_says_what_it_made(cli: CommandLine, tmp_path: Path) -> None:
    state = str(tmp_path / "deep" / "new")
    words = ("init", "--village", "1801042001", "--name", "DESA  Hajimena", "--state", state)
    answer = cli.bare(*words, "--json").value
    assert (answer["village"], answer["name"], answer["head"]) == ("18.01.04.2001", "Desa Hajimena", "Kepala Desa")
    assert cli.bare(*words).refusal == "E-CMD-02"


def test_settings_have_every_key_of_the_contract(cli: CommandLine) -> None:
    keys = """reader.driver reader.presence printer.driver printer.profile printer.host printer.port printer.path
    printer.width broker.host broker.port broker.tls broker.username broker.password_file broker.ca_file
    sign_in.policy village.rule verify.url letters.start.umum kiosk.letters_per_day"""
    assert set(keys.split()) <= set(cli.json("settings"))
    assert cli.json("set", "broker.tls", "false") == {"broker.tls": False}
    assert "broker.tls = false" in cli("settings").out


def test_kinds_are_described(cli: CommandLine) -> None:
    kinds = cli.json("letter", "kinds")
    assert {"kind", "title", "group", "inputs", "policy"} <= set(kinds[0])
    assert all({"name", "type", "required"} <= set(item) for kind in kinds for item in kind["inputs"])


def test_a_letter_is_issued_listed_and_shown(cli: CommandLine, nik: str, tmp_path: Path) -> None:
    first, second = cli.letter(nik, "Uji 1"), cli.letter(nik, "Uji 2", "DOMISILI")
    assert set(first) >= {"id", "kind", "number", "series", "year", "seq", "job", "event", "seal", "code"}
    assert all(isinstance(first[name], str) and not first[name].startswith("-") for name in ("id", "seal", "code"))
    assert [first["seq"], second["seq"]] == [1, 2] and first["job"] == "printed"
    listed = cli.json("letter", "list", "--nik", nik)
    assert [(row["id"], row["status"], row["job"]) for row in listed] == [
        (first["id"], "issued", "printed"),
        (second["id"], "issued", "printed"),
    ]
    assert set(listed[0]) == {
        *("id", "kind", "nik", "number", "series", "year", "seq", "status", "job", "issued_at")
    }
    assert cli.json("letter", "list", "--nik", "1801041111110001") == []
    for format, magic in (("text", b"PEM"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("escpos", b"\x1b@")):
        out = tmp_path / f"surat.{format}"
        cli.json("letter", "show", first["id"], "--format", format, "--out", str(out))
        assert magic in out.read_bytes()[:400]


def test_a_letter_waits_without_a_printer_and_comes_out_when_asked_again(cli: CommandLine, nik: str) -> None:
    cli.json("set", "printer.driver", "none")
    done = cli("letter", "issue", "--nik", nik, "--kind", "SKTM", "--input", "keperluan=uji", "--json")
    letter = json.loads(done.out)
    assert (done.code, letter["job"]) == (0, "queued") and done.err.startswith("E-PRN-08 ")
    assert cli.json("letter", "list")[0]["job"] == "queued"
    cli.json("set", "printer.driver", "file")
    assert cli.json("letter", "print", letter["id"]) == {"id": letter["id"], "job": "printed"}
    paper = Path(cli.json("settings")["printer.path"])
    assert paper.read_bytes().count(letter["code"].encode()) == 1
    assert b"SALINAN" not in paper.read_bytes()
    assert cli.json("letter", "print", letter["id"])["job"] == "printed"
    assert paper.read_bytes().count(b"SALINAN KE-1") == 2


def test_an_input_is_name_and_value(cli: CommandLine, nik: str) -> None:
    issue = ("letter", "issue", "--nik", nik, "--kind", "SKTM", "--input")
    assert cli(*issue, "keperluan").refusal == "E-CMD-08"
    assert cli(*issue, "lain=x").refusal == "E-LTR-04"
    assert cli(*issue, "keperluan=").refusal == "E-LTR-02"
    assert cli(*issue, "keperluan=" + "x" * 121).refusal == "E-LTR-03"
    assert cli(*issue, "keperluan=a=b", "--json").value["seq"] == 1


def test_a_request_is_listed_and_released_by_the_right_pin(cli: CommandLine, nik: str) -> None:
    from appliance.desk.views import Visitor
    from appliance.wiring import open_terminal

    open_terminal(cli.state).front().ask_first_tap(Visitor(), nik, "DOMISILI", {"keperluan": "uji"})
    (row,) = cli.json("letter", "pending")
    assert set(row) == {"id", "slip", "nik", "kind", "asked_at"} and row["nik"] == nik
    release = ("letter", "release", row["id"], "--clerk", CLERK, "--pin")
    assert cli(*release, "111111").refusal == "E-CRD-06"
    assert cli.json("letter", "list") == []
    assert cli(*release, PIN, "--json").value["job"] == "printed"
    assert cli.json("letter", "pending") == []
    assert cli(*release, PIN).refusal == "E-CRD-11"


def test_a_card_is_linked_read_and_unlinked(cli: CommandLine, nik: str) -> None:
    assert cli.json("card", "link", "--uid", UID, "--nik", nik, "--pin", PIN) == {"nik": nik, "linked": True}
    assert cli.json("card", "unlink", "--nik", nik) == {"nik": nik, "linked": False}
    assert cli("card", "unlink", "--nik", nik).refusal == "E-CRD-03"
    cli.json("set", "reader.driver", "none")
    assert cli("card", "read", "--timeout", "0.5").refusal == "E-RDR-11"
    cli.json("set", "reader.driver", "simulated")
    assert cli("card", "read", "--timeout", "0.2").refusal == "E-RDR-09"


def test_a_seal_proves_what_it_proves_and_verifying_never_fails(cli: CommandLine, nik: str) -> None:
    letter, key = cli.letter(nik), cli.json("key", "show")
    assert re.fullmatch(r"[0-9a-f]{64}", key["public"]) and re.fullmatch(r"[0-9a-f]{16}", key["kid"])
    for words in ((), ("--key", key["public"]), ("--key", key["public"].upper())):
        found = cli.json("letter", "verify", "--seal", letter["seal"], *words)
        assert (found["valid"], found["number"], found["village"]) == (True, letter["number"], "1801042001")
    strange = [
        letter["seal"].lower(),
        letter["seal"] + "=",
        f" {letter['seal']}",
        f"{letter['seal']}\n",
        f"x#{letter['seal']}",
        letter["seal"][:-1],
        "-x",
        "--help-me",
        "",
        "\udcff",
        "A" * 100_000,
    ]
    for seal in strange:
        found = cli.json("letter", "verify", "--seal", seal)
        assert found["valid"] is False and found["number"] is None and found["reason"]
    assert cli.json("letter", "verify", "--seal", letter["seal"], "--key", "00" * 32)["valid"] is False
    assert cli.json("letter", "verify", "--seal", f"https://contoh.desa.id/p#{letter['seal']}")["valid"] is True


def test_the_journal_is_given_byte_for_byte(cli: CommandLine, nik: str) -> None:
    cli.letter(nik)
    lines = cli("journal", "list").out.splitlines()
    assert cli("journal", "list", "--json").out.splitlines() == lines
    assert cli("journal", "list", "--since", str(len(lines) - 1)).out.splitlines() == lines[-1:]
    assert cli("journal", "list", "--since", "999999999999999999").out == ""
    assert cli.json("journal", "verify") == {"ok": True, "events": len(lines)}


def test_a_broken_chain_is_told_with_its_first_bad_number(cli: CommandLine) -> None:
    from appliance.store import Database

    with Database(cli.state / "store.sqlite") as db:
        db.sql("UPDATE journal SET body=replace(body, 'desa.resident.added', 'desa.resident.gone') WHERE number=5")
    done = cli("journal", "verify", "--json")
    assert done.code == 1 and json.loads(done.out) == {"ok": False, "bad": 5} and done.err.startswith("E-STO-07 ")
    done = cli("store", "check", "--json")
    assert done.code == 1 and json.loads(done.out)["ok"] is False and done.err.startswith("E-STO-11 ")


def test_the_clerk_confirms_the_clock(cli: CommandLine) -> None:
    assert re.match(r"\d{4}-\d\d-\d\dT", cli.json("clock", "confirm")["now"])


def test_doctor_looks_at_every_part(cli: CommandLine) -> None:
    checks = {check["name"]: check for check in cli.json("doctor")["checks"]}
    assert set(checks) == {"reader", "printer", "disk", "clock", "store", "broker", "backup"}
    assert checks["store"]["ok"] and checks["printer"]["ok"] and checks["broker"]["code"] == "E-NET-12"
    assert all(set(check) == {"name", "ok", "code", "detail"} for check in checks.values())


def test_sentences_follow_the_language(cli: CommandLine, nik: str) -> None:
    assert "terhubung" in cli("card", "link", "--uid", UID, "--nik", nik).out
    cli.json("set", "language", "en")
    assert "linked" in cli("card", "link", "--uid", UID, "--nik", nik).out
    refused = cli("letter", "show", "9", "--format", "gif", "--out", "x")
    assert "does not fit" in refused.err or "--format" in refused.err
    assert "no letter" in cli("letter", "print", "9").err.lower()
