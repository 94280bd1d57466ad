"""The ids in a Yammer (Viva Engage) link, and the one link that is kept of a post.

A thread, an article and a message have a number. Clients write it plain, or wrapped: base64 of
`{"_type":"Thread","id":"123"}`, with or without its padding.
"""

import base64
import binascii
import json
import re

from storage.records import PostAddress

MESSAGE_ALONE = "https://www.yammer.com/messages/"
_THREADS = "https://engage.cloud.microsoft/main/threads/"
_DIGITS = re.compile(r"[0-9]{1,20}", re.ASCII)
_WRAPPED_ID = re.compile(r"[A-Za-z0-9_\-+/]{8,300}={0,2}", re.ASCII)
_KINDS = frozenset({"Thread", "Message", "Article"})


def number_in(reference: str) -> str:
    """Return the number in an id, plain or wrapped; empty where there is none. Never raises."""
    if _DIGITS.fullmatch(reference):
        return reference.lstrip("0")
    if not _WRAPPED_ID.fullmatch(reference):
        return ""
    plain = reference.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        unwrapped = json.loads(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return ""
    if not isinstance(unwrapped, dict) or str(unwrapped.get("_type")) not in _KINDS:
        return ""
    number = unwrapped.get("id")
    return number.lstrip("0") if isinstance(number, str) and _DIGITS.fullmatch(number) else ""


def wrapped(kind: str, number: str) -> str:
    """Return an id as the clients write it in a link, without padding."""
    plain = json.dumps({"_type": kind, "id": number}, separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def post_url(post: PostAddress) -> str:
    """Return the link that opens a post, made of its numbers and of nothing else.

    So nothing survives in it of the link that a reporter copied: no tracking, no network of
    theirs, no segment that they or their client added.
    """
    message = f"/{wrapped('Message', post.message)}" if post.message else ""
    return f"{_THREADS}{wrapped('Thread', post.thread)}{message}"
