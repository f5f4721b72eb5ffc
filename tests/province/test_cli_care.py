"""The operator's commands for when something went wrong: their answers, sentences and refusals."""

import json

import pytest

from appliance.post.status import Status
from province.cli.main import main
from province.store import Store, prepare
from tests.province.test_cli import CODE
from tests.province.villages import KODE, OTHER, issue, take, village

DOTTED = "18.01.04.2001"


class Province:
    """Its command line in this process; `store` is the operator's colleague, the collector."""

    def __init__(self, state, capsys):
        prepare(state)
        self.state, self._capsys = state, capsys
        self.store = Store(state)

    def run(self, *words):
        self._capsys.readouterr()
        code = main(["--state", str(self.state), *words])
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def json(self, *words):
        code, out, err = self.run(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def refusal(self, *words):
        code, out, err = self.run(*words)
        assert (code, out) == (1, "") and err.count("\n") == 1
        return CODE.match(err)[0].split()[0]

    def replay(self):
        return self.json("replay")


@pytest.fixture
def province(tmp_path, capsys):
    made = Province(tmp_path / "province", capsys)
    yield made
    made.store.close()


@pytest.fixture
def forked(province):
    """A village held to letter 7 that parted after letter 5, and the other journal."""
    made = village(letters=5)
    other = made.copy()
    issue(made, [6, 7])
    issue(other, [6], kind="DOMISILI")
    take(province.store, made)
    take(province.store, other)
    return other


def test_quarantine_and_replay(province):
    made = village(letters=2)
    issue(made, [3], number="\x1b[2J")
    take(province.store, made)
    assert province.run("quarantine")[2] == "Karantina kosong.\n"
    assert province.json("quarantine") == []
    assert province.json("replay", "--village", DOTTED) == {"villages": 1, "quarantine": 1}
    (row,) = province.json("quarantine")
    assert row.pop("since").endswith("+07:00")
    assert row == {"village": DOTTED, "n": 4, "why": "isi number tidak dikenal"}
    assert "isi number tidak dikenal" in province.run("quarantine")[1]
    assert province.json("fleet")[0]["quarantine"] == 1
    assert "1 peristiwa masuk karantina" in province.run("replay")[2]
    assert province.refusal("replay", "--village", "1801042009") == "E-PRV-12"


def test_twice(province, forked):
    assert province.run("twice")[2] == "Tidak ada nomor surat yang dipakai dua kali.\n"
    province.replay()
    assert [(row["village"], row["seq"], row["n"], row["aside"]) for row in province.json("twice")] == [
        (DOTTED, 6, 7, False),
        (DOTTED, 6, 7, True),
    ]
    out = province.run("twice", "--village", KODE)[1]
    assert out.count("400.10.2.2/006/1801042001/XI/2026") == 2 and out.count("tersimpan terpisah") == 1
    assert province.json("twice", "--village", "1801042009") == []


def test_settle_says_what_it_did(province, forked):
    answer = province.json("settle", "--village", DOTTED)
    assert (answer["village"], answer["from"], answer["moved"], answer["have"]) == (DOTTED, 7, 2, 6)
    assert [(twin["seq"], twin["aside"]) for twin in answer["twice"]] == [(6, True), (6, True)]
    assert province.refusal("settle", "--village", KODE) == "E-PRV-11"
    assert province.refusal("settle", "--village", KODE, "--keep") == "E-PRV-11"


def test_settle_in_words(province, forked):
    code, out, err = province.run("settle", "--village", KODE, "--from", "4")
    assert code == 0 and out.count("400.10.2.2/006/") == 2
    assert "5 peristiwa mulai 4 disimpan terpisah" in err and "cari kertasnya" in err


def test_settle_by_keeping_what_is_held(province, forked):
    code, out, err = province.run("settle", "--village", KODE, "--keep")
    assert (code, out) == (0, "") and "tetap berlaku" in err
    assert province.json("fleet")[0]["fork"] is None
    province.store.heed({KODE: Status(True, have=6, trouble="E-NET-06")})
    assert province.json("settle", "--village", KODE, "--keep") == {"village": DOTTED, "kept": True}


def test_settle_a_key(province):
    made = village(letters=2)
    take(province.store, made)
    take(province.store, made, signer=OTHER)
    assert OTHER.public.hex() in province.run("fleet")[1]
    assert province.refusal("settle", "--village", KODE, "--key", "ab") == "E-PRV-10"
    assert "bukan yang terakhir ditolak" in province.run("settle", "--village", KODE, "--key", "ab" * 32)[2]
    assert "kunci baru diterima" in province.run("settle", "--village", KODE, "--key", OTHER.public.hex())[2]
    assert province.refusal("settle", "--village", KODE, "--key", OTHER.public.hex()) == "E-PRV-11"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["settle", "--village", "18.01"], "E-PRV-05"),
        (["settle", "--village", "1801042009"], "E-PRV-12"),
        (["settle", "--village", KODE, "--from", "x"], "E-PRV-10"),
        (["settle", "--village", KODE, "--from", "0"], "E-PRV-10"),
        (["settle", "--village", KODE, "--from", "9"], "E-PRV-10"),
        (["replay", "--village", "x"], "E-PRV-05"),
        (["twice", "--village", "x"], "E-PRV-05"),
        (["restore", "/no/such/file"], "E-PRV-13"),
        (["backup", "/no/such/folder/file"], "E-PRV-04"),
        (["backup", "/"], "E-PRV-10"),
        (["backup", "\udcff/copy"], "E-PRV-04"),
    ],
)
def test_refusals(province, forked, words, code):
    assert province.refusal(*words) == code
    assert province.json("fleet")[0]["fork"] == 7


def test_one_choice_at_a_time(province, capsys):
    with pytest.raises(SystemExit) as end:
        province.run("settle", "--village", KODE, "--keep", "--from", "3")
    assert end.value.code == 2


def test_backup_restore_check(province, forked, tmp_path):
    copy = tmp_path / "copy.sqlite"
    assert province.json("backup", str(copy)) == {"file": str(copy)}
    assert "diperiksa" in province.run("backup", str(copy))[2]
    assert province.refusal("restore", str(copy)) == "E-PRV-08"
    province.store.close()
    answer = province.json("restore", str(copy))
    assert answer["carried"] and answer["former"].startswith(str(province.state))
    assert "Data sebelumnya disimpan" in province.run("restore", str(copy))[2]
    report = province.json("check")
    assert report == {
        "ok": True,
        "village": 1,
        "event": 8,
        "aside": 1,
        "letter": 0,
        "quarantine": 0,
        "problems": [],
    }
    assert province.run("check")[:2] == (0, "village 1, event 8, aside 1, letter 0, quarantine 0\n")


def test_check_exits_1_with_what_it_found(province, forked):
    province.store.db.execute("UPDATE village SET have = 99")
    code, out, err = province.run("check", "--json")
    assert code == 1 and not json.loads(out)["ok"] and CODE.match(err)[0].startswith("E-PRV-14")
    code, out, _err = province.run("check")
    assert code == 1 and "kursor tidak sama" in out
