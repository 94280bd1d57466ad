"""A real mail server on 127.0.0.1 that keeps what it takes, and fails as it is told to."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from functools import partial
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailBox:
    """What the server took. `refuse` names the answers to come, by the command they answer.

    With `hangs` it takes a message and says nothing until it ends; with `drops` it hangs up.
    """

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    refuse: dict[str, deque[str]] = field(default_factory=dict)
    hangs: bool = False
    drops: bool = False
    encrypted: list[bool] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    def answers(self, command: str, *answers: str) -> None:
        """Answer a command so, once each."""
        self.refuse[command] = deque(answers)

    def _next(self, command: str, usual: str) -> str:
        waiting = self.refuse.get(command)
        return waiting.popleft() if waiting else usual

    async def handle_MAIL(  # noqa: N802 - aiosmtpd looks for hooks by these names
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        answer = self._next("MAIL", "250 OK")
        envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802 - as above
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        answer = self._next("RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self._next("DATA", "250 Taken")
        if not answer.startswith("250"):
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, _class=EmailMessage, policy=SMTP_POLICY)
        self.taken.append(message)
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        if self.hangs:
            await self.ending.wait()
        if self.drops:
            transport = server.transport
            assert isinstance(transport, asyncio.Transport)
            transport.abort()
        return answer


@asynccontextmanager
async def running_mail_server(
    tls: ssl.SSLContext | None = None, password: str = ""
) -> AsyncIterator[MailBox]:
    """Run one on a free port; with `tls` it insists on STARTTLS, and with a password on that."""
    box = MailBox()

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> Any:
        right = isinstance(data, LoginPassword) and data.password == password.encode()
        if right:
            box.signed_in.append(data.login.decode())
        return AuthResult(success=right, handled=False)

    make = partial(
        SMTP,
        box,
        hostname="mail.example",
        enable_SMTPUTF8=False,
        tls_context=tls,
        require_starttls=tls is not None,
        authenticator=check if password else None,
        auth_required=bool(password),
    )
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        box.ending.set()
        server.close()
        await server.wait_closed()
