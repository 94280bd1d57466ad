"""What the service signs and gives away, to know it again: HMAC-SHA-256 over it, as URLs take it.

Each purpose has a key of its own, derived from the service's master key.
"""

import base64
import binascii
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAX_SIGNED = 4_000
_TAG_BYTES = 32


class NotSignedHere(Exception):
    """This was not signed here, or was altered since."""


def derived_key(master_key: bytes, purpose: str) -> bytes:
    """Return the signing key for a purpose."""
    info = f"social-media-policy-bot/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=_TAG_BYTES, salt=None, info=info).derive(master_key)


def signed(key: bytes, body: bytes) -> str:
    """Return the body with its signature."""
    return _text(hmac.digest(key, body, "sha256") + body)


def opened(key: bytes, text: str) -> bytes:
    """Return what was signed. Raises NotSignedHere."""
    if len(text) > MAX_SIGNED or not text.isascii():
        raise NotSignedHere
    try:
        whole = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotSignedHere from None
    if _text(whole) != text:  # the last sign may hold bits that stand for nothing
        raise NotSignedHere
    tag, body = whole[:_TAG_BYTES], whole[_TAG_BYTES:]
    if not hmac.compare_digest(tag, hmac.digest(key, body, "sha256")):
        raise NotSignedHere
    return body


def _text(whole: bytes) -> str:
    return base64.urlsafe_b64encode(whole).decode().rstrip("=")
