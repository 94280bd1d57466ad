"""What comes back from the buttons of a report that was sent: more about it, or an answer."""

from typing import Literal
from uuid import UUID

from dialogs.payloads.payload_parts import Payload, Text, Word


class OnReport(Payload):
    """Something to be done with a report of one's own.

    `text` is what was typed into the card. `question` is the one that is answered. `sure` tells
    that the person was warned, or asked whether they mean it, and went on. `named` tells that
    Internal Communications see their name already. `form` is the id of the form that was filled in:
    pressed twice, it has one effect.
    """

    do: Literal[
        "own-show", "own-add", "own-withdraw", "own-answer", "own-decline", "own-share-name"
    ]
    report: Word
    question: UUID | None = None
    text: Text = ""
    sure: bool = False
    named: bool = False
    form: UUID | None = None


class AddUnsent(Payload):
    """What an unsent report says is to be added to the earlier report of the same post."""

    do: Literal["report-add-to-earlier"] = "report-add-to-earlier"
    flow: UUID
    report: Word
