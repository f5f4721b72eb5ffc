"""S8, S16: what a village may do at the broker hangs on the name in its certificate, not on what it says."""

import re
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.model.errors import ApplianceError
from appliance.mqtt.agent import Agent
from appliance.mqtt.link import MqttLink
from appliance.post import connection
from appliance.post.ack import Ack, write_ack
from appliance.post.batch import encode
from appliance.post.broker import Broker
from appliance.post.memory import MemoryJournal, SeedSigner
from appliance.post.ports import Message
from tests.mqtt.authority import make_authority
from tests.mqtt.conftest import SIGNER
from tests.province.collecting import fleet_at, lines_at, province
from tests.support.mosquitto import Mosquitto
from tests.support.ports import free_port

HONEST, OTHER = "1801042001", "1801042002"
OTHER_SIGNER = SeedSigner(b"\x02" * 32)


@pytest.fixture
def authority(tmp_path):
    return make_authority(tmp_path / "authority")


@pytest.fixture
def guarded(tmp_path, authority):
    """A broker under the rules of docs/wire.md that knows villages by their certificates; its TLS port. The
    collector comes by the plain one, on the broker's own machine."""
    page = (Path(__file__).parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
    rules = tmp_path / "rules.acl"
    rules.write_text(re.search(r"^```mosquitto.acl\n(.*?)^```$", page, re.M | re.S)[1])
    rules.chmod(0o600)
    port = free_port()
    options = [f"acl_file {rules}", f"listener {port} 127.0.0.1", *authority.options()]
    options += ["require_certificate true", "use_identity_as_username true"]
    with Mosquitto(tmp_path, persistence=False, options=options) as broker:
        yield broker.port, port


@pytest.fixture
def link_with(monkeypatch, authority, guarded):
    """A connection with a certificate: `link_with(files)`, or with none."""

    def link(files=None, **more):
        context = ssl.create_default_context(cafile=authority.root)
        if files:
            context.load_cert_chain(*files)
        monkeypatch.setattr(connection, "tls_context", lambda broker: context)
        return MqttLink(Broker("127.0.0.1", guarded[1], **more))

    return link


def test_s8_a_village_reaches_nothing_of_another_with_its_own_certificate(tmp_path, authority, guarded, link_with):
    """Neither by claiming the other's name, nor by a batch that is signed well, nor by forged answers."""
    state = tmp_path / "province"
    assert province(state, "init").returncode == 0
    words = ["collect", "--state", str(state), "--broker", f"127.0.0.1:{guarded[0]}", "--no-tls", "--once"]
    command = [sys.executable, "-m", "province.cli.main", *words, "--username", "provinsi"]
    collecting = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert "Siap" in collecting.stderr.readline()
    thief = link_with(authority.guest(OTHER), username=HONEST)
    thief.open("thief")
    thief.subscribe("$share/g/desa/1/+/events", f"desa/1/{HONEST}/ack", "desa/1/+/status", "#")
    forged = MemoryJournal(HONEST)
    forged.fill(9, "Palsu")
    thief.publish(Message(f"desa/1/{HONEST}/events", encode(forged.lines(0, 9), OTHER_SIGNER)))
    thief.publish(Message(f"desa/1/{HONEST}/ack", write_ack(Ack(30, forged.hash_of(9)[0], 1)), retained=True))
    thief.publish(Message(f"desa/1/{HONEST}/status", b'{"online":true}', retained=True))
    assert thief.wait(0.3) is None
    journal = MemoryJournal(HONEST)
    journal.fill(30)
    honest = link_with(authority.guest(HONEST))
    Agent(journal, honest, village=HONEST, signer=SIGNER, version="0").once()
    told = collecting.communicate(timeout=60)[1]
    assert collecting.returncode == 0, told
    assert lines_at(state) == journal.lines(0, 99)
    assert [row["village"] for row in fleet_at(state)] == ["18.01.04.2001"]
    assert "DITOLAK" not in told
    assert thief.wait(0.3) is None
    thief.close()


def test_s8_a_certificate_of_another_authority_or_none_is_not_let_in(tmp_path, link_with):
    stranger = make_authority(tmp_path / "stranger")
    for files in (stranger.guest(HONEST), None):
        link = link_with(files)
        with pytest.raises(ApplianceError, match=r"E-NET-(03|10)"):
            link.open("stranger")
