"""`province`: prepare, collect, look, settle. Refusals are one line on standard error that begins with a code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from appliance.model.errors import ApplianceError
from appliance.model.paths import os_path
from province.cli import streams
from province.cli.common import Parser

DEFAULT_STATE = "/var/lib/anjungan-province"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or failed, 2 not understood (from argparse)."""
    streams.set_up()
    try:
        code = _run(_options(arguments))
        sys.stdout.flush()
        return code
    except ApplianceError as error:
        return _refuse(error)
    except BrokenPipeError:  # whoever read has seen enough
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the outermost door: told by its code, never as a traceback
        if isinstance(error, OSError) and error.filename is None:  # of no path, so of what is printed to
            return _refuse(ApplianceError("E-CMD-09", reason=error.strerror or type(error).__name__))
        return _refuse(ApplianceError("E-PRV-99", kind=type(error).__name__))
    finally:
        streams.let_go()


def _refuse(error: ApplianceError) -> int:
    print(error.for_clerk(), file=sys.stderr)
    return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    options = _parser().parse_args(arguments)
    options.state = Path(
        getattr(options, "state", None) or os.environ.get("PROVINCE_STATE") or os_path(DEFAULT_STATE)
    )
    options.json = getattr(options, "json", False)
    return options


def _run(options: argparse.Namespace) -> int:
    from province.cli import care, commands, letters

    return {
        "init": commands.init,
        "collect": commands.collect,
        "events": commands.events,
        "fleet": commands.fleet,
        "quarantine": letters.quarantine,
        "replay": letters.replay_register,
        "twice": letters.twice,
        "settle": care.settle,
        "check": care.check,
        "backup": care.backup,
        "restore": care.restore,
    }[options.command](options)


def _parser() -> Parser:
    shared = Parser(add_help=False)
    shared.add_argument("--state", metavar="DIR", default=argparse.SUPPRESS, help="state folder")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    parser = Parser(prog="province", description=__doc__, parents=[shared])
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
    _care(commands, shared)
    return parser


def _care(commands: argparse._SubParsersAction[Parser], shared: Parser) -> None:
    """What is needed when something went wrong."""
    kode = "18.01.04.2001 or 1801042001"
    commands.add_parser(
        "quarantine", parents=[shared], help="peristiwa yang tidak terbaca (events the register could not read)"
    )
    replay = commands.add_parser(
        "replay", parents=[shared], help="buat ulang daftar surat (make the register anew from the events)"
    )
    replay.add_argument("--village", metavar="KODE", help=f"one village alone: {kode}")
    twice = commands.add_parser(
        "twice", parents=[shared], help="nomor surat yang dipakai dua kali (letters that share a number)"
    )
    twice.add_argument("--village", metavar="KODE", help=f"one village alone: {kode}")
    settle = commands.add_parser(
        "settle", parents=[shared], help="putuskan mesin atau kunci yang benar (decide which terminal is right)"
    )
    settle.add_argument("--village", required=True, metavar="KODE", help=kode)
    choice = settle.add_mutually_exclusive_group()
    choice.add_argument(
        "--from", dest="since", metavar="N", help="the other terminal is right from event N on; default: the fork"
    )
    choice.add_argument("--keep", action="store_true", help="what is held is right; the other terminal is off")
    choice.add_argument("--key", metavar="HEX", help="the village's new public key, as `appliance key show` has it")
    commands.add_parser("check", parents=[shared], help="periksa seluruh data (check the whole store)")
    backup = commands.add_parser("backup", parents=[shared], help="tulis cadangan (write a checked copy)")
    backup.add_argument("file", metavar="FILE")
    restore = commands.add_parser("restore", parents=[shared], help="pulihkan cadangan (put a copy back)")
    restore.add_argument("file", metavar="FILE")


if __name__ == "__main__":
    sys.exit(main())
