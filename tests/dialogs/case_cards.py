"""Cases that show all that a card can show, for the tests of the team's cards."""

from uuid import UUID

from storage.records import (
    AnswerForTeam,
    QuestionForTeam,
)
from tests.dialogs.chat import MORNING

ASKED = QuestionForTeam(
    id=UUID(int=1),
    at=MORNING,
    by="Ida Comms",
    text="Which part?",
    report=None,
    answers=(
        AnswerForTeam(report=1, at=MORNING, text="The end."),
        AnswerForTeam(report=2, at=MORNING),
    ),
    unreachable=True,
)
