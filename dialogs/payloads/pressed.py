"""What comes back from a pressed button. A card is input from outside: everything is bounded.

Each button carries `do` and the ids it needs; inputs of the card come beside them under their own
ids. `read_payload` gives None for whatever does not fit, and never raises.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError

from dialogs.payloads.case_payloads import CasePayload
from dialogs.payloads.payload_parts import Id, Line, Payload, Text, Words
from dialogs.payloads.report_payloads import AddUnsent, OnReport


class Simple(Payload):
    """A button that means the same as a command."""

    do: Literal["check", "report", "my-reports", "ask-contact"]


class ShowClause(Payload):
    """One of the guesses of "did you mean"."""

    do: Literal["show-clause"] = "show-clause"
    clause: Id


class ShowSection(Payload):
    """The whole section that a clause stands in."""

    do: Literal["show-section"] = "show-section"
    clause: Id


class JudgeAnswer(Payload):
    """Whether an answer helped. It carries the question, masked, so that no state has to hold it.

    `question` is the id under which the question is kept where the answer did not help; `clause`
    is the one that the answer began with.
    """

    do: Literal["helped", "not-helped"]
    question: UUID
    clause: Id = ""
    words: Words = ""


class DontKeep(Payload):
    """A question that was kept is to be forgotten."""

    do: Literal["dont-keep"] = "dont-keep"
    question: UUID


class AnswerCheck(Payload):
    """An answer to a question of the check: one option, or those ticked, joined by commas.

    `draft` is the draft post where the card asked for it. It is read once and never kept.
    """

    do: Literal["answer"] = "answer"
    flow: UUID
    question: Id
    option: Id = ""
    options: Line = ""
    draft: Text = ""


class MoveCheck(Payload):
    """A step within the check; `question` says which answer is to be changed."""

    do: Literal["check-back", "check-cancel", "check-change", "check-report"]
    flow: UUID
    question: Id = ""


class FillReport(Payload):
    """The report's form as it was filled in. Toggles are "true" or "false"."""

    do: Literal["report-review"] = "report-review"
    flow: UUID
    link: Line = ""
    no_link: Literal["true", "false"] = "false"
    principle: Id = ""
    account: Text = ""
    seen_when: Line = ""
    own_post: Literal["true", "false"] = "false"
    share_name: Literal["true", "false"] = "false"


class MoveReport(Payload):
    """A step with a report that has been filled in; `reviewed` says which form of it was seen.

    `tried` tells that it was handed on before, and nobody could say that it was saved.
    """

    do: Literal["report-send", "report-edit", "report-discard"]
    flow: UUID
    reviewed: Id = ""
    tried: bool = False


class UseChannel(Payload):
    """The channel that the card stands in is to receive the cases."""

    do: Literal["use-channel"] = "use-channel"


AnyPayload = Annotated[
    Simple
    | ShowClause
    | ShowSection
    | JudgeAnswer
    | DontKeep
    | AnswerCheck
    | MoveCheck
    | FillReport
    | MoveReport
    | OnReport
    | AddUnsent
    | CasePayload
    | UseChannel,
    Field(discriminator="do"),
]
_READER: TypeAdapter[AnyPayload] = TypeAdapter(AnyPayload)


def read_payload(data: object) -> AnyPayload | None:
    """Read a button's data; None where it is not what one of our cards sends."""
    try:
        return _READER.validate_python(data)
    except (ValidationError, RecursionError):
        return None
