"""Refusals as tests read them: by their code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from appliance.model.errors import ApplianceError


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block has to raise `ApplianceError` with this code."""
    with pytest.raises(ApplianceError) as caught:
        yield
    assert caught.value.code == code, f"{caught.value.code}, not {code}"
