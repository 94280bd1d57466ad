"""An echo bot on microsoft-agents-hosting-aiohttp (packages of requirements/bench-agents.txt).

Arguments: port, the address of the issuer's key set, app id, tenant id. Tokens are checked by the
SDK itself; it is given its own token beforehand, as a service that runs would have it.
"""

import sys
from typing import Any

from aiohttp import web
from microsoft_agents.activity import Activity
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
from microsoft_agents.hosting.core import ActivityHandler, TurnContext
from microsoft_agents.hosting.core.authorization import (
    AccessTokenProviderBase,
    AgentAuthConfiguration,
    ClaimsIdentity,
    Connections,
)
from microsoft_agents.hosting.core.authorization._entra_issuers import BOTFRAMEWORK_JWKS_URIS

ISSUER = "https://api.botframework.com"


class EchoBot(ActivityHandler):
    """Says what it hears."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Echo."""
        await turn_context.send_activity(turn_context.activity.text)


class StaticToken(AccessTokenProviderBase):
    """The bot's own token, got before the measuring began."""

    def __init__(self, configuration: AgentAuthConfiguration) -> None:
        self._configuration = configuration

    @property
    def configuration(self) -> AgentAuthConfiguration:
        """Return the configuration."""
        return self._configuration

    async def get_access_token(self, *_: Any, **__: Any) -> str:
        """Return the token."""
        return "a-token-of-the-usual-length" * 50

    def get_token_credential(self) -> Any:
        """Refuse: an echo needs none."""
        raise NotImplementedError


class OneConnection(Connections):
    """The only connection there is."""

    def __init__(self, provider: StaticToken) -> None:
        self._provider = provider

    def get_connection(self, connection_name: str) -> StaticToken:
        """Return it."""
        return self._provider

    def get_default_connection(self) -> StaticToken:
        """Return it."""
        return self._provider

    def get_token_provider(self, claims_identity: ClaimsIdentity, service_url: str) -> StaticToken:
        """Return it."""
        return self._provider

    def get_token_provider_from_activity(
        self, claims_identity: ClaimsIdentity, activity: Activity
    ) -> StaticToken:
        """Return it."""
        return self._provider

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        """Return its configuration."""
        return self._provider.configuration


def main() -> None:
    """Serve."""
    port, key_set, app_id, tenant_id = sys.argv[1:]
    BOTFRAMEWORK_JWKS_URIS[ISSUER] = key_set
    configuration = AgentAuthConfiguration(client_id=app_id, tenant_id=tenant_id)
    adapter = CloudAdapter(connection_manager=OneConnection(StaticToken(configuration)))
    bot = EchoBot()

    async def messages(request: web.Request) -> web.StreamResponse:
        answer: web.StreamResponse | None = await adapter.process(request, bot)
        return answer or web.Response(status=200)

    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = configuration
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=int(port), print=None, access_log=None)


if __name__ == "__main__":
    main()
