"""How does `make run` serve pages so that slow clients do not stop it?

Waitress reads a request whole, header and body, before a thread takes it (docs/adr/0017): a client
that sends half a request holds a socket and no thread. The supervisor opens the port and starts
this module twice on it: `python -m timeline.embedded.web FILENO`.
"""

import logging
import signal
import socket
import sys
import time
from types import FrameType
from typing import Any, Final

from django.conf import settings
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

from timeline.wsgi import application

THREADS: Final = 4
MOST_CONNECTIONS: Final = 400
"""Of one process; each takes up to two files, and many machines allow a process 1,024."""
MOST_HEADER_BYTES: Final = 32_768
"""The address of the clause tester holds the whole question, up to 6,000 characters."""
MOST_BODY_BYTES: Final = 16 * 1024 * 1024
"""The drawings of a PDF are the largest that anybody sends, 15 MB."""
HEADER_SECONDS: Final = 20
BODY_SECONDS: Final = 120
"""So long may a header, and a whole request, take to arrive, however steadily it trickles in."""
QUIET_SECONDS: Final = 60
"""So long may nothing go either way on a connection."""


class Channel(HTTPChannel):
    """One connection, that knows when what it is receiving began."""

    began = 0.0

    def received(self, data: bytes) -> Any:
        """waitress's hook: bytes have come."""
        before = self.request
        answer = super().received(data)
        if self.request is not before:
            self.began = time.time()
        return answer

    def overdue(self, now: float) -> bool:
        """Is a request under way that should have arrived by now?"""
        if self.request is None:
            return False
        allowed = BODY_SECONDS if self.request.headers_finished else HEADER_SECONDS
        return bool(now - self.began > allowed)


class Server(TcpWSGIServer):
    """Closes connections on which a request takes too long to arrive, besides quiet ones."""

    channel_class = Channel

    def maintenance(self, now: float) -> None:
        """waitress's hook, once in `cleanup_interval`."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.overdue(now):
                channel.will_close = True


def server_on(listening: socket.socket) -> Server:
    """A server for the site on an open port."""
    return Server(
        application,
        _sock=listening,
        bind_socket=False,
        sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        adj=Adjustments(
            sockets=[listening],
            threads=THREADS,
            connection_limit=MOST_CONNECTIONS,
            max_request_header_size=MOST_HEADER_BYTES,
            max_request_body_size=MOST_BODY_BYTES,
            channel_timeout=QUIET_SECONDS,
            cleanup_interval=5,
            asyncore_use_poll=True,
            # Without a proxy of ours nobody's word about the client counts.
            clear_untrusted_proxy_headers=not (settings.BEHIND_PROXY or settings.TRUSTED_PROXIES),
            log_socket_errors=False,
            ident="",
        ),
    )


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit


def main(fileno: int) -> None:
    """Serve until SIGTERM; what is being answered then is answered."""
    signal.signal(signal.SIGTERM, _stop)
    logging.getLogger("waitress.queue").setLevel(
        logging.ERROR
    )  # a line for each request that waits
    server_on(socket.socket(fileno=fileno)).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
