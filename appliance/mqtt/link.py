"""The terminal's one door to paho."""

from __future__ import annotations

from typing import cast

from appliance.post.broker import Broker
from appliance.post.connection import Client, Connection


class MqttLink(Connection):
    """The agent's connection; fulfils `appliance.post.ports.Link`. paho is imported when a connection is made."""

    def __init__(self, broker: Broker) -> None:
        super().__init__(broker, _paho_client)


def _paho_client(client_id: str) -> Client:
    from paho.mqtt.client import Client as PahoClient
    from paho.mqtt.client import MQTTv311
    from paho.mqtt.enums import CallbackAPIVersion

    client = PahoClient(
        CallbackAPIVersion.VERSION2, client_id, clean_session=True, protocol=MQTTv311, reconnect_on_failure=False
    )
    return cast(Client, client)
