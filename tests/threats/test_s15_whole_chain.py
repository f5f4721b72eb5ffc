"""S15: kiosk, agent, broker and collector as processes, with a crash and a broker that dies; then every byte they
left outside the two stores is searched."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from tests.support.command_line import program, spawn
from tests.support.hall import CLERK, PIN, UID, make_hall
from tests.support.mosquitto import Mosquitto, available
from tests.support.secrets import everything_in, people, spellings
from tests.tui.pty_terminal import Terminal, terminal

LOOK, LEAVE = (43, 5), (5, 13)
RESIDENT_PIN = "604718"


def retained(port: int) -> dict[str, bytes]:
    """What the broker keeps for whoever comes, as any client gets it."""
    found: dict[str, bytes] = {}
    there = threading.Event()

    def take(_client: Client, _data: object, message: MQTTMessage) -> None:
        found[message.topic] = message.payload
        there.set()

    client = Client(CallbackAPIVersion.VERSION2)
    client.on_message = take
    client.connect("127.0.0.1", port)
    client.subscribe("#")
    client.loop_start()
    assert there.wait(30)
    time.sleep(0.5)
    client.loop_stop()
    client.disconnect()
    return found


def dumps_no_core(pid: int) -> bool:
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    return next(line for line in limits.splitlines() if line.startswith("Max core")).split()[4] == "0"


def a_visit(kiosk: Terminal, name: str, nik: str) -> str:
    """The person looks at the own data and leaves; what the terminal was told from then on."""
    kiosk.until("Mau surat apa?")
    assert name in kiosk.text
    kiosk.read(0.6)
    kiosk.tap(*LOOK)
    kiosk.until(" ".join(nik[n : n + 4] for n in range(0, 16, 4)))
    assert dumps_no_core(kiosk.child.pid)
    kiosk.forget()
    kiosk.tap(*LEAVE)
    kiosk.until("Tanpa KTP")
    return kiosk.written


def test_every_byte_that_the_chain_leaves(state: Path, tmp_path: Path) -> None:
    if not available():
        pytest.skip("mosquitto is not installed")
    left: dict[str, bytes] = {}
    broker = Mosquitto(tmp_path)
    hall = make_hall(state)
    person = hall.parent()
    hall.has_card(person, UID, RESIDENT_PIN)
    for key, value in (("host", "127.0.0.1"), ("port", str(broker.port)), ("tls", "false"), ("longest_wait", "1")):
        hall.set(f"broker.{key}", value)
    hall.set("printer.driver", "network")  # and nobody is there
    hall.set("printer.host", "127.0.0.1")
    hall.books.database.close()
    province = [sys.executable, "-m", "province.cli.main"]
    store = ["--state", str(tmp_path / "province")]
    subprocess.run([*province, "init", *store], check=True, capture_output=True)
    listen = [*province, "collect", *store, "--broker", f"127.0.0.1:{broker.port}", "--no-tls"]
    with broker, ExitStack() as ends:
        collector = subprocess.Popen(listen, stderr=subprocess.PIPE)
        ends.callback(collector.kill)
        agent = spawn(state, "agent")
        ends.callback(agent.kill)
        with terminal("tests.tui.kiosk_process", str(state), UID.hex()) as kiosk:
            left["screen after the visit"] = a_visit(kiosk, person.name, person.nik or "").encode()
        assert dumps_no_core(agent.pid)
        wish = ("--kind", "DOMISILI", "--input", "keperluan=uji")
        for words in (
            ("letter", "issue", "--nik", person.nik or "", *wish),
            ("letter", "issue", "--nik", "9" + (person.nik or "")[1:], *wish),
            ("clerk", "add", "--name", CLERK, "--pin", PIN),
            ("card", "link", "--uid", UID.hex(), "--nik", "1" * 16, "--pin", RESIDENT_PIN),
            ("agent", "--once"),
        ):
            left[f"standard error of {words[:2]}"] = program(state, *words).err.encode()
        broker.kill()
        time.sleep(1.0)
        broker.start()
        with terminal("tests.tui.kiosk_process", str(state), UID.hex(), "broken") as kiosk:
            assert kiosk.end() == 1
            shown, gone = kiosk.written.split("\x1b[?1049l")
            left["console after the crash"] = gone.encode()
        assert "Mesin sedang diperiksa." in gone and "E-CMD-99" in gone and "Traceback" not in shown + gone
        left |= {f"retained {topic}": payload for topic, payload in retained(broker.port).items()}
        for process, name in ((agent, "agent"), (collector, "collector")):
            process.terminate()
            left[f"log of the {name}"] = process.communicate(timeout=30)[1]
    left["log of the broker"] = broker.log.read_bytes()
    for name, content in everything_in(state).items():
        if not name.startswith(("store.sqlite", "keys/")):
            left[name] = content
    assert re.fullmatch(rb"error appliance\.kiosk: RuntimeError appliance/tui/cards\.py:\d+\n", left["kiosk.log"])
    assert [name for name in left if name.startswith("retained")], "the broker kept something"
    assert all(left[f"log of the {name}"] for name in ("agent", "collector", "broker"))
    secrets = [text.encode() for text in (*people(state), PIN, RESIDENT_PIN)] + spellings(UID)
    for where, content in left.items():
        found = [secret for secret in secrets if secret in content]
        assert not found, f"{len(found)} secrets stand in: {where}"
