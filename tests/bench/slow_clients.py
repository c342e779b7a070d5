"""What do slow clients do, and is a normal one still answered? They send half a header or half a
body, and then nothing; only to a server of our own on this machine.
"""

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

HALF_HEADER: Final = "GET /treaties/ HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nX-Slow: "
HALF_BODY: Final = (
    "POST /api/v1/reckon/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4000\r\n"
    'Content-Type: application/json\r\n\r\n{"clauses": ['
)
WHOLE: Final = "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True)
class Site:
    """A server of our own: where it listens, and under which name."""

    port: int
    host: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None

    def connected(self, sent: str) -> socket.socket:
        """A connection on which `sent` has gone out."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        client = self.tls.wrap_socket(plain, server_hostname=self.host) if self.tls else plain
        client.sendall(sent.replace("{host}", self.host).encode())
        return client

    @contextmanager
    def slow_clients(self, *, headers: int, bodies: int) -> Iterator[list[socket.socket]]:
        """So many connections with half a header and so many with half a body, kept open."""
        with ExitStack() as stack:
            opened = [
                stack.enter_context(self.connected(half))
                for half, many in ((HALF_HEADER, headers), (HALF_BODY, bodies))
                for _ in range(many)
            ]
            time.sleep(0.3)  # for a server that gives a thread to each
            yield opened

    def asked(self, path: str, *, seconds: float = 10) -> tuple[int, float]:
        """Status and seconds of one normal request; status 0 where no answer came in `seconds`."""
        started = time.monotonic()
        try:
            with self.connected(WHOLE.replace("{path}", path)) as client:
                client.settimeout(seconds)
                answer = b""
                while got := client.recv(65536):
                    answer += got
        except OSError:
            return 0, time.monotonic() - started
        return int(answer.split(b" ", 2)[1]) if answer else 0, time.monotonic() - started
