"""TinyDB's own released suite against `Database`. It is fetched, not kept here: it is not ours."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

TOP = Path(__file__).parents[2]
RELEASE = "tinydb-4.9.0.tar.gz"
SHA256 = "6928b1fa785186bda7952a0ba05aaeedc883ede565ca9c7d608de44e5e75de70"

NAME_THEIR_STORAGE = {
    "test_table_repr",
    "test_access_storage",
    "test_storage_access",
    "test_json_kwargs",
    "test_json_read",
    "test_json_invalid_directory",
}
"""Tests that ask for JSONStorage or MemoryStorage by name (fact sheet "store"); `test_repr` would be the seventh if
the class under test had another name than TinyDB."""

JSON_ONLY = {"test_json_kwargs"}
"""Over stock's storages only the options of json.dumps are missing."""


@pytest.fixture(scope="module")
def sdist() -> Path:
    """The released source archive, its hash checked by pip, fetched once into the ignored cache folder."""
    cache = TOP / ".cache"
    archive = cache / RELEASE
    if not archive.exists():
        cache.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            wanted = Path(folder) / "wanted.txt"
            wanted.write_text(f"tinydb==4.9.0 --hash=sha256:{SHA256}\n")
            options = f"--quiet --no-deps --no-binary tinydb --require-hashes -r {wanted} -d {folder}"
            subprocess.run([sys.executable, "-m", "pip", "download", *options.split()], check=True, timeout=150)
            (Path(folder) / RELEASE).rename(archive)
    return archive


def run_suite(sdist: Path, folder: Path, mode: str) -> tuple[set[str], int]:
    """Names of the tests that failed, and how many passed."""
    shutil.unpack_archive(sdist, folder)
    tests = folder / RELEASE.removesuffix(".tar.gz") / "tests"
    shutil.copy(Path(__file__).with_name("suite_conftest.py"), tests / "conftest.py")
    report = folder / "report.xml"
    temporary = folder / "tmp"
    temporary.mkdir()
    options = f"-q -p no:cacheprovider -p no:xdist -c {os.devnull} --rootdir {tests.parent}"
    subprocess.run(
        [sys.executable, "-m", "pytest", *options.split(), f"--junitxml={report}", str(tests)],
        cwd=tests.parent,
        env={**os.environ, "SUITE_MODE": mode, "TMPDIR": str(temporary), "PYTHONPATH": str(TOP)},
        timeout=150,
        capture_output=True,
    )
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - written by the run above
    bad = {case.get("name", "").partition("[")[0] for case in cases if case.find("failure") is not None}
    bad |= {f"error in {case.get('name')}" for case in cases if case.find("error") is not None}
    return bad, sum(1 for case in cases if len(case) == 0)


@pytest.mark.parametrize(
    ("mode", "missing", "passing"), [("sql", NAME_THEIR_STORAGE, 140), ("stock", JSON_ONLY, 145)]
)
def test_the_released_suite_passes(sdist: Path, tmp_path: Path, mode: str, missing: set[str], passing: int) -> None:
    bad, passed = run_suite(sdist, tmp_path, mode)
    assert bad <= missing
    assert passed >= passing
