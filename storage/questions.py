"""Questions for the policy owner, in SQL. No row says who asked, or when on its day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, delete, func, select

from storage.database.engine import Database
from storage.database.inserting import insert_or_skip
from storage.database.kit import Kit
from storage.database.tables import unanswered_questions
from storage.records import KeptQuestion, NewQuestion, QuestionCount

_row = unanswered_questions.c


class SqlQuestions:
    """Questions that the policy owner should see (storage.ports)."""

    def __init__(self, database: Database, kit: Kit) -> None:
        self._database = database
        self._kit = kit

    async def keep(self, question: NewQuestion) -> None:
        """Keep a question, with the day and no time."""
        values = {
            "id": question.id,
            "words": self._kit.cipher.seal(question.words, *_place(question.id)),
            "why": question.why.value,
            "closest": question.closest,
            "day": self._kit.now().date(),
        }

        def keep(connection: Connection) -> None:
            connection.execute(
                insert_or_skip(connection.dialect, unanswered_questions).values(values)
            )

        await self._database.write(keep)

    async def forget(self, question: UUID) -> None:
        """Delete a question by its id."""

        def forget(connection: Connection) -> None:
            connection.execute(delete(unanswered_questions).where(_row.id == question))

        await self._database.write(forget)

    async def all(self) -> Sequence[KeptQuestion]:
        """Return every question that is kept, oldest day first."""
        query = select(unanswered_questions).order_by(_row.day, _row.id)
        rows = await self._database.read(lambda c: c.execute(query).mappings().all())
        return [
            KeptQuestion(
                words=self._kit.cipher.open(row["words"], *_place(row["id"])),
                why=row["why"],
                closest=row["closest"],
                day=row["day"],
            )
            for row in rows
        ]

    async def counted(self) -> Sequence[QuestionCount]:
        """Count the questions that are kept by why and by nearest clause, most often first."""
        how_many = func.count().label("count")
        query = (
            select(_row.why, _row.closest, how_many)
            .group_by(_row.why, _row.closest)
            .order_by(how_many.desc(), _row.closest, _row.why)
        )
        rows = await self._database.read(lambda c: c.execute(query).mappings().all())
        return [QuestionCount.model_validate(dict(row)) for row in rows]

    async def forget_old(self, before: date) -> None:
        """Delete the questions that were kept on days before this one."""

        def forget(connection: Connection) -> None:
            connection.execute(delete(unanswered_questions).where(_row.day < before))

        await self._database.write(forget)


def _place(question: UUID) -> tuple[str, str, str]:
    return "unanswered_questions", str(question), "words"
