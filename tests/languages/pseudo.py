"""A made-up language: English with accents, between brackets, so that it is seen what it covers."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog

from dialogs.commands import phrases
from dialogs.languages import DOMAIN
from dialogs.languages.template import NO_TIME, compiled, template

TAG = "en-XA"
OPEN, CLOSE = "⟦", "⟧"
_ACCENTED = str.maketrans("aceghilnorstuyzACEGHILNORSTUYZ", "àçéĝĥîļñöŕšţûýžÀÇÉĜĤÎĻÑÖŔŠŢÛÝŽ")
_PLACE = re.compile(r"(\{\w*\})")


def pseudo(sentence: str) -> str:
    """Return a sentence in the made-up language; places to be filled stay as they are."""
    parts = _PLACE.split(sentence)
    said = (part if _PLACE.fullmatch(part) else part.translate(_ACCENTED) for part in parts)
    return f"{OPEN}{''.join(said)}{CLOSE}"


def write_catalogue(folder: Path) -> None:
    """Write the catalogue of the made-up language: every sentence of the template."""
    catalogue = Catalog(locale="en_AU", creation_date=NO_TIME, revision_date=NO_TIME)
    typed = set(phrases())
    for message in template():
        if message.id in typed:
            said = "|".join(pseudo(phrase) for phrase in str(message.id).split("|"))
        else:
            said = pseudo(str(message.id))
        if message.id:
            catalogue.add(message.id, said)
    target = folder / TAG / "LC_MESSAGES" / f"{DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(compiled(catalogue))
