"""Reaching a printer over TCP: what can go wrong before and after the talk."""

from __future__ import annotations

import socket
import threading

import pytest

from appliance.model.errors import ApplianceError
from appliance.model.printing import Outcome
from appliance.printer.factory import open_printer
from appliance.printer.machine import Machine
from appliance.printer.profile import load_profile
from tests.printer.pages import letter
from tests.support.ports import free_port
from tests.support.printer_server import PrinterServer


@pytest.mark.parametrize("host", ["127.0.0.1", "x" * 70 + ".example", "\ud800"])
def test_a_printer_that_is_not_there(host: str) -> None:
    printer = open_printer(driver="network", host=host, port=free_port())
    with pytest.raises(ApplianceError) as caught, printer.connect():
        pass
    assert caught.value.code == "E-PRN-01"


def test_each_job_has_a_connection_of_its_own() -> None:
    with PrinterServer(Machine(load_profile("generic", 80))) as server:
        printer = open_printer(driver="network", host=server.host, port=server.port)
        for _ in range(2):
            with printer.connect() as line:
                assert line.send(letter(), lambda done, parts: None) == Outcome("printed")
        assert server.connections == 2
        assert len(server.machine.papers) == 2


def test_the_link_is_closed_only_when_the_printer_has_been_heard_out() -> None:
    """Closing with answers unread resets a link, and a printer may then drop what it has not printed."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ends: list[bytes | str] = []

        def serve() -> None:
            link, _ = server.accept()
            with link:
                link.settimeout(20)
                try:
                    while link.recv(4096):
                        pass
                    link.sendall(b"\x12\x12")  # late answers, after the client's last word
                    ends.append("end")
                except OSError as error:
                    ends.append(str(error))

        thread = threading.Thread(target=serve)
        thread.start()
        printer = open_printer(driver="network", host="127.0.0.1", port=server.getsockname()[1])
        with printer.connect() as line:
            assert line.send(letter(), lambda done, parts: None) == Outcome("unsure", "E-PRN-06")
        thread.join(20)
        assert ends == ["end"]
