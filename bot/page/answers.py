"""How the page answers: headers that hold for every response, and pages that say why not."""

import logging
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from bot.authentication import KeysUnavailable, Unauthenticated
from bot.page.refusals import PageRefused, SignInFirst
from bot.page.rendering import Pages
from dialogs.languages import gettext
from dialogs.wording import RECORDS_UNREACHABLE, team_page
from storage.errors import NeedsSecondHandler, Refusal, StorageError

log = logging.getLogger(__name__)

TEAMS = "https://teams.microsoft.com https://*.teams.microsoft.com https://teams.cloud.microsoft"
"""Who may show the page in a frame."""

_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'"
_SCRIPTS = "; script-src 'self'; connect-src 'self'"
_SAFE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_MORE = {429: {hdrs.RETRY_AFTER: "60"}}
WITH_SCRIPTS: web.ResponseKey[bool] = web.ResponseKey("with-scripts")
"""Set on the responses that may run the page's own scripts: those that sign in and set up."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Dresses every response. `frames` are the origins that may show the page in a frame."""

    pages: Pages
    path: str
    frames: str

    def page(self, html: str, status: int = 200) -> web.Response:
        """Return a page."""
        return web.Response(text=html, content_type="text/html", charset="utf-8", status=status)

    def refusal(self, status: int, sentence: str) -> web.Response:
        """Return a page that says why something is not shown."""
        html = self.pages.render("message", sentence=sentence, reader=None, here="")
        return self.page(html, status)

    def middleware(self) -> Middleware:
        """Return what stands around every handler of the page."""

        @web.middleware
        async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
            response = await self._answered(request, handler)
            scripts = _SCRIPTS if response.get(WITH_SCRIPTS) else ""
            policy = f"{_POLICY}{scripts}; frame-ancestors {self.frames}"
            for name, value in (_SAFE | {"Content-Security-Policy": policy}).items():
                response.headers.setdefault(name, value)  # a file has stricter ones
            return response

        return answer

    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except SignInFirst:
            onward = urlencode({"to": request.rel_url.raw_path_qs})
            address = f"{self.path}/sign-in?{onward}"
            return web.Response(status=302, headers={hdrs.LOCATION: address})
        except (PageRefused, Unauthenticated, KeysUnavailable) as refused:
            return self._refused(refused)
        except StorageError as error:
            return self._not_read(error)
        except web.HTTPException as wrong:
            return self._not_here(wrong)
        except Exception:
            # The last resort. The formatter of bot.logs leaves the exception's text out.
            reference = f"E-{secrets.token_hex(4).upper()}"
            log.exception("page.failed", extra={"reference": reference})
            return self.refusal(500, team_page.SOMETHING_WRONG.format(ref=reference))

    def _refused(self, refused: PageRefused | Unauthenticated | KeysUnavailable) -> web.Response:
        log.warning("page.refused", extra={"why": refused.why})
        match refused:
            case PageRefused(status=status, sentence=sentence):
                response = self.refusal(status, sentence)
                response.headers.update(_MORE.get(status, {}))
                return response
            case KeysUnavailable():
                return self.refusal(503, team_page.CANNOT_CHECK)
            case Unauthenticated():
                response = self.refusal(401, team_page.NOT_SIGNED_IN)
                response.headers[hdrs.WWW_AUTHENTICATE] = "Bearer"
                return response

    def _not_read(self, error: StorageError) -> web.Response:
        if not isinstance(error, Refusal):
            log.warning("page.not-shown", extra={"why": type(error).__name__})
            return self.refusal(503, RECORDS_UNREACHABLE)
        log.info("page.refused", extra={"why": type(error).__name__})
        status = 403 if isinstance(error, NeedsSecondHandler) else 404
        return self.refusal(status, gettext(str(error)))

    def _not_here(self, wrong: web.HTTPException) -> web.Response:
        if wrong.status != 405:
            return self.refusal(404, team_page.NO_SUCH_PAGE)
        response = self.refusal(405, team_page.READ_ONLY_METHOD)
        response.headers[hdrs.ALLOW] = "GET, HEAD"
        return response
