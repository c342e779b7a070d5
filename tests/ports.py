"""Which port can a test server use if it needs the number before it listens?

Not an ephemeral port from the kernel: until the server listens, the kernel may assign it to another
process or connection. These ports are below the ephemeral range, and two processes start their
search at different numbers.
"""

import itertools
import os
import socket

LOWEST, MANY = 20_000, 12_000
APART = 16

_turn = itertools.count(os.getpid() * APART)


def free_port() -> int:
    """A free port of 127.0.0.1, another one at each call."""
    for turn in itertools.islice(_turn, MANY):
        port = LOWEST + turn % MANY
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError(f"no port from {LOWEST} on is free")
