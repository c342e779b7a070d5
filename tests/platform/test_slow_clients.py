"""Slow clients cost the web server of `make run` sockets, and no threads."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.bench.slow_clients import HALF_HEADER, Site
from timeline.embedded import web
from timeline.embedded.supervisor import bound


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The server as `make run` starts it, in a thread, over a page that needs no database."""

    def page(environ, start_response):
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    monkeypatch.setattr(web, "application", page)
    opened = bound("127.0.0.1", 0)
    server = web.server_on(opened)
    server.adj.cleanup_interval = 0
    serving = threading.Thread(target=server.run)
    serving.start()
    yield Site(opened.getsockname()[1])
    connections = [*server._map.values()]
    server._map.clear()
    server.pull_trigger()
    serving.join()
    server.task_dispatcher.shutdown()
    for one in connections:
        one.close()


def test_a_page_is_answered_beside_many_more_slow_clients_than_threads(site: Site) -> None:
    assert web.THREADS < 20
    with site.slow_clients(headers=20, bodies=20) as clients:
        assert [site.asked("/")[0] for _ in range(10)] == [200] * 10
        for client in clients:  # none was turned away, either
            client.setblocking(False)
            with pytest.raises(BlockingIOError):
                client.recv(1)


def test_a_request_that_does_not_arrive_is_ended_however_steadily_it_trickles(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.connected(HALF_HEADER) as client:
        client.settimeout(20)
        monkeypatch.setattr(web, "HEADER_SECONDS", -1)
        ended = False
        for _ in range(200):
            try:
                client.sendall(b"x")
            except OSError:
                ended = True
                break
            time.sleep(0.1)
        assert ended


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (f"GET / HTTP/1.1\r\nX-Long: {'x' * web.MOST_HEADER_BYTES}\r\n\r\n", b"431"),
        (f"POST / HTTP/1.1\r\nContent-Length: {web.MOST_BODY_BYTES + 1}\r\n\r\n", b"413"),
    ],
    ids=["header", "body"],
)
def test_what_is_too_long_is_refused_before_it_is_read(
    site: Site, sent: str, status: bytes
) -> None:
    with site.connected(sent) as client:
        assert client.recv(100).split()[1] == status


def test_a_taken_port_is_no_listening_one(site: Site) -> None:
    """The supervisor binds the port; only the web server listens on it."""
    opened = bound("127.0.0.1", 0)
    with opened, socket.socket() as client, pytest.raises(ConnectionRefusedError):
        client.connect(opened.getsockname())
