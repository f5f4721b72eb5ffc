"""Letters: kinds as data, who may have which, numbers, the finished page, the seal and the code.

Pure rules: nothing here reads a clock, a store or a device. Libraries (Jinja2, cbor2, cryptography, segno, and for
pictures Pillow and reportlab in `letters.render`) are imported only by the call that needs them.
"""

from appliance.letters.basis import best_basis
from appliance.letters.code import code_of, parse_code
from appliance.letters.compose import (
    Draft,
    compose,
    finish,
    mark_copy,
    number_of,
    page_digest,
    preview,
    three_lines,
)
from appliance.letters.eligibility import Ruling, judge, may_ask, subjects
from appliance.letters.facts import Custom, Facts
from appliance.letters.inputs import check_inputs, purpose_of
from appliance.letters.kind import Choice, Input, Kind, Policy, Wording, find_kind, kinds
from appliance.letters.number import DEFAULT_SERIES, check_format, letter_number, next_seq
from appliance.letters.qr import seal_in, seal_qr
from appliance.letters.seal import Verdict, key_id, make_seal, verify
from appliance.letters.slip import compose_slip

__all__ = [
    "DEFAULT_SERIES",
    "Choice",
    "Custom",
    "Draft",
    "Facts",
    "Input",
    "Kind",
    "Policy",
    "Ruling",
    "Verdict",
    "Wording",
    "best_basis",
    "check_format",
    "check_inputs",
    "code_of",
    "compose",
    "compose_slip",
    "find_kind",
    "finish",
    "judge",
    "key_id",
    "kinds",
    "letter_number",
    "make_seal",
    "mark_copy",
    "may_ask",
    "next_seq",
    "number_of",
    "page_digest",
    "parse_code",
    "preview",
    "purpose_of",
    "seal_in",
    "seal_qr",
    "subjects",
    "three_lines",
    "verify",
]
