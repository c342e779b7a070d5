"""Which port can a server of a test take that is told its port before it listens?

Not one that the kernel has just given away: until the server listens, the kernel may give the same
to another process, or to a browser's connection. These lie below those the kernel gives, and two
processes begin to look at different ones.
"""

import itertools
import os
import socket

LOWEST, MANY = 20_000, 12_000
APART = 16

_turn = itertools.count(os.getpid() * APART)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, another one at each call."""
    for turn in itertools.islice(_turn, MANY):
        port = LOWEST + turn % MANY
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"no port from {LOWEST} on is free")
