"""Where a fault lies, without any word of what was on the screen."""

from __future__ import annotations

import traceback
from pathlib import Path


def where(error: BaseException) -> str:
    """Type of the exception and the innermost line of ours, as ``KeyError appliance/tui/page.py:12``; never its
    message, which may hold a name or a NIK."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "appliance" in Path(frame.filename).parts] or frames
    if not ours:
        return type(error).__name__
    parts = Path(ours[-1].filename).parts
    begin = parts.index("appliance") if "appliance" in parts else -1
    return f"{type(error).__name__} {'/'.join(parts[begin:])}:{ours[-1].lineno}"
