"""References that people read out and type: short, unguessable, without look-alike signs."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0, 1, I, L, O, U
_GROUP = 4
_SIGNS = 2 * _GROUP  # 30**8, or 39 bits: not to be found by trying

REPORT = "R"
CASE = "C"


def new_reference(prefix: str) -> str:
    """Draw a fresh reference such as `R-7K3M-9QXT` from the system's secure random source."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(_SIGNS))
    return f"{prefix}-{signs[:_GROUP]}-{signs[_GROUP:]}"


def tidy_reference(typed: str) -> str:
    """Return a typed reference in its kept shape: `c 7k3m9qxt` becomes `C-7K3M-9QXT`.

    Text that cannot be a reference is returned as it is; no record will match it.
    """
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    prefix, rest = signs[:1], signs[1:]
    if prefix not in {REPORT, CASE} or len(rest) != _SIGNS:
        return typed
    return f"{prefix}-{rest[:_GROUP]}-{rest[_GROUP:]}"
