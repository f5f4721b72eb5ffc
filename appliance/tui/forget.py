"""Rich and Textual remember pieces of text they measured or cut. After a visit nothing of it may stay (rule 12)."""

from __future__ import annotations

import functools
import gc

_OWNERS = ("rich", "textual")


def forget_texts() -> None:
    """Empty every function cache of Rich and Textual. They refill in moments; those of Python stay."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper):
            owner = getattr(thing, "__module__", None)
            if isinstance(owner, str) and owner.split(".")[0] in _OWNERS:
                thing.cache_clear()
