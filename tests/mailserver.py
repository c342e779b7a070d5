"""A real SMTP server on loopback that can be told to misbehave, and keeps what it accepted."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

DROP = "drop"
HANG = "hang"


class Server:
    """`script` holds what to answer to the next messages (DROP accepts and cuts the line; HANG
    does not answer); when it is used up every message is accepted. `refused` addresses get a 5xx,
    and for those in `cut` the line is cut before the message is taken. `says` is what everybody is
    told, by command: `{"RCPT": "550 5.7.1 relaying denied"}`. `tries` are the recipients asked for.
    """

    def __init__(self) -> None:
        self.script: list[str] = []
        self.accepted: list[bytes] = []
        self.seen: list[bytes] = []
        self.refused: set[str] = set()
        self.cut: set[str] = set()
        self.says: dict[str, str] = {}
        self.tries: list[str] = []
        self.greeted = 0
        self.port = 0

    async def handle_EHLO(  # the names are aiosmtpd's
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greeted += 1
        session.host_name = hostname
        return [self.says["EHLO"]] if "EHLO" in self.says else responses

    async def handle_HELO(self, server: Any, session: Any, envelope: Any, hostname: str) -> str:
        session.host_name = hostname
        return self.says.get("EHLO", "250 OK")

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.says:
            return self.says["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.tries.append(address)
        if "RCPT" in self.says:
            return self.says["RCPT"]
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        content = bytes(envelope.original_content)
        self.seen.append(content)
        if self.cut & set(envelope.rcpt_tos):
            server.transport.abort()
            return "451 cut"
        if "DATA" in self.says:
            return self.says["DATA"]
        answer = self.script.pop(0) if self.script else "250 OK"
        if answer == HANG:
            await asyncio.sleep(60)
            return "451 too late"
        if answer == DROP:
            self.accepted.append(content)
            server.transport.abort()
            return "250 OK"
        if answer.startswith("250"):
            self.accepted.append(content)
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        """What was accepted, parsed."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.accepted]


class _Listener(Controller):
    """Listens on a port the kernel chose, held from the beginning: nobody else can take it in
    between.
    """

    def __init__(self, handler: Server) -> None:
        self.held = socket.create_server(("127.0.0.1", 0))
        super().__init__(handler, hostname="127.0.0.1", port=self.held.getsockname()[1])

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.held)


@contextmanager
def mail_server() -> Iterator[Server]:
    """A server on a free port of 127.0.0.1 for as long as the block lasts."""
    server = Server()
    controller = _Listener(server)
    controller.start()
    try:
        server.port = controller.port
        yield server
    finally:
        controller.stop(no_assert=True)
