"""The province's one door to paho. A message is acknowledged only when what it brought is on the disk."""

from __future__ import annotations

from typing import cast

from appliance.post.broker import Broker
from appliance.post.connection import Client, Connection

_INBOX = 5000
"""Messages that may wait here; a broker hands out far fewer before it wants some acknowledged."""


class MqttIntake(Connection):
    """The collector's connection: `gather` messages, `publish` answers, tell the broker that they are `done`."""

    def __init__(self, broker: Broker) -> None:
        super().__init__(broker, _paho_client, inbox=_INBOX)


def _paho_client(client_id: str) -> Client:
    from paho.mqtt.client import Client as PahoClient
    from paho.mqtt.client import MQTTv311
    from paho.mqtt.enums import CallbackAPIVersion

    client = PahoClient(
        CallbackAPIVersion.VERSION2,
        client_id,
        clean_session=True,
        protocol=MQTTv311,
        reconnect_on_failure=False,
        manual_ack=True,
    )
    return cast(Client, client)
