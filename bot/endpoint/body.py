"""Reads a request's body: bounded in size, in time and in what JSON may hold."""

import asyncio
import json
import math
from typing import Any, NoReturn

from aiohttp import web

MAX_BODY_BYTES = 256 * 1024
READ_SECONDS = 10.0
MAX_DEPTH = 32
MAX_INTEGER = 2**63
DEEPER = "The activity is nested too deeply."


class BodyError(Exception):
    """The body is refused: `status` is the answer, `sentence` says why without quoting it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


async def read_json_object(request: web.Request) -> dict[str, Any]:
    """Read and parse the body of an authenticated request. Raises BodyError."""
    _check_headers(request)
    text = await _read(request)
    document = _parse(text)
    if not isinstance(document, dict):
        raise BodyError(400, "The body must be one JSON object.")
    _check_values(document)
    return document


def _check_headers(request: web.Request) -> None:
    if request.content_type != "application/json" or "Content-Type" not in request.headers:
        raise BodyError(400, "The content type must be application/json.")
    if (request.charset or "utf-8").lower() not in {"utf-8", "utf8"}:
        raise BodyError(400, "The body must be UTF-8.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        # aiohttp would inflate it: a small body could become a very large one.
        raise BodyError(400, "The body must not be compressed.")
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise BodyError(413, "The activity is too large.")


async def _read(request: web.Request) -> bytes:
    text = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for chunk in request.content.iter_any():
                text += chunk
                if len(text) > MAX_BODY_BYTES:
                    raise BodyError(413, "The activity is too large.")
    except TimeoutError:
        raise BodyError(408, "The activity took too long to arrive.") from None
    except (web.RequestPayloadError, ConnectionError):
        raise BodyError(400, "The body could not be read.") from None
    return bytes(text)


def _parse(text: bytes) -> Any:
    try:
        return json.loads(
            text.decode("utf-8"),
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_bounded,
        )
    except RecursionError:
        raise BodyError(400, DEEPER) from None
    except ValueError:
        raise BodyError(400, "The body is not valid JSON.") from None


def _no_number(_name: str) -> NoReturn:
    raise BodyError(400, "A number is not a number.")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BodyError(400, "A number is too large.")
    return number


def _bounded(digits: str) -> int:
    # Python refuses to read more than 4,300 digits; databases and JSON readers refuse much less.
    number = int(digits) if len(digits) <= 20 else MAX_INTEGER
    if abs(number) >= MAX_INTEGER:
        raise BodyError(400, "A number is too large.")
    return number


def _check_values(document: dict[str, Any]) -> None:
    """Refuse what neither the SDK, a database nor UTF-8 can carry, wherever it stands."""
    level: list[Any] = [document]
    for _ in range(MAX_DEPTH):
        deeper: list[Any] = []
        for value in level:
            if isinstance(value, str):
                _check_text(value)
            elif isinstance(value, dict):
                deeper += value.keys()
                deeper += value.values()
            elif isinstance(value, list):
                deeper += value
        if not deeper:
            return
        level = deeper
    raise BodyError(400, DEEPER)


def _check_text(text: str) -> None:
    if text.isascii():
        if "\0" in text:
            raise BodyError(400, "A text holds a NUL character.")
        return
    if "\0" in text:
        raise BodyError(400, "A text holds a NUL character.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise BodyError(400, "A text holds half a character.") from None
