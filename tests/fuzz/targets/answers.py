"""What people answer to a letter's questions."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from appliance.letters.clean import clean
from appliance.letters.inputs import check_inputs, purpose_of
from appliance.letters.kind import find_kind, kinds
from appliance.model.errors import ApplianceError
from tests.fuzz.target import Target, any_text, hold, modest, raw, text


def _checked(data: bytes) -> bool:
    """``KIND|NAME=VALUE|NAME=VALUE …``."""
    code, *pairs = text(data).split("|")
    given = {name: value for name, _, value in (pair.partition("=") for pair in pairs)}
    try:
        kind = find_kind(code)
        answers = check_inputs(kind, given)
    except ApplianceError as refusal:
        modest(refusal, "E-LTR-0")
        return False
    known = {item.name: item for item in kind.inputs}
    for name, value in answers.items():
        item = known[name]
        hold(0 < len(value) <= item.limit and value.isprintable(), "an answer that fits no line")
        hold(clean(value) == value and unicodedata.is_normalized("NFC", value), "an answer that is not clean")
        hold(item.free or value in {choice.value for choice in item.choices}, "an answer that is no choice")
    hold(all(item.name in answers for item in kind.inputs if item.required), "a needed answer is missing")
    hold(check_inputs(kind, answers) == answers, "checked anew it is another")
    hold(purpose_of(kind, answers) != "", "a purpose without class")
    return True


_SAMPLES = tuple(
    raw(
        "|".join([code, *(f"{item.name}={item.choices[0].value if item.choices else 'x'}" for item in kind.inputs)])
    )
    for code, kind in kinds().items()
)

ANSWER = Target(
    "letter inputs",
    "clean, short, of the kind, and the same when checked anew",
    _checked,
    _SAMPLES,
    (b"|", b"=", b"keperluan=", *(code.encode() for code in kinds()), "e\u200d\u0301".encode(), b"x" * 121),
    st.tuples(st.sampled_from(list(kinds())), any_text).map(lambda pair: raw(pair[0]) + b"|keperluan=" + pair[1]),
)
