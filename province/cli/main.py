"""`province`: prepare, collect, look. Refusals are one line on standard error that begins with a code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.model.paths import os_path

DEFAULT_STATE = "/var/lib/anjungan-province"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or failed, 2 not understood (from argparse)."""
    options = _parser().parse_args(arguments)
    options.state = Path(
        getattr(options, "state", None) or os.environ.get("PROVINCE_STATE") or os_path(DEFAULT_STATE)
    )
    options.json = getattr(options, "json", False)
    try:
        code = _run(options)
        sys.stdout.flush()
        return code
    except ApplianceError as error:
        print(error.for_clerk(), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read has seen enough; without this Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the outermost door: told by its code, never as a traceback
        print(ApplianceError("E-PRV-99", kind=type(error).__name__).for_clerk(), file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    from province.cli import commands

    return {
        "init": commands.init,
        "collect": commands.collect,
        "events": commands.events,
        "fleet": commands.fleet,
    }[options.command](options)


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--state", metavar="DIR", default=argparse.SUPPRESS, help="state folder")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    parser = argparse.ArgumentParser(prog="province", description=__doc__, parents=[shared])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    commands.add_parser("init", parents=[shared], help="siapkan folder (prepare a new state folder)")
    collect = commands.add_parser(
        "collect", parents=[shared], help="terima peristiwa (take events from the broker)"
    )
    collect.add_argument("--broker", metavar="HOST:PORT", default="localhost", help="default: localhost")
    collect.add_argument("--no-tls", action="store_true", help="without TLS, for a broker on this machine")
    collect.add_argument("--ca-file", metavar="FILE", help="certificates that the broker's own is checked against")
    collect.add_argument("--username", default="", metavar="NAME", help="user name at the broker")
    collect.add_argument("--password-file", metavar="FILE", help="file that holds the password")
    collect.add_argument("--once", action="store_true", help="end when nothing has come for some seconds")
    events = commands.add_parser("events", parents=[shared], help="peristiwa satu desa (the events of one village)")
    events.add_argument("--village", required=True, metavar="KODE", help="18.01.04.2001 or 1801042001")
    events.add_argument("--since", default="0", metavar="N", help="only events with a greater number")
    commands.add_parser("fleet", parents=[shared], help="semua desa (every village and how far it is held)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
