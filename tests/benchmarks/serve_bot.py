"""Our bot in a process of its own: the real wiring, real token checks, SQLite on disk."""

import sys
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from bot.__main__ import built
from bot.observability.logs import set_up_logs
from bot.settings import Settings
from bot.wiring.parts import Parts
from tests.certificates import Certificate
from tests.issuer import APP_ID, ISSUER, TENANT_ID

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


class StaticBearer:
    """The bot's own token, got before the measuring began, as in a service that runs."""

    async def token(self) -> str | None:
        """Return the token."""
        return "a-token-of-the-usual-length" * 50

    async def renew(self, _refused: str, /) -> str | None:
        """Return None: it is never refused here."""
        return None

    async def close(self) -> None:
        """Do nothing."""


def main() -> None:
    """Serve; arguments: port, metadata URL, a migrated database, the connector's address.

    One more is a certificate with its key, for TLS.
    """
    port, metadata_url, database, service_url, *shown = sys.argv[1:]
    set_up_logs()
    settings = Settings(
        app_id=APP_ID,
        tenant_id=TENANT_ID,
        issuer=ISSUER,
        openid_metadata_url=metadata_url,
        database_url=database,
        encryption_key=SecretStr(KEY),
        allow_guests=True,
        messages_a_minute=0,
        posts_a_minute=0,
        triage_team_id="19:internal-communications@thread.tacv2",
        triage_channel_id="19:yammer-reports@thread.tacv2",
        triage_service_url=service_url,
    )
    app = built(settings, Parts(bearer=StaticBearer()))
    secure = Certificate(Path(shown[0])).for_server() if shown else None
    web.run_app(
        app, host="127.0.0.1", port=int(port), print=None, access_log=None, ssl_context=secure
    )


if __name__ == "__main__":
    main()
