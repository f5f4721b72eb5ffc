"""`docs/wire.md` holds: every block on the page is recomputed, every format there is the one in use."""

import base64
import json
import re
from pathlib import Path

import pytest

from appliance.model.event import read_line
from appliance.model.journal import RESTORED
from appliance.post import body
from appliance.post.ack import Ack, read_ack, write_ack
from appliance.post.batch import LIMIT, decode, encode
from appliance.post.memory import SeedSigner
from appliance.post.status import Status, read_status, write_status
from appliance.post.topics import ACK, EVENTS, STATUS, topic

PAGE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```(\S+)\n(.*?)\n```$", PAGE, re.M | re.S))
SIGNER = SeedSigner(bytes(range(32)))


@pytest.fixture
def lines():
    return [line.encode("ascii") for line in BLOCKS["event"].splitlines()]


def test_the_key():
    assert BLOCKS["public-key"] == SIGNER.public.hex()


def test_the_events_are_a_chain(lines):
    first, second = (read_line(line) for line in lines)
    assert (first.number, first.prevhash) == (1, "0" * 64)
    assert (second.number, second.prevhash) == (2, first.hash)


@pytest.mark.parametrize(("block", "version"), [("batch-1", body.EXACT), ("batch-2", body.LEAN)])
def test_the_batches_hold_the_events(lines, block, version):
    packed = base64.b64decode(BLOCKS[block])
    batch = decode(packed)
    assert packed[0] == version
    assert [event.line for event in batch.events] == lines
    assert (batch.village, batch.epoch, batch.first, batch.last) == ("1801042001", 1, 1, 2)
    assert batch.key == SIGNER.public


@pytest.mark.parametrize(("block", "lean_from"), [("batch-1", 50), ("batch-2", 1)])
def test_what_is_written_today_is_what_stands_there(lines, block, lean_from, monkeypatch):
    """All but the packed body, which depends on the zlib at hand."""
    monkeypatch.setattr(body, "LEAN_FROM", lean_from)
    written, standing = encode(lines, SIGNER), base64.b64decode(BLOCKS[block])
    assert written[:131] == standing[:131]
    assert decode(written) == decode(standing)


def test_the_header(lines):
    header = bytes.fromhex("".join(BLOCKS["batch-header"].split()))
    assert len(header) == 131 and encode(lines, SIGNER)[:131] == header
    assert header[1:11] == b"1801042001" and header[95:127] == SIGNER.public
    assert header[63:95].hex() == read_line(lines[-1]).hash


def test_acknowledgement_and_status(lines):
    ack = Ack(2, read_line(lines[-1]).hash, 1, 4503599627370497)
    assert write_ack(ack).decode() == BLOCKS["ack"] and read_ack(BLOCKS["ack"].encode()) == ack
    status = Status(True, 2, 0, 1, 0, "0.1.0")
    assert write_status(status).decode() == BLOCKS["status"] and read_status(BLOCKS["status"].encode()) == status


def test_every_member_is_described():
    for block in ("event", "ack", "status"):
        for member in json.loads(BLOCKS[block].splitlines()[0]):
            assert f"`{member}`" in PAGE
    for member in ("gap", "fork", "refused", "series"):
        assert f"| `{member}` |" in PAGE


def test_the_numbers_on_the_page_are_those_in_use():
    assert f"({LIMIT:,} bytes)" in PAGE
    assert f"from {body.LEAN_FROM} events on" in PAGE
    assert body.UNPACKED_LIMIT == 1024 * 1024 and "at most 1 MiB" in PAGE
    assert f"`{RESTORED}`" in PAGE
    for what in (EVENTS, ACK, STATUS):
        assert f"`{topic('{kode}', what)}`" in PAGE
