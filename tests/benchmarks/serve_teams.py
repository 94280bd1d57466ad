"""An echo bot on microsoft-teams-apps (packages of requirements/bench-teams.txt).

Arguments: port, the issuer's metadata address, app id, tenant id. Tokens are checked by the SDK
itself; it is given its own token beforehand, as a service that runs would have it.
"""

import asyncio
import sys
import time
from dataclasses import replace
from typing import Any

import jwt
import uvicorn
from microsoft_teams.api.auth.cloud_environment import PUBLIC
from microsoft_teams.apps import App
from microsoft_teams.apps.http.fastapi_adapter import FastAPIAdapter


async def main() -> None:
    """Serve."""
    port, metadata_url, app_id, tenant_id = sys.argv[1:]

    def served(app: Any) -> uvicorn.Server:
        config = uvicorn.Config(app, host="127.0.0.1", port=int(port), log_level="critical")
        return uvicorn.Server(config)

    # This SDK reads its own token, so it has to look like one.
    claims = {"appid": app_id, "exp": int(time.time()) + 86_400, "filler": "x" * 600}
    token = jwt.encode(claims, "k" * 32)
    app = App(
        client_id=app_id,
        tenant_id=tenant_id,
        token=lambda *_: token,
        cloud=replace(PUBLIC, openid_metadata_url=metadata_url),
        http_server_adapter=FastAPIAdapter(server_factory=served),
    )

    async def echo(context: Any) -> None:
        await context.send(context.activity.text)

    app.on_message(echo)
    await app.start(int(port))


if __name__ == "__main__":
    asyncio.run(main())
