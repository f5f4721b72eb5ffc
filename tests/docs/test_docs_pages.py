"""The documents hold: every command, setting, code and kind stands in them, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

from appliance.cli.main import parser as appliance_parser
from appliance.letters.kind import kinds
from appliance.model.codes import CODES
from appliance.model.settings import SETTINGS, START_PREFIX
from province.cli.main import _parser as province_parser
from tools.describe_commands import names
from tools.write_docs import PARTS, parts_in, written

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "systemd" / "README.md",
        ROOT / "image" / "README.md",
    ]
)
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS = [*names(appliance_parser()), *names(province_parser())]

FILES = (".lock", ".log", ".service")
"""Ends of names of files, which look like a setting."""

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CALLED = re.compile(r"\b(appliance|province) ([a-z]+)(?: ([a-z]+))?")
_SAID = re.compile(r"`((?:appliance|province) [a-z][^`]*)`")


def text_of(page):
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_generated_parts_are_up_to_date(page):
    assert written(text_of(page)) == text_of(page), "run `make docs`"


def test_every_part_stands_in_one_page():
    found = [name for page in (ROOT / "docs").glob("*.md") for name in parts_in(text_of(page))]
    assert sorted(found) == sorted(PARTS)


def test_every_command_stands_in_operations():
    for command in COMMANDS:
        assert f"| `{command}" in OPERATIONS


def test_every_setting_stands_in_operations():
    for key in [*SETTINGS, f"{START_PREFIX}SERIES"]:
        assert f"| `{key}` |" in OPERATIONS


def test_every_code_stands_in_operations_once_with_its_mend():
    for code, words in CODES.items():
        assert OPERATIONS.count(f"| **{code}** |") == 1
        assert f"{words.clerk} | {words.mend} |" in OPERATIONS


def test_every_kind_stands_in_letters():
    page = text_of(ROOT / "docs" / "letters.md")
    for kind in kinds():
        assert f"| `{kind}` |" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in _LINK.findall(_FENCE.sub("", text_of(page))):
        if re.match(r"https?://", target):
            continue
        path, _, heading = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.*)$", text_of(file), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, target


def called_in(page):
    """Commands that `page` tells a person to type: in code spans and in lines set as code."""
    lines = [line.strip() for line in page.splitlines() if line.startswith("    ")]
    for words in [*_SAID.findall(page), *lines]:
        found = _CALLED.match(words)
        if found:
            yield found


def is_command(found):
    program, first, second = found.groups()
    return any(
        command in (f"{program} {first}", f"{program} {first} {second}")
        or (second is None and command.startswith(f"{program} {first} "))
        for command in COMMANDS
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_text_exist(page):
    for found in called_in(text_of(page)):
        assert is_command(found), found[0]


def test_commands_in_the_mends_exist():
    for code, words in CODES.items():
        for found in called_in(words.mend):
            assert is_command(found), f"{code}: {found[0]}"


def test_settings_in_the_text_exist():
    """Dotted keys of the known groups, wherever a page names one in a code span."""
    groups = {key.partition(".")[0] for key in SETTINGS if "." in key}
    for page in PAGES:
        for key in re.findall(r"`([a-z]+\.[a-z_]+)(?: [^`]*)?`", text_of(page)):
            if key.partition(".")[0] in groups and not key.endswith(FILES):
                assert key in SETTINGS, f"{page.name}: {key}"


@pytest.mark.parametrize("goal", ["demo", "test"])
def test_the_readme_and_the_makefile_know_the_same_two_commands(goal):
    assert f"make {goal}" in text_of(ROOT / "README.md")
    assert re.search(rf"^{goal}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_decisions_are_numbered_without_gap_and_say_why():
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(note.name[:4]) for note in notes] == list(range(1, len(notes) + 1))
    for note in notes:
        text = text_of(note)
        assert text.startswith(f"# {note.name[:4]} ")
        for part in ("Context", "Decision", "Why", "Rejected"):
            assert f"\n**{part}.**" in text, note.name
