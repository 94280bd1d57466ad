"""Signing in from a Teams tab: its token is exchanged for a session of the page.

The page's own script asks Teams for the token and brings it here in a header, which no other site
can make a browser send. The same script sets the tab up in a channel, and does nothing else.
"""

import logging
import re
from dataclasses import dataclass

from aiohttp import hdrs, web

from bot.authentication import TabTokens
from bot.page.answers import WITH_SCRIPTS, Answers
from bot.page.session import Sessions

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SigningIn:
    """The handlers that anybody may ask: they show nothing of any case."""

    answers: Answers
    tokens: TabTokens
    sessions: Sessions

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/sign-in", self._sign_in),
            web.get("/session", self._session),
            web.get("/set-up", self._set_up),
        ]

    async def _sign_in(self, request: web.Request) -> web.Response:
        onward = self._within(request.query.get("to", ""))
        joint = "&" if "?" in onward else "?"
        return self._with_scripts("sign_in", onward=f"{onward}{joint}signed-in=1")

    async def _set_up(self, _request: web.Request) -> web.Response:
        return self._with_scripts("set_up")

    async def _session(self, request: web.Request) -> web.Response:
        """Answer with the cookie alone. Raises Unauthenticated or KeysUnavailable."""
        user = await self.tokens.authenticate(request.headers.get(hdrs.AUTHORIZATION))
        log.info("page.signed-in")
        return web.Response(status=204, headers={hdrs.SET_COOKIE: self.sessions.cookie(user)})

    def _with_scripts(self, name: str, **shown: object) -> web.Response:
        html = self.answers.pages.render(name, reader=None, here="", **shown)
        response = self.answers.page(html)
        response[WITH_SCRIPTS] = True
        return response

    def _within(self, address: str) -> str:
        """Return where somebody wanted to go, if that is on the page; else its first page."""
        inside = re.fullmatch(
            rf"{re.escape(self.answers.path)}(?:[/?][\w/?=&%.+-]*)?", address, re.ASCII
        )
        return address if inside and "//" not in address else self.answers.path
