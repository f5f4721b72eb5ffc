"""A kind's body: a Jinja2 text (sandboxed) to nodes of the layout tree.

What a template writes, line by line:

    | Label | value      a field; left out where the value is empty
    :keluarga            a block that the code sets: the family's table
    (empty line)         ends a paragraph
    anything else        words of a paragraph, joined with spaces

Only the template's own lines are marks. Whatever an expression puts in is cleaned to one line and carries a sign
that no text may hold, so that a purpose of ``:keluarga`` or ``| NIK | 1`` stays words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from appliance.letters.clean import clean
from appliance.model.errors import ApplianceError
from appliance.model.layout import Field, Gap, Node, Table, Text

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_DATA = "\ue000"
"""Stands before every value; `clean` takes private signs out of data, so that only we can write it."""


def body(kind: str, context: Mapping[str, Any], blocks: Mapping[str, Table]) -> list[Node]:
    """The nodes of the body of `kind`. Groups are parted by an empty line.

    Raises E-LTR-10 where the template does not fit this release: an unknown name, block or mark.
    """
    import jinja2

    try:
        text = _environment().get_template(f"{kind}/body.txt.j2").render(context)
        groups = [_group(lines, blocks) for lines in _split(text)]
    except (jinja2.TemplateError, KeyError, ValueError) as error:
        raise ApplianceError("E-LTR-10", kind=kind) from error
    nodes: list[Node] = []
    for group in groups:
        if group:
            nodes += [*group, Gap()]
    return nodes[:-1]


def _split(text: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            groups[-1].append(line.strip())
        else:
            groups.append([])
    return groups


def _group(lines: list[str], blocks: Mapping[str, Table]) -> list[Node]:
    nodes: list[Node] = []
    for marked, run in groupby(lines, key=lambda line: line[0] in "|:"):
        if marked:
            nodes += [node for line in run for node in _marked(line, blocks)]
        else:
            paragraph = _plain(" ".join(run))
            nodes += [Text(paragraph)] if paragraph else []
    return nodes


def _marked(line: str, blocks: Mapping[str, Table]) -> list[Node]:
    if line[0] == ":":
        return [blocks[line[1:]]]
    label, value = line[1:].split("|", 1)
    value = _plain(value)
    return [Field(_plain(label), value)] if value else []


def _value(value: object) -> str:
    return _DATA + clean(str(value))


def _plain(text: str) -> str:
    return clean(text.replace(_DATA, ""))


@cache
def _environment() -> SandboxedEnvironment:
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=jinja2.PackageLoader("appliance.letters", "kinds"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # the text goes to paper, not to a browser; `_value` guards the marks
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_value,
        auto_reload=False,  # templates change with the release, not under a running terminal
    )
