"""The agent as a process: until it is stopped, or once."""

from __future__ import annotations

import logging
import signal
import sys
import threading

from appliance import __version__
from appliance.cli.broker import broker_of
from appliance.cli.common import Context
from appliance.desk.hold_letters import LetterHold
from appliance.model.no_core import no_core_files
from appliance.model.redact import RedactingFormatter
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.wiring import Terminal


def run_agent(context: Context, *, once: bool) -> int:
    """Exit 0 when nothing waits any more; E-NET-.. otherwise. Without `once` it ends at SIGTERM or SIGINT."""
    terminal = context.terminal()
    agent = build_agent(terminal)
    if once:
        agent.once()
        return context.answer({"waiting": 0}, context.say("Semua peristiwa sudah diterima provinsi."))
    no_core_files()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    agent.run(stop)
    return 0


def build_agent(terminal: Terminal) -> Agent:
    """The agent of a terminal, by its settings. Raises E-NET-12 when no broker is set."""
    office = terminal.office
    return Agent(
        terminal.books.journal,
        MqttLink(broker_of(terminal)),
        village=office.village.digits,
        signer=office.keys.signer,
        version=__version__,
        numbers=LetterHold(office),
        longest_wait=float(office.number("broker.longest_wait")),
    )
