"""Questions for the policy owner, in memory."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from storage.memory.shelf import Shelf
from storage.records import KeptQuestion, NewQuestion, QuestionCount


class MemoryQuestions:
    """Questions that the policy owner should see (storage.ports)."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def keep(self, question: NewQuestion) -> None:
        """Keep a question, with the day and no time."""
        shelf = self._shelf.writing()
        kept = KeptQuestion(
            words=question.words,
            why=question.why,
            closest=question.closest,
            day=shelf.now().date(),
        )
        shelf.questions.setdefault(question.id, kept)

    async def forget(self, question: UUID) -> None:
        """Delete a question by its id."""
        self._shelf.writing().questions.pop(question, None)

    async def all(self) -> Sequence[KeptQuestion]:
        """Return every question that is kept, oldest day first."""
        return sorted(self._shelf.reading().questions.values(), key=lambda kept: kept.day)

    async def counted(self) -> Sequence[QuestionCount]:
        """Count the questions that are kept by why and by nearest clause, most often first."""
        kept = self._shelf.reading().questions.values()
        counted = Counter((each.closest, each.why) for each in kept)
        return [
            QuestionCount(why=why, closest=closest, count=count)
            for (closest, why), count in sorted(
                counted.items(), key=lambda each: (-each[1], each[0])
            )
        ]

    async def forget_old(self, before: date) -> None:
        """Delete the questions that were kept on days before this one."""
        shelf = self._shelf.writing()
        shelf.questions = {i: kept for i, kept in shelf.questions.items() if kept.day >= before}
