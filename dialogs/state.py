"""The state of a conversation: kept as JSON between turns. Never holds a draft post."""

import hashlib
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Answer = str | tuple[str, ...]
LastKind = Literal["nothing", "answer", "guesses", "none"]


class State(BaseModel):
    """A frozen value that survives the fields of a newer or an older version."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class CheckFlow(State):
    """A "should I post this?" under way.

    `answers` holds option ids by question id. `concerns` are the clause ids that the draft reader
    raised. `asked` are the questions answered so far, in order. `pending` is the id of the question
    that is asked, or "draft" at the opening, "change" while an answer to change is chosen, and
    "verdict" once there is one. The draft is never here.
    """

    kind: Literal["check"] = "check"
    id: UUID
    answers: dict[str, Answer] = {}
    concerns: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    pending: str = ""


class ReportFlow(State):
    """An unsent report under way: the form's fields.

    `pending` is the field that is asked for next by typing, or "review"; `given` are the fields
    that have an answer. `tried` tells that it was handed on and nobody could say that it was saved;
    `earlier` is the person's earlier report of the same post. `screenshots` are ids: the pictures
    are kept apart, sealed, and deleted with the form.
    """

    kind: Literal["report"] = "report"
    id: UUID
    pending: str = ""
    link: str = ""
    no_link: bool = False
    principle: str = ""
    account: str = ""
    seen_when: str = ""
    own_post: bool = False
    share_name: bool = False
    given: tuple[str, ...] = ()
    tried: bool = False
    earlier: str = ""
    screenshots: tuple[UUID, ...] = ()

    def digest(self) -> str:
        """Return a short digest of what would be sent, so that only what was reviewed is."""
        fields = self.model_dump_json(exclude={"kind", "pending", "given", "tried", "earlier"})
        return hashlib.sha256(fields.encode()).hexdigest()[:16]


Flow = Annotated[CheckFlow | ReportFlow, Field(discriminator="kind")]


class OwnReport(State):
    """Something that is being done with a report that was sent, beside any flow.

    `reference` is empty until it is known which report; `question` is the one that is answered.
    `text` is what was typed: with it, the person was warned that their own name is in it. `named`
    tells that Internal Communications see their name already. `form` is the id of the form that
    asked for the text. `screenshots` are ids of those that go with it.
    """

    do: Literal["add", "answer", "decline", "withdraw", "share-name"]
    reference: str = ""
    question: UUID | None = None
    text: str = ""
    named: bool = False
    form: UUID | None = None
    screenshots: tuple[UUID, ...] = ()


class Conversation(State):
    """All that is remembered of a conversation.

    `last_clauses` are those of the last answer, for follow-ups, and `last_kind` tells what kind of
    answer it was; `platform` is the one that a follow-up moved it to. What a person typed is not
    here. `kept_question` is the question that was kept just now, until the next message, so that
    it can be forgotten by typing; `keep_next` tells that the person said of an answer that it did
    not help, and was asked to put the question again. `own` is what waits for a word about a
    report that was sent; it comes before the flow. Both are over when untouched for an hour
    (`touched_at`).
    """

    greeted: bool = False
    overdue_told: bool = False
    flow: Flow | None = None
    own: OwnReport | None = None
    touched_at: datetime | None = None
    last_clauses: tuple[str, ...] = ()
    last_kind: LastKind = "nothing"
    platform: str = ""
    kept_question: UUID | None = None
    keep_next: bool = False

    @property
    def screenshots(self) -> frozenset[UUID]:
        """The ids of all screenshots that wait to be sent."""
        unsent = self.flow.screenshots if isinstance(self.flow, ReportFlow) else ()
        added = self.own.screenshots if self.own is not None else ()
        return frozenset((*unsent, *added))

    def without_answer(self) -> "Conversation":
        """Return it with its last answer forgotten, since the talk turns to something else."""
        return self.model_copy(
            update={"last_clauses": (), "last_kind": "nothing", "platform": "", "keep_next": False}
        )
