"""Rich and Textual remember pieces of text they measured or cut. After a visit nothing of it may stay (rule 12)."""

from __future__ import annotations

import functools
import gc
import sys
from typing import Any

_OWNERS = ("rich", "textual")


class Sweeper:
    """Empties what remembers texts, and collects what only hangs in circles. `freeze`: what stands after
    the first sweep that may (modules, classes) is never looked through again, so that no touch waits for that."""

    def __init__(self, *, freeze: bool = False) -> None:
        self._freeze = freeze
        self._caches: dict[int, Any] = {}
        self._modules = 0

    def sweep(self, *, may_freeze: bool) -> None:
        """After the last page of a visit has gone. `may_freeze`: all that pages want has been loaded, and nobody is
        signed in whose data would stay as well."""
        self._find_caches()
        for cache in self._caches.values():
            cache.cache_clear()
        gc.collect()
        if self._freeze and may_freeze:
            gc.freeze()
            self._freeze = False

    def _find_caches(self) -> None:
        """Every function cache of Rich and Textual. They refill in moments; those of Python stay."""
        if self._modules == len(sys.modules):
            return
        self._modules = len(sys.modules)
        for thing in gc.get_objects():
            if isinstance(thing, functools._lru_cache_wrapper):
                owner = getattr(thing, "__module__", None)
                if isinstance(owner, str) and owner.split(".")[0] in _OWNERS:
                    self._caches[id(thing)] = thing
