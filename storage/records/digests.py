"""The daily digest: which cases moved, by reference and number, so that a gap can be seen."""

from datetime import date

from storage.records.base import Record


class DigestedCase(Record):
    """A case that a digest tells of for the first time; `number` counts all cases ever opened."""

    reference: str
    number: int


class Digest(Record):
    """What happened since the digest before: references and counts, never content.

    `opened` are in the order of their numbers. `changed` and `closed` are references; a case that
    was opened and closed since is in both lists of those. `last` is the number of the newest case
    that was ever told of. `dead` and `late` count deliveries: given up, and waiting for too long.
    """

    day: date
    opened: tuple[DigestedCase, ...] = ()
    changed: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    last: int = 0
    dead: int = 0
    late: int = 0
