"""The reporter's side: what they send, what they may do with it, and what they may know of it."""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field, JsonValue

from storage.records.base import Record
from storage.records.screenshots import MOST_SCREENSHOTS


class PostAddress(Record):
    """Which Yammer post: its network, thread and message ids, as far as they are known."""

    network: str = ""
    thread: str
    message: str = ""


class Reporter(Record):
    """Who reports. Never leaves storage but to send this person a message.

    `person` is the directory object id (or the channel's user id where there is none);
    `conversation` is the conversation reference of their one-to-one chat with the bot.
    """

    person: str
    name: str
    conversation: dict[str, JsonValue]


class NewReport(Record):
    """A report as its reporter sent it.

    `submission` makes sending it twice harmless. `principle` is a clause id of a listed principle,
    or "code", "something-else" or "not-sure". `screenshots` are ids of those kept with the form.
    """

    submission: UUID
    reporter: Reporter
    link: str = ""
    post: PostAddress | None = None
    principle: str
    account: str
    seen_when: str = ""
    own_post: bool = False
    share_name: bool = False
    policy_version: str
    screenshots: tuple[UUID, ...] = Field((), max_length=MOST_SCREENSHOTS)


class Receipt(Record):
    """What the reporter is told: their reference, and the delivery that carries the case's card.

    `screenshots` is how many the report has.
    """

    reference: str
    card_delivery: UUID
    repeated: bool = False
    screenshots: int = 0


class ReportStage(StrEnum):
    """Where a report stands, as its reporter may know it.

    SAVED: kept, not yet shown to the team. DELIVERED: the team's channel has it. TAKEN: somebody
    in the team is on it. CLOSED: see the outcome. WITHDRAWN: by the reporter.
    """

    SAVED = "saved"
    DELIVERED = "delivered"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ReportOutcome(StrEnum):
    """What came of a report; never what happened to the colleague.

    ACTED: decided a breach, and the policy's steps are recorded. PASSED_ON: not Internal
    Communications' to decide. WITHDRAWN: every report of the case was withdrawn.
    """

    ACTED = "acted"
    NOT_A_BREACH = "not-a-breach"
    PASSED_ON = "passed-on"
    CANNOT_TELL = "cannot-tell"
    WITHDRAWN = "withdrawn"


class QuestionForReporter(Record):
    """A question from the team to one reporter; `id` goes with the answer. No word of who asked."""

    id: UUID
    at: datetime
    text: str


class ReportStatus(Record):
    """What a reporter may know of their own report.

    Derived only from what happened since they sent it, and never from other reports: somebody who
    reports a post whose case was taken earlier sees DELIVERED until the team does something more
    (hands over, decides, closes), because "taken" at once would tell of an earlier report.
    `taken_at` is when the team was first seen to be on it since then; `closed_at` and `outcome` are
    set while it is closed. `questions` are those not yet answered or declined, oldest first.
    """

    reference: str
    submitted_at: datetime
    delivered_at: datetime | None
    stage: ReportStage
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: ReportOutcome | None = None
    principle: str
    own_post: bool = False
    shares_name: bool = False
    questions: tuple[QuestionForReporter, ...] = ()


# What a reporter may do with a report of theirs: Reports.act(person, reference, action, cause).


class AddInformation(Record):
    """Add to the report; the team sees it on the card, and hears of it in the case's thread.

    `screenshots` are ids of those that were kept meanwhile.
    """

    does: Literal["add"] = "add"
    text: str
    screenshots: tuple[UUID, ...] = Field((), max_length=MOST_SCREENSHOTS)


class Withdraw(Record):
    """Withdraw the report. Its words stay on record, marked as withdrawn; the team is told."""

    does: Literal["withdraw"] = "withdraw"


class AnswerQuestion(Record):
    """Answer a question of the team's, by the question's id."""

    does: Literal["answer"] = "answer"
    question: UUID
    text: str


class DeclineQuestion(Record):
    """Rather not answer a question; the team is told so."""

    does: Literal["decline"] = "decline"
    question: UUID


class ShareName(Record):
    """Let Internal Communications see the reporter's name with this report. Final, and audited."""

    does: Literal["share-name"] = "share-name"


ReporterAction = AddInformation | Withdraw | AnswerQuestion | DeclineQuestion | ShareName
