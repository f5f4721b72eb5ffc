"""What a fuzz target is: a door of the product to which anything may come, and what has to hold behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from hypothesis import strategies as st

from appliance.model.errors import ApplianceError, Finding


class Broken(Exception):
    """What the target promises does not hold; the text says what."""


@dataclass(frozen=True)
class Target:
    """`run` gives one input to the door: whether it was accepted. It raises `Broken`, or whatever the product lets
    out that it does not promise. `promise` says in words what `run` looks at.

    `samples` are valid inputs to be spoilt, and such as once broke a promise; `words` are pieces worth putting in,
    `made` makes inputs from nothing. `share` is the part of a run's inputs that this target gets, beside the shares
    of the others. `surroundings` is entered around all runs.
    """

    name: str
    promise: str
    run: Callable[[bytes], bool]
    samples: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()
    made: st.SearchStrategy[bytes] | None = None
    share: float = 1.0
    surroundings: Callable[[], AbstractContextManager[object]] = nullcontext


def hold(kept: bool, promise: str) -> None:
    """`promise` has to hold."""
    if not kept:
        raise Broken(promise)


_PERSON = re.compile(r"[0-9]{12}")


def modest(told: ApplianceError | Finding, *codes: str) -> None:
    """What is told of a refusal is one line that names nobody and commands no screen; its code is one of `codes`,
    or begins with one of them."""
    hold(not codes or told.code.startswith(codes), f"refused by {told.code}")
    words = [told.sentence()] if isinstance(told, Finding) else [told.for_clerk(), told.for_resident()]
    for sentence in words:
        hold(sentence.isprintable(), "a sentence has signs that a screen obeys")
        hold(not _PERSON.search(sentence), "a sentence names a person")
        hold(len(sentence) < 600, "a sentence is as long as a page")


def text(data: bytes) -> str:
    """Bytes as the command line would hand them over."""
    return data.decode("utf-8", "surrogateescape")


def raw(words: str) -> bytes:
    """The other way."""
    return words.encode("utf-8", "surrogatepass")


any_text = st.one_of(st.text(max_size=80).map(raw), st.binary(max_size=80))
"""Text of any signs, and bytes that are none."""
