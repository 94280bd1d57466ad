"""A reporter who has sent a report, for the tests of what they may do with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from dialogs.effects.report_effects import (
    ActOnReport,
    ReportShown,
    ShowReport,
)
from dialogs.own.notices import notice
from storage.records import (
    DeliveryKind,
    QuestionForReporter,
    ReporterAction,
    ReportStage,
    ReportStatus,
)
from tests.dialogs.chat import MORNING, Chat

MINE = "R-7K3M-9QXT"
ASKED = QuestionForReporter(id=UUID(int=77), at=MORNING, text="Was **it** on [Monday](http://a.b)?")


def status(stage: ReportStage = ReportStage.DELIVERED, **changes: Any) -> ReportStatus:
    times: dict[str, datetime | None] = {
        "delivered_at": None if stage is ReportStage.SAVED else MORNING,
        "taken_at": MORNING if stage is ReportStage.TAKEN else None,
        "closed_at": MORNING if stage is ReportStage.CLOSED else None,
    }
    usual = {"reference": MINE, "submitted_at": MORNING, "principle": "hard-breach.hacked"}
    return ReportStatus(**{**usual, **times, "stage": stage, **changes})


def look(chat: Chat, report: ReportStatus) -> Chat:
    """Find the report that the last turn looked for."""
    assert isinstance(chat.effect, ShowReport)
    assert chat.effect.person == chat.person
    return chat.tell(ReportShown(report))


def did(chat: Chat) -> ReporterAction:
    effect = chat.effect
    assert isinstance(effect, ActOnReport)
    assert effect.person == chat.person
    assert effect.reference == MINE
    return effect.action


# Questions of the team.
def asked(chat: Chat, **changes: Any) -> Chat:
    """Put the team's question in front of the person, as the notice does."""
    told = notice(DeliveryKind.NOTICE_QUESTION, status(questions=(ASKED,), **changes), ASKED)
    chat.step = type(chat.step)(chat.conversation, (told,))
    return chat
