"""The language of the bot's own sentences: one for the whole service, chosen before they are read.

The sentences in `dialogs/wording/` are constants, so `speak` has to be called before that package
is first imported; it refuses to come too late. The policy's words are never translated. Why one
language for everybody: docs/decisions/0012-one-language-a-service.md.
"""

import sys
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

ENGLISH = "en"
DOMAIN = "bot"
CATALOGUES = Path(__file__).parent / "catalogues"
_WORDING = "dialogs.wording"


class NoCatalogue(Exception):
    """There is no catalogue for this language."""


class _Spoken:
    """What is spoken at present."""

    language: str = ENGLISH
    catalogue: NullTranslations = NullTranslations()


def gettext(message: str) -> str:
    """Return a sentence in the language that is spoken; English where it has no translation."""
    return _Spoken.catalogue.gettext(message) if message else message


def spoken() -> str:
    """Return the tag of the language that is spoken."""
    return _Spoken.language


def languages(folder: Path = CATALOGUES) -> tuple[str, ...]:
    """Return the languages that the bot can speak: English, and those with a catalogue."""
    found = (file.parents[1].name for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (ENGLISH, *sorted(found))


def speak(language: str, folder: Path = CATALOGUES) -> None:
    """Choose the language. Raises NoCatalogue, and RuntimeError once the sentences are read."""
    if language == _Spoken.language:
        return
    if _WORDING in sys.modules:
        raise RuntimeError("the language must be chosen before the sentences are read")
    if language not in languages(folder):
        raise NoCatalogue
    with (folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as compiled:
        _Spoken.catalogue = GNUTranslations(compiled)
    _Spoken.language = language
