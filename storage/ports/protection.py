"""Retention, legal hold, subject access and erasure."""

from datetime import datetime
from typing import Protocol

from storage.records import Erasure, HeldAbout, Subject


class DataProtection(Protocol):
    """Retention, legal hold, subject access and erasure (docs/data-protection.md).

    `operator` is whoever uses the command line, kept as a pseudonym. All of it is audited.
    """

    async def hold(self, reference: str, operator: str, *, on: bool) -> None:
        """Put a case under legal hold, so that nothing of it is erased, or end that.

        Doing again what is done does nothing. Raises UnknownCase.
        """

    async def expire(self, closed_before: datetime) -> int:
        """Erase what cases hold that were closed before this time; return how many, some at a time.

        Their keys and hashes are destroyed, nobody finds them any more, and their cards are made
        to show that they are gone. Those on hold stay.
        """

    async def delete_expired(self) -> int:
        """Delete what is left of erased cases, once their cards have shown it; return how many."""

    async def prune_audit(self, before: datetime) -> int:
        """Delete older audit entries, but those of cases that are kept; return how many."""

    async def restored(self, operator: str) -> int:
        """Take what was not sent as possibly sent; return how much. For a restored backup."""

    async def held_about(self, subject: Subject, operator: str) -> HeldAbout:
        """Return what is held about a person: their reports, and cases that name them as author."""

    async def erase(self, subject: Subject, operator: str, *, try_only: bool) -> Erasure:
        """Erase what is held about a person, as far as may be; `try_only` only tells what would be.

        Who reported goes at once, unless a hold forbids it; a reporter's words, and who wrote a
        post, only once the case is closed. Audit entries stay.
        """
