"""The words in which every flow speaks: events in; a new state, replies and effects out.

`advance(conversation, event, context) -> Step` is pure. An effect is something that only the
service can carry out; what came of it returns as an `Outcome` event to the same flow.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from microsoft_teams.cards import AdaptiveCard
from pydantic import JsonValue

from dialogs.effects.case_effects import CaseEffect, CaseOutcome
from dialogs.effects.report_effects import ReportEffect, ReportOutcome, ScreenshotsKept
from dialogs.seen_message import SeenMessage
from dialogs.state import Conversation
from storage.records import NewQuestion, ReportStatus


class Place(StrEnum):
    """Where a turn happens. The triage channel is the one that receives cases."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"
    TRIAGE = "triage"


@dataclass(frozen=True, slots=True)
class Context:
    """What a turn may know besides its event.

    `person` is the directory object id; `reference` is the conversation reference of this chat,
    kept with a report so that its reporter can be told of it. `new_id` is a fresh random id.
    `team` and `channel` are set where the turn happens in a team. `pressed` is the id of the
    message whose card was pressed, empty where that is not known. `reachable` tells that the bot
    can write to the person later, in the conversation of the reference.
    """

    person: str
    name: str
    place: Place
    now: datetime
    activity: str
    new_id: UUID
    reference: dict[str, JsonValue] = field(default_factory=dict)
    team: str = ""
    channel: str = ""
    pressed: str = ""
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A typed message; mentions of the bot are removed and white space is trimmed.

    `files` are the addresses of files that were sent along, as they came from outside.
    """

    text: str
    files: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A pressed card button: its data and the card's inputs, as they came from outside."""

    data: dict[str, JsonValue]


class Dialog(StrEnum):
    """The dialogs that Teams' menus open, by the id of their command in the app's manifest.

    A check of a draft, from the box where one writes; of a message, a look at it and a report of
    it. Only whoever opened a dialog sees it, and nothing can be typed to the bot in it.
    """

    CHECK = "should-i-post-this"
    LOOK = "check-message"
    REPORT = "report-message"


@dataclass(frozen=True, slots=True)
class Opened:
    """A dialog was opened, from a message's menu with that message."""

    dialog: Dialog
    message: SeenMessage | None = None


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot was added to this chat or team."""


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """The bot was removed from this chat or team."""


@dataclass(frozen=True, slots=True)
class MayAnswer:
    """A message that nothing waited for, from somebody whom the team has asked about their report.

    It comes in place of what was said, so that an answer to the team is neither taken for a
    question about the policy, nor kept as one for the policy owner.
    """

    said: Said
    report: ReportStatus


# What came of an effect.


@dataclass(frozen=True, slots=True)
class ChannelConfirmed:
    """The triage channel has been confirmed, or the sentence that says why not."""

    refusal: str = ""


Outcome = ReportOutcome | ScreenshotsKept | CaseOutcome | ChannelConfirmed
Event = Said | MayAnswer | Pressed | Opened | Installed | Uninstalled | Outcome


# Effects.


@dataclass(frozen=True, slots=True)
class ConfirmChannel:
    """Use the channel of this turn for cases, if the person is an operator.

    Outcome: ChannelConfirmed.
    """


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """Keep a question for the policy owner, without who asked. No outcome.

    Where it cannot be kept the whole turn fails, so that nobody is told of it in vain.
    """

    question: NewQuestion


@dataclass(frozen=True, slots=True)
class ForgetQuestion:
    """Delete a question that was kept. No outcome; the turn fails as for KeepQuestion."""

    question: UUID


@dataclass(frozen=True, slots=True)
class NoteJudgement:
    """Count whether an answer helped, by the clause that it began with. No outcome."""

    clause: str
    helped: bool


@dataclass(frozen=True, slots=True)
class OpenPersonalChat:
    """Write this reply to the person's one-to-one chat with the bot. No outcome.

    Where that chat cannot be opened, `otherwise` is said here instead of the step's replies.
    """

    reply: "Reply"
    otherwise: "Reply"


Effect = (
    ReportEffect
    | CaseEffect
    | ConfirmChannel
    | KeepQuestion
    | ForgetQuestion
    | NoteJudgement
    | OpenPersonalChat
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the chat: text, a card, or both.

    `text` is also what a client without cards shows, and is always enough to go on by typing.
    `suggestions` are words that the person may press instead of typing them. `in_place` asks for
    the pressed card to be replaced by this one, where a card was pressed. A `private` reply is for
    whoever acted alone, also where others read along. A card of one's `own` (a form, a list)
    never takes the place of a card that others see too. One `for_all` does so for everybody, also
    where the press itself is answered to one person alone.
    """

    text: str
    card: AdaptiveCard | None = None
    suggestions: tuple[str, ...] = ()
    in_place: bool = False
    private: bool = False
    own: bool = False
    for_all: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one event leads to. `unclaimed` tells that nothing waited for what was said."""

    conversation: Conversation
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    unclaimed: bool = False
