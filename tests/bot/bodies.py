"""Bodies of requests."""

import json

from tests.bot.activities import message


def written_as(field: str, value: str) -> bytes:
    """Return a good message in which one field is written as this very JSON."""
    rest = json.dumps(message(**{field: None}))
    return f'{rest[:-1]}, "{field}": {value}}}'.encode()
