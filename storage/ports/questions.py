"""Questions for the policy owner."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from storage.records import KeptQuestion, NewQuestion, QuestionCount


class UnansweredQuestions(Protocol):
    """Questions that the policy owner should see, kept without who asked (docs/decisions/0009)."""

    async def keep(self, question: NewQuestion) -> None:
        """Keep a question, with the day and no time; the same id again changes nothing."""

    async def forget(self, question: UUID) -> None:
        """Delete a question by its id; one that is not there is forgotten already."""

    async def all(self) -> Sequence[KeptQuestion]:
        """Return every question that is kept, oldest day first."""

    async def counted(self) -> Sequence[QuestionCount]:
        """Count the questions that are kept by why and by nearest clause, most often first."""

    async def forget_old(self, before: date) -> None:
        """Delete the questions that were kept on days before this one."""
