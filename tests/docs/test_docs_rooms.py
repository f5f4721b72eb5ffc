"""Every library has its room: what the import contracts do not name, nobody imports."""

import re
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]

IMPORT_NAMES = {
    "paho-mqtt": "paho",
    "pillow": "PIL",
    "pyscard": "smartcard",
    "python-escpos": "escpos",
    "textual-image": "textual_image",
}
"""Distributions that are imported under another name than their own."""


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("appliance", "province", include_external_packages=True, cache_dir=None)


def protected():
    return {
        module
        for contract in CONTRACTS
        if contract["type"] == "protected"
        for module in contract["protected_modules"]
    }


def libraries(graph, package=""):
    """Top names outside the standard library that modules of `package` import directly."""
    own = [module for module in graph.modules if module.startswith(("appliance", "province"))]
    imported = {
        other
        for module in own
        if module == package or module.startswith(f"{package}." if package else "")
        for other in graph.find_modules_directly_imported_by(module)
    }
    tops = {other.partition(".")[0] for other in imported}
    return tops - set(sys.stdlib_module_names) - {"appliance", "province"}


def test_every_imported_library_has_a_contract(graph):
    assert libraries(graph) - protected() == set()


def test_every_dependency_is_imported_somewhere(graph):
    names = {re.split(r"[<>=]", line)[0] for line in PROJECT["project"]["dependencies"]}
    assert {IMPORT_NAMES.get(name, name) for name in names} <= libraries(graph)


@pytest.mark.parametrize("room", ["appliance.model", "appliance.registry", "appliance.locale"])
def test_rooms_that_stand_on_the_standard_library_alone(graph, room):
    assert libraries(graph, room) == set()


def test_every_room_of_the_page_is_a_room_of_the_code():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {f"appliance/{path.name}" for path in (ROOT / "appliance").iterdir() if (path / "__init__.py").exists()}
    named = set(re.findall(r"^\| `(appliance/\w+)/", page, re.M))
    assert rooms == named
