"""What comes back from the buttons of Internal Communications' cards.

`seen` is the version of the case that a card showed, and `form` the id of the form that was filled
in: a button pressed twice sends the same, and so has one effect.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dialogs.payloads.payload_parts import Id, Line, Payload, Text, Word


class CaseView(StrEnum):
    """What of a case is looked at: its card, or one of the forms and lists that belong to it."""

    CARD = "card"
    DECIDE = "decide"
    STEPS = "steps"
    STEP = "step"
    ASK = "ask"
    NOTE = "note"
    CONTENT = "content"
    AUTHOR = "author"
    HAND_OVER = "hand-over"
    REOPEN = "reopen"
    MORE = "more"
    HISTORY = "history"
    PACK = "pack"
    SCREENSHOTS = "screenshots"


class PickCase(Payload):
    """What needs nothing but the case. `posted` tells that its own card was pressed."""

    do: Literal["take", "show-case", "close-case", "step-aside"]
    case: Word
    seen: int = Field(0, ge=0)
    posted: bool = False


class ViewCase(Payload):
    """Look at something of a case; `step` is the one whose form is wanted.

    `posted` tells that the case's own card was pressed.
    """

    do: Literal["case-view"] = "case-view"
    case: Word
    view: CaseView
    step: Id = ""
    posted: bool = False


class DecideOnCase(Payload):
    """A decision on a case."""

    do: Literal["decide"] = "decide"
    case: Word
    kind: Word = ""
    principle: Id = ""
    closing_code: Id = ""
    reason: Text = ""
    form: Id = ""


class RecordStepOf(Payload):
    """A step of the checklist, as it is recorded; `on` is a day."""

    do: Literal["record-step"] = "record-step"
    case: Word
    step: Id = ""
    answer: Word = ""
    by: Line = ""
    on: Word = ""
    reason: Text = ""
    form: Id = ""


class TellCase(Payload):
    """Words for a case: a question for the reporter, a note, or why it is reopened."""

    do: Literal["ask-reporter", "note", "reopen"]
    case: Word
    words: Text = ""
    report: Word = ""
    form: Id = ""


class RecordContentOf(Payload):
    """What became of the post itself."""

    do: Literal["content"] = "content"
    case: Word
    state: Word = ""
    by: Line = ""
    on: Word = ""
    form: Id = ""


class RecordAuthorOf(Payload):
    """Who wrote the post: a work e-mail address, or somebody picked from the directory."""

    do: Literal["author", "forget-author", "show-author"]
    case: Word
    work_email: Line = ""
    picked: Line = ""
    form: Id = ""


class HandOverCase(Payload):
    """Who is to handle a case: a member's directory id, or what was typed of a name."""

    do: Literal["hand-over"] = "hand-over"
    case: Word
    to: Word = ""
    form: Id = ""


class ListCases(Payload):
    """A list of cases, or the form to find some."""

    do: Literal["queue", "my-cases", "find-cases-form", "digest"]


class FindCasesBy(Payload):
    """What cases are looked for by, to be listed or exported; the days count in."""

    do: Literal["find-cases", "export-cases"]
    words: Line = ""
    status: Word = ""
    principle: Id = ""
    opened_from: Word = ""
    opened_to: Word = ""


CasePayload = Annotated[
    PickCase
    | ViewCase
    | DecideOnCase
    | RecordStepOf
    | TellCase
    | RecordContentOf
    | RecordAuthorOf
    | HandOverCase
    | ListCases
    | FindCasesBy,
    Field(discriminator="do"),
]
