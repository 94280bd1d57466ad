"""Screenshots: made anew without metadata before they come here, and sealed as all that is sent."""

from uuid import UUID

from pydantic import Field

from storage.records.base import Record

MOST_SCREENSHOTS = 5
"""How many screenshots a report may have, those that were added later too."""


class NewScreenshot(Record):
    """A screenshot that belongs to somebody's unsent form, until it is sent or let go of.

    `kind` is image/png or image/jpeg.
    """

    id: UUID
    person: str
    kind: str
    content: bytes = Field(repr=False)


class KeptScreenshot(Record):
    """A screenshot of a report, for the team."""

    kind: str
    content: bytes = Field(repr=False)
