"""Signals that a keyboard can raise must not end or stop the screen (threat S11)."""

from __future__ import annotations

import signal

KEYBOARD = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)


def deafen() -> None:
    """Ignore what Ctrl-C, Ctrl-\\ and Ctrl-Z raise; called once the terminal is ours, since Textual listens to
    the last of them itself. The unit's stop (SIGTERM) and a terminal that went away (SIGHUP) still end us."""
    for number in KEYBOARD:
        signal.signal(number, signal.SIG_IGN)
