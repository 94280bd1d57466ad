"""The SDK's own echo bot: CloudAdapter, tokens checked, packages of requirements/bench.txt.

Arguments: port, the issuer's public key (a PEM file), its key id, app id, tenant id. The key set is
given to it beforehand, and so is its own token, as both would be in a service that runs.
"""

import logging
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import (
    AuthenticationConstants,
    JwtTokenExtractor,
    MicrosoftAppCredentials,
)
from cryptography.hazmat.primitives.serialization import load_pem_public_key


class EchoBot(ActivityHandler):
    """Says what it hears."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Echo."""
        await turn_context.send_activity(turn_context.activity.text)


def trust(key_file: str, key_id: str) -> None:
    """Give the SDK the issuer's key, and a token of its own."""
    key = load_pem_public_key(Path(key_file).read_bytes())
    entry = SimpleNamespace(public_key=key, endorsements=["msteams"])

    class Metadata:
        async def get(self, asked: str) -> Any:
            return entry if asked == key_id else None

    url = AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
    JwtTokenExtractor.metadataCache[url] = Metadata()
    MicrosoftAppCredentials.get_access_token = lambda *_: "a-token-of-the-usual-length" * 50


def main() -> None:
    """Serve."""
    port, key_file, key_id, app_id, tenant_id = sys.argv[1:]
    # Each refused token is an error of the server here; a failed turn shows in its status.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    trust(key_file, key_id)
    configuration = SimpleNamespace(
        APP_ID=app_id, APP_PASSWORD="x", APP_TYPE="SingleTenant", APP_TENANTID=tenant_id
    )
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(configuration))
    bot = EchoBot()

    async def messages(request: web.Request) -> web.Response:
        answer = await adapter.process(request, bot)
        return answer or web.Response(status=200)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=int(port), print=None, access_log=None)


if __name__ == "__main__":
    main()
