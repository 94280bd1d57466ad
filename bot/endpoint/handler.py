"""The handler of POST /api/messages.

The order is the point: first the header is checked, then the body is read, then the activity is
held against the token, and only then is it handed on. Every refusal is a status and one sentence;
bad input is never a 500.
"""

import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import hdrs, web
from botbuilder.schema import Activity

from bot.authentication import Authenticator, Claims, KeysUnavailable, Unauthenticated
from bot.endpoint.body import MAX_BODY_BYTES, BodyError, read_json_object
from bot.endpoint.shape import check_activity, to_activity

log = logging.getLogger(__name__)

RETRY_SECONDS = "5"


@dataclass(frozen=True, slots=True)
class InvokeAnswer:
    """The answer to an invoke: an HTTP status and a JSON body, serialised once, here."""

    status: int
    body: Any = None


Handle = Callable[[Claims, Activity, dict[str, Any]], Awaitable[InvokeAnswer | None]]


def messages_route(
    path: str, authenticator: Authenticator, trust: Callable[[str], None], handle: Handle
) -> web.RouteDef:
    """Return the route of the endpoint, which asks for a body only once it knows the caller."""
    handler = messages_handler(authenticator, trust, handle)
    return web.post(path, handler, expect_handler=_expect_nothing_yet)


def messages_handler(
    authenticator: Authenticator, trust: Callable[[str], None], handle: Handle
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return the handler. `trust` is told each authenticated service URL (Connector.trust).

    `handle` gets the claims, the activity as the SDK reads it, and the JSON as it came, since the
    SDK drops or mangles parts of it (`action`, `trigger`). What it returns answers an invoke;
    other activities are answered with an empty 200. What it raises is answered with 500 and a
    reference that the log has too.
    """

    async def receive(request: web.Request) -> web.StreamResponse:
        try:
            claims = await authenticator.authenticate(request.headers.get(hdrs.AUTHORIZATION))
            await _ask_for_body(request)
            raw = await read_json_object(request)
            check_activity(raw)
            trust(authenticator.authorise(claims, raw))
            activity = to_activity(raw)
        except (Unauthenticated, KeysUnavailable, BodyError) as error:
            return await _refuse(request, error)
        return await _answer(handle, claims, activity, raw)

    return receive


async def _answer(
    handle: Handle, claims: Claims, activity: Activity, raw: dict[str, Any]
) -> web.Response:
    try:
        answer = await handle(claims, activity, raw)
        if answer is None:
            return web.Response(status=501 if raw["type"] == "invoke" else 200)
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.Response(
            status=answer.status,
            body=json.dumps(answer.body, allow_nan=False).encode(),
            content_type="application/json",
        )
    except Exception:
        # The last resort. The formatter of bot.observability.logs leaves the exception's text out.
        reference = f"E-{secrets.token_hex(4).upper()}"
        log.exception("turn.failed", extra={"reference": reference})
        body = {"error": "Something went wrong.", "reference": reference}
        return web.json_response(body, status=500)


async def _expect_nothing_yet(_request: web.Request) -> None:
    """Leave "Expect: 100-continue" unanswered until the caller is known (_ask_for_body)."""


async def _ask_for_body(request: web.Request) -> None:
    if request.headers.get(hdrs.EXPECT, "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # what comes next is the answer's own first byte


async def _refuse(request: web.Request, error: Exception) -> web.StreamResponse:
    response = _refusal(error)
    if _is_short(request):
        return response
    # aiohttp would go on reading, and throwing away, what a stranger sends for ten seconds.
    response.force_close()
    await response.prepare(request)
    await response.write_eof()
    request.protocol.force_close()
    return response


def _is_short(request: web.Request) -> bool:
    return request.content.at_eof() or (
        request.content_length is not None and request.content_length <= MAX_BODY_BYTES
    )


def _refusal(error: Exception) -> web.Response:
    match error:
        case BodyError():
            log.info("activity.refused", extra={"status": error.status, "why": error.sentence})
            return web.json_response({"error": error.sentence}, status=error.status)
        case KeysUnavailable():
            log.warning("caller.unknown", extra={"status": 503, "why": error.why})
            sentence = "Callers cannot be checked just now. Please try again."
            headers = {hdrs.RETRY_AFTER: RETRY_SECONDS}
            return web.json_response({"error": sentence}, status=503, headers=headers)
        case Unauthenticated():
            log.warning("caller.refused", extra={"status": 401, "why": error.why})
    headers = {hdrs.WWW_AUTHENTICATE: "Bearer"}
    sentence = "The caller could not be authenticated."
    return web.json_response({"error": sentence}, status=401, headers=headers)
