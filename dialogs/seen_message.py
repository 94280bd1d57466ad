"""A Teams message that somebody chose from its "…" menu, as much of it as the dialogs may know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from dialogs.yammer.yammer_links import PostLink, read_link


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message of a chat or a channel: its words without markup, and the addresses in it.

    `author` is empty where nobody says who wrote it, and where whoever chose it did. Its own
    address is not here: that of a one-to-one chat holds the directory ids of both people.
    """

    text: str
    links: tuple[str, ...] = ()
    author: str = ""
    sent_at: datetime | None = None

    @property
    def post(self) -> str:
        """The link of the first Yammer post that the message has, empty for none."""
        return next(_posts(self.links), "")


def _posts(links: Iterable[str]) -> Iterator[str]:
    readings = (read_link(link) for link in links)
    return (reading.url for reading in readings if isinstance(reading, PostLink))
