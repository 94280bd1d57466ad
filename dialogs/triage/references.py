"""Case references as people type them."""

REFERENCE = r"c[\s-][a-z0-9]{4}[\s-]?[a-z0-9]{4}"
"""The pattern of a typed reference, to be matched whatever its case."""


def tidy(reference: str) -> str:
    """Return a typed case reference in its kept shape: `c 7k3m9qxt` becomes `C-7K3M-9QXT`."""
    signs = "".join(sign for sign in reference.upper() if sign.isalnum())
    return f"{signs[:1]}-{signs[1:5]}-{signs[5:]}"
