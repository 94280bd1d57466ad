"""Somebody who opens the page of Internal Communications, as a Teams tab would."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse

from dialogs.toolbox import Toolbox
from tests.issuer import Issuer
from tests.journeys.world import World, running_world
from tests.stub_connector import StubConnector


@asynccontextmanager
async def on_the_page(
    issuer: Issuer, connector: StubConnector, toolbox: Toolbox, folder: Path, **changes: Any
) -> AsyncIterator[World]:
    """Run the service with its page, for people of the issuer's directory."""
    given: dict[str, Any] = {"team_page": True, "login_url": issuer.url} | changes
    async with running_world(issuer, connector, toolbox, folder, **given) as world:
        yield world


@dataclass
class Reader:
    """A person with a browser. What they are shown counts as told to the team."""

    world: World
    person: str
    cookie: str = ""

    def token(self, **changes: Any) -> str:
        """Return a token of this person's, good at the world's time."""
        now = int(self.world.clock.now.timestamp())
        times = {"iat": now - 60, "nbf": now - 60, "exp": now + 3600}
        issuer = self.world.issuer
        return issuer.token(issuer.tab_claims(self.person, **(times | changes)))

    async def sign_in(self) -> ClientResponse:
        """Exchange a token for a session, and keep its cookie."""
        header = {"Authorization": f"Bearer {self.token()}"}
        response = await self.world.client.get("/team/session", headers=header)
        self.cookie = response.headers.get("Set-Cookie", "").partition(";")[0]
        return response

    async def get(self, path: str = "", method: str = "GET", **headers: str) -> ClientResponse:
        """Ask for something of the page."""
        given = {"Cookie": self.cookie} | headers if self.cookie else headers
        response = await self.world.client.request(
            method, f"/team{path}", headers=given, allow_redirects=False
        )
        self.world.answers.append(f"{response.headers}\n{await response.text(errors='replace')}")
        return response

    async def read(self, path: str = "") -> str:
        """Return what a page shows, as its text."""
        response = await self.get(path)
        assert response.status == 200, (path, response.status)
        return text_of(await response.text())


def text_of(page: str) -> str:
    """Return the words of a page, one blank between them."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


async def reader(world: World, number: int) -> Reader:
    """Return somebody who has signed in."""
    somebody = Reader(world, world.directory_id(number))
    await somebody.sign_in()
    return somebody
