"""Hands e-mails to the mail server, one connection each.

The steps are taken one by one, since it matters where one fails: before the message is handed over
nothing can have arrived.
"""

import asyncio
import logging
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from aiosmtplib import SMTP, SMTPException, SMTPRecipientRefused, SMTPResponseException

from bot.mail.errors import MailError, MailNeverSent, MailRefused, MailUncertain
from bot.mail.server import MailServer
from storage.records import SecondChannel

log = logging.getLogger(__name__)

# With the time within which a send begins, it ends within the lease (bot.deliveries.delivery).
SEND_SECONDS = 10.0
GOODBYE_SECONDS = 1.0
_BROKEN = (SMTPException, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Mailer:
    """Sends e-mails. `tls` is for servers whose certificate the system does not know."""

    server: MailServer
    tls: ssl.SSLContext | None = None
    seconds: float = SEND_SECONDS

    @property
    def second(self) -> SecondChannel:
        """What the outbox is to know of this channel."""
        return SecondChannel(domain=self.server.domain, in_parallel=self.server.in_parallel)

    async def send(self, message: EmailMessage) -> None:
        """Send once. Raises MailError: MailNeverSent, MailRefused or MailUncertain."""
        client = self._client()
        handing_over = False
        try:
            async with asyncio.timeout(self.seconds):
                await client.connect()
                await self._address(client)
                handing_over = True
                await client.data(message.as_bytes())
        except _BROKEN as error:
            raise _failure(error, handing_over=handing_over) from None
        finally:
            await _part(client)

    def _client(self) -> SMTP:
        server = self.server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            local_hostname=server.domain,
            timeout=self.seconds,
            start_tls=server.starttls,
            tls_context=self.tls,
        )

    async def _address(self, client: SMTP) -> None:
        """Name sender and recipients; one recipient whom the server takes is enough."""
        await client.mail(self.server.sender)
        refusals = []
        for recipient in self.server.recipients:
            try:
                await client.rcpt(recipient)
            except SMTPRecipientRefused as refusal:
                refusals.append(refusal)
        if len(refusals) == len(self.server.recipients):
            # One that was refused for now may be taken later, so that counts for all.
            raise min(refusals, key=lambda refusal: refusal.code)
        if refusals:
            log.warning("email.recipients-refused", extra={"recipients": len(refusals)})


def _failure(error: Exception, *, handing_over: bool) -> MailError:
    if isinstance(error, SMTPResponseException) and 400 <= error.code < 600:
        return MailRefused(error.code)
    reason = "smtp-timeout" if isinstance(error, TimeoutError) else "smtp-broken"
    return MailUncertain(reason) if handing_over else MailNeverSent(reason)


async def _part(client: SMTP) -> None:
    """Say goodbye, and close whatever becomes of that."""
    with suppress(*_BROKEN):
        async with asyncio.timeout(GOODBYE_SECONDS):
            await client.quit()
    client.close()
