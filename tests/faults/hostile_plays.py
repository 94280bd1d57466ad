"""Every way for a person's text into what others, or they themselves, are shown.

Each play gives a hostile text wherever text is taken, and yields the messages that come of it as
they leave for Teams.
"""

from collections.abc import Callable, Iterator
from typing import Any

from bot.teams import outgoing
from dialogs.effects.case_effects import AuthorRevealed, CaseRefused, CasesExported, CasesListed
from dialogs.effects.report_effects import (
    ReportNotKept,
    ReportShown,
    ReportTooSoon,
    ReportUnchanged,
    SubmitReport,
)
from dialogs.own.notices import notice
from dialogs.payloads.case_payloads import CaseView
from dialogs.toolbox import Toolbox
from dialogs.turn import Place
from storage.records import (
    AddInformation,
    Addition,
    Author,
    CaseQuery,
    Decision,
    DecisionKind,
    DeliveryKind,
    EventKind,
)
from tests.dialogs.cases import (
    IDA,
    REFERENCE,
    case,
    decided,
    event,
    export_row,
    report,
    shown,
    summary,
    taken,
)
from tests.dialogs.chat import MORNING, Chat
from tests.dialogs.own_reports import ASKED, MINE, status
from tests.dialogs.reporting import FORM
from tests.dialogs.test_reports_elsewhere import X

Play = Callable[[Toolbox, str], Iterator[Chat]]


def messages(toolbox: Toolbox, text: str, *plays: Play) -> list[dict[str, Any]]:
    """Return all messages that hostile `text` leads to, in these plays or in all."""
    replies = [
        reply
        for play in plays or PLAYS
        for chat in play(toolbox, text)
        for reply in chat.step.replies
    ]
    asked = ASKED.model_copy(update={"text": text})
    replies.append(notice(DeliveryKind.NOTICE_QUESTION, status(questions=(asked,)), asked))
    return [outgoing.message(reply) for reply in replies]


def _asking(toolbox: Toolbox, text: str) -> Iterator[Chat]:
    yield Chat(toolbox).say(text)
    yield Chat(toolbox).say("should I post this?").say(text)
    yield Chat(toolbox).say(f"add {text}")
    yield Chat(toolbox).say("report a post").say(f"what about {text}?")


def _form(toolbox: Toolbox, text: str, **fields: str) -> Chat:
    """Return the chat in which the report's form was filled in."""
    hostile = FORM | {"account": f"He wrote: {text}", "seen_when": text[:150]}
    chat = Chat(toolbox, name=text).say("report a post")
    return chat.press("Check before sending", **hostile | fields)


def _reporting(toolbox: Toolbox, text: str) -> Iterator[Chat]:
    yield _form(toolbox, text, link=text)
    yield _form(toolbox, text, link=X)
    yield _form(toolbox, text, link=X).press("Give a Yammer link")
    chat = _form(toolbox, text)
    yield chat
    sending = chat.press("Send").step.effects
    sent = next((effect for effect in sending if isinstance(effect, SubmitReport)), None)
    if sent is not None:
        yield chat.tell(ReportTooSoon(sent.report, 5, MORNING))
        yield chat.tell(ReportNotKept(sent.report))
    yield Chat(toolbox).say("report a post").say(text)


def _own(toolbox: Toolbox, text: str) -> Iterator[Chat]:
    chat = Chat(toolbox, name="Pat Reporter").say(f"add {MINE}").tell(ReportShown(status()))
    yield chat.say(f"Pat saw {text}")
    yield chat.tell(ReportUnchanged(MINE, AddInformation(text=text)))
    asked = ASKED.model_copy(update={"text": text})
    yield chat.tell(ReportShown(status(questions=(asked,))))
    yield chat.say(f"answer {MINE}").tell(ReportShown(status(questions=(asked,))))


def _team(toolbox: Toolbox, text: str) -> Iterator[Chat]:
    desk = Chat(toolbox, place=Place.TRIAGE, person="ic-1", name=text)
    decision = Decision(kind=DecisionKind.HARD, principle="hard-breach.hacked", reason=text)
    said = report(
        account=text,
        seen_when=text,
        shared_name=text,
        additions=(Addition(at=MORNING, text=text),),
    )
    facts: dict[str, Any] = {
        "reports": (said, report(number=2, account=text)),
        "owner": text,
        "link": text,
        "events": (
            event(1, EventKind.REPORTED, report=1),
            event(2, EventKind.TAKEN, actor_name=text),
            event(3, EventKind.DECIDED, actor_name=text, decision=decision),
            event(4, EventKind.NOTED, actor_name=text, text=text),
        ),
    }
    yield shown(desk, case(**facts))
    yield shown(desk, taken(**facts))
    whole = decided(decision, **facts)
    for view in CaseView:
        step = "hard-breach.action.line-manager"
        yield shown(desk, whole, view, step=step, members=(IDA,), link="")
    yield desk.tell(CasesListed([summary(owner=text)], CaseQuery()))
    yield desk.tell(CasesListed([], CaseQuery()))
    row = export_row(owner=text, link=text, decision=decision)
    yield desk.tell(CasesExported([row], CaseQuery()))
    yield desk.tell(AuthorRevealed(REFERENCE, Author(name=text, work_email=f"{text}@ons.gov.uk")))
    yield desk.tell(CaseRefused("No.", whole))
    yield desk.say(f"find {text}")
    yield desk.say(f"note {REFERENCE} {text}")


PLAYS: tuple[Play, ...] = (_asking, _reporting, _own, _team)
