"""Entry point of `appliance`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

from appliance import __version__
from appliance.cli import (
    agent,
    card,
    clerk,
    clock,
    doctor,
    family,
    journal,
    key,
    kiosk,
    letter,
    residents,
    sample,
    settings,
    setup,
    store,
    streams,
)
from appliance.cli.common import DEFAULT_STATE, Context, Parser, shared_options
from appliance.model.errors import ApplianceError
from appliance.model.paths import os_path

GROUPS = (
    setup,
    settings,
    sample,
    residents,
    family,
    card,
    clerk,
    letter,
    key,
    journal,
    store,
    agent,
    clock,
    kiosk,
    doctor,
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = Parser(prog="appliance", description="Anjungan Desa: terminal balai desa (the village terminal).")
    top.add_argument("--version", action="version", version=f"anjungan-desa {__version__}")
    shared_options(top)
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for group in GROUPS:
        group.register(commands)
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command; the exit code. 0 done, 1 refused or failed (one line with a code), 2 not understood."""
    streams.set_up()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)
    options = parser().parse_args(words)
    state = getattr(options, "state", None) or os.environ.get("APPLIANCE_STATE") or str(os_path(DEFAULT_STATE))
    context = Context(state, as_json=getattr(options, "json", False))
    try:
        code: int = options.run(context, options)
    except ApplianceError as error:
        return context.refuse(error)
    except BrokenPipeError:
        return 1  # a pager that was closed: nobody is left to be told
    except KeyboardInterrupt:
        return context.refuse(ApplianceError("E-CMD-11"))
    except Exception as error:  # noqa: BLE001 - the last door: a sentence with a code, never a traceback
        return context.surprise(error)
    finally:
        context.close()
    return code


def _interrupt(_number: int, _frame: object) -> None:
    """A stop asked of the process ends a command as Ctrl-C does: with a word, and with whole transactions."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
