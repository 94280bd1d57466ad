"""Links to files: signed, good for ten minutes, each for one file only.

A link says what it opens and until when; HMAC-SHA-256 over both keeps it from being altered. It
names no person and holds no content. Whoever has it can open it, so it is short-lived, is given
privately, and is never logged.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.signatures import NotSignedHere, derived_key, opened, signed
from storage.ports.clock import Clock

LINKS_LAST = timedelta(minutes=10)
MAX_ABOUT = 600
_PURPOSE = "file-links"


class LinkRefused(Exception):
    """This link does not work. Ask the bot for a new one."""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


class FileKind(StrEnum):
    """What a link may open."""

    PACK = "pack"
    EXPORT = "export"
    SCREENSHOT = "screenshot"


class FileWanted(BaseModel):
    """What a link opens: the draft pack of the case `about`, or the export of what `about` finds.

    For a screenshot, `about` is the case and the screenshot's id, with a space between them.
    `until` is in whole seconds of Unix time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: FileKind
    about: str = Field(max_length=MAX_ABOUT)
    until: int


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Makes and reads links. `base` is the service's public address; without one there are none."""

    base: str
    key: bytes
    clock: Clock

    @classmethod
    def from_key(cls, base: str, master_key: bytes, clock: Clock) -> Self:
        """Derive the signing key from the service's master key."""
        return cls(base.rstrip("/"), derived_key(master_key, _PURPOSE), clock)

    def link(self, path: str, kind: FileKind, about: str) -> str:
        """Return a link that is good from now on for ten minutes.

        "" without a public address, and where more is to be opened than a link can say.
        """
        if not self.base or len(about) > MAX_ABOUT:
            return ""
        until = int((self.clock() + LINKS_LAST).timestamp())
        wanted = FileWanted(kind=kind, about=about, until=until)
        return f"{self.base}{path}/{signed(self.key, wanted.model_dump_json().encode())}"

    def read(self, token: str) -> FileWanted:
        """Return what a link opens. Raises LinkRefused where it was altered or is too old."""
        try:
            wanted = FileWanted.model_validate_json(opened(self.key, token))
        except (NotSignedHere, ValidationError):  # or signed by another version of this service
            raise LinkRefused from None
        if self.clock() >= datetime.fromtimestamp(wanted.until, UTC):
            raise LinkRefused
        return wanted
