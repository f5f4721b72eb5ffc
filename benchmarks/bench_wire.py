"""The wire: how much faster a drain in batches is than one message an event, and how few bytes it takes."""

from __future__ import annotations

import multiprocessing
import random
import struct
import tempfile
import time
from datetime import datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

from paho.mqtt.client import Client, MQTTv311
from paho.mqtt.enums import CallbackAPIVersion

from appliance.model.clock import WIB
from appliance.model.event import NO_HASH, write_line
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post.ack import Ack, write_ack
from appliance.post.batch import encode
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.ports import Message
from appliance.post.topics import ACK, EVENTS, STATUS, topic
from benchmarks.rows import Row
from tests.support.mosquitto import Mosquitto

_EVENTS = 10_000
_RAW = 1000
_BATCH = 100
_RUNS = 5
_SIGNER = SeedSigner(b"\x01" * 32)
_KODE = "1801042001"


def run() -> list[Row]:
    """Drain on a real broker against raw paho in the same minute; bytes of batches of 100.

    Of each the best of several runs in turn, since a busy machine only ever makes either slower.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        Mosquitto(Path(folder), persistence=False, options=["set_tcp_nodelay true"]) as broker,
    ):
        raw, drained = 0.0, 0.0
        for _ in range(_RUNS):
            raw = max(raw, _RAW / _seconds_one_by_one(broker.port))
            drained = max(drained, _EVENTS / _seconds_of_a_drain(broker.port))
    lines = _letters(10 * _BATCH)
    wire = sum(len(encode(lines[at : at + _BATCH], _SIGNER)) for at in range(0, len(lines), _BATCH))
    plain = sum(map(len, lines))
    speed = f"{drained:,.0f} events/s with building and signing, {raw:,.0f}/s one by one"
    size = f"{wire / len(lines):.0f} of {plain / len(lines):.0f} bytes an event (letters issued)"
    return [
        # Lower is better in this table: the drain is told by its time, as a part of that of one by one.
        Row(
            "drain in batches, time against raw paho QoS 1",
            raw / drained,
            1 / 20,
            "x",
            f"{drained / raw:.0f}x: {speed}",
        ),
        Row("wire in batches of 100 against plain JSON", wire / plain, 0.15, "x", size),
    ]


def _seconds_one_by_one(port: int) -> float:
    """Each event a publish of its own, the next when the broker has acknowledged it, as paho's users do."""
    lines = _letters(_RAW)
    client = Client(CallbackAPIVersion.VERSION2, "raw", protocol=MQTTv311)
    client.connect("127.0.0.1", port)
    client.loop_start()
    while not client.is_connected():
        time.sleep(0.01)
    began = time.perf_counter()
    for line in lines:
        client.publish("raw", line, qos=1).wait_for_publish(30)
    took = time.perf_counter() - began
    client.disconnect()
    client.loop_stop()
    return took


def _seconds_of_a_drain(port: int) -> float:
    """The agent as it is: batches are built and signed, go over the broker, and each is answered over the broker
    before the next. The far end is a process of its own that answers from the header, as fast as one can."""
    journal = MemoryJournal(_KODE)
    for data in _data(_EVENTS):
        journal.append("desa.letter.issued", data)
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    far_end = spawn.Process(target=_answer, args=(port, _EVENTS, ready), daemon=True)
    far_end.start()
    if not ready.wait(60):
        raise RuntimeError("the far end did not start")
    agent = Agent(journal, _link(port), village=_KODE, signer=_SIGNER, version="0")
    began = time.perf_counter()
    agent.once()
    took = time.perf_counter() - began
    far_end.join(30)
    if journal.cursor().have != _EVENTS:
        raise RuntimeError("the drain did not end")
    return took


def _answer(port: int, events: int, ready: Event) -> None:
    link = _link(port)
    link.open("far-end")
    link.subscribe(topic(_KODE, EVENTS), topic(_KODE, STATUS))
    ready.set()
    ack = Ack()
    while ack.have < events:
        message = link.wait(30)
        if message is None:
            return
        if message.topic == topic(_KODE, EVENTS):
            _, _, epoch, _, last, _, after = struct.unpack_from(">B10sIQQ32s32s", message.payload)
            ack = Ack(last, after.hex(), epoch, 1)
        link.publish(Message(topic(_KODE, ACK), write_ack(ack)))
    link.close()


def _link(port: int) -> MqttLink:
    return MqttLink(Broker("127.0.0.1", port, tls=False))


def _letters(count: int) -> list[bytes]:
    """Lines of issued letters as the desk writes them, some minutes apart."""
    dice, when, previous, lines = random.Random(7), datetime(2026, 11, 24, 8, 0, tzinfo=WIB), NO_HASH, []
    for number, data in enumerate(_data(count), 1):
        when += timedelta(milliseconds=dice.randint(60_000, 900_000))
        line, previous = write_line(
            number=number,
            village=_KODE,
            epoch=1,
            type="desa.letter.issued",
            time=when,
            data=data,
            prevhash=previous,
        )
        lines.append(line)
    return lines


def _data(count: int) -> list[dict[str, object]]:
    dice, made = random.Random(8), []
    for seq in range(1, count + 1):
        resident = dice.randint(1, 3000)
        birth = f"{dice.randint(1, 31):02d}{dice.randint(1, 12):02d}{dice.randint(40, 99):02d}"
        made.append(
            {
                "letter": seq,
                "kind": dice.choice(["SKTM", "DOMISILI", "TIDAK_BEKERJA", "PENGANTAR"]),
                "number": f"400.9.14/{seq:03d}/18.01.04.2001/XI/2026",
                "series": "umum",
                "year": 2026,
                "seq": seq,
                "resident": resident,
                "nik": f"180104{birth}{dice.randint(1, 9):04d}",
                "applicant": resident,
                "way": "direct",
                "clerk": None,
                "digest": dice.randbytes(32).hex(),
            }
        )
    return made


if __name__ == "__main__":
    for row in run():
        print(f"{row.name}: {row.value:.3f} {row.unit} (goal {row.goal:.3f}) - {row.detail}")
