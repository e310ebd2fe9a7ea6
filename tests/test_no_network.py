"""The library needs no network: the test run refuses connections that leave the machine, and here is the proof."""

import socket
import urllib.request

import pytest


def test_leaving_the_machine_is_refused():
    with pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="tried to look up"):
        urllib.request.urlopen("http://example.invalid/", timeout=1)


def test_loopback_stays_open():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()
