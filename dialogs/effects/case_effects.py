"""What the team's dialogs ask of storage, and what may come of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.payloads.case_payloads import CasePayload, CaseView
from storage.errors import Refusal
from storage.records import (
    Actor,
    Author,
    CaseAction,
    CaseForTeam,
    CaseQuery,
    CaseSummary,
    Digest,
    ExportRow,
    ReadFor,
)

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Onward:
    """Where it goes on once a case is read or was acted on.

    `view` is what is then shown of it, `step` the step whose form is meant. `then` is what was
    asked for that can only be understood with the case in hand: it is taken up instead.
    """

    view: CaseView = CaseView.CARD
    step: str = ""
    then: CasePayload | None = None


TO_THE_CARD = Onward()


@dataclass(frozen=True, slots=True)
class ShowCase:
    """Read a case. Outcome: CaseShown, CaseRefused or CardIsDuplicate.

    `card` is the message whose card was pressed, where that must be the case's own.
    """

    reference: str
    reader: Actor
    what_for: ReadFor = ReadFor.CASE
    onward: Onward = TO_THE_CARD
    card: str = ""


@dataclass(frozen=True, slots=True)
class ActOnCase:
    """Carry out an action on a case. Outcome: CaseShown, CaseRefused or CardIsDuplicate.

    `tap` names the card or the form that was pressed: however often it is, that is one action.
    Empty for what was typed, where the message is what counts. `card` as of ShowCase.
    """

    reference: str
    actor: Actor
    action: CaseAction
    tap: str = ""
    onward: Onward = TO_THE_CARD
    card: str = ""


@dataclass(frozen=True, slots=True)
class RevealAuthor:
    """Tell the recorded author of the post. Outcome: AuthorRevealed or CaseRefused."""

    reference: str
    reader: Actor


@dataclass(frozen=True, slots=True)
class ListQueue:
    """List the open cases. Outcome: CasesListed."""

    reader: Actor


@dataclass(frozen=True, slots=True)
class ReadDigest:
    """Tell what the next daily digest would tell by now; `day` is today. Outcome: DigestRead."""

    reader: Actor
    day: date


@dataclass(frozen=True, slots=True)
class FindCases:
    """Find cases. Outcome: CasesListed."""

    query: CaseQuery
    reader: Actor
    limit: int = MOST_FOUND


@dataclass(frozen=True, slots=True)
class ExportCases:
    """Make the rows of an export, which is audited. Outcome: CasesExported."""

    query: CaseQuery
    reader: Actor


# What came of it.


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case as it stands: after `action`, or (None) as it was asked for, and what for.

    `members` are those of the team where it is to be handed over; `link` opens its draft pack as a
    file, empty where no link can be made; `screenshots` open its screenshots in the order of its
    reports, none where no link can be made.
    """

    case: CaseForTeam
    action: CaseAction | None = None
    what_for: ReadFor = ReadFor.CASE
    onward: Onward = TO_THE_CARD
    members: Sequence[Actor] = ()
    link: str = ""
    screenshots: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """It was refused; `why` is a sentence, `refusal` the error; `case` is set where it is shown."""

    why: str
    case: CaseForTeam | None = None
    refusal: Refusal | None = None
    action: CaseAction | None = None
    onward: Onward = TO_THE_CARD


@dataclass(frozen=True, slots=True)
class CardIsDuplicate:
    """What was pressed is a second card of the case, and nothing was done. `card` is its own."""

    reference: str
    card: str


@dataclass(frozen=True, slots=True)
class AuthorRevealed:
    """The recorded author of a case's post, None where none is recorded."""

    reference: str
    author: Author | None


@dataclass(frozen=True, slots=True)
class CasesListed:
    """Cases in the queue, or those that were found for `query`."""

    cases: Sequence[CaseSummary]
    query: CaseQuery | None = None
    limit: int = MOST_FOUND


@dataclass(frozen=True, slots=True)
class DigestRead:
    """What happened since the last daily digest."""

    digest: Digest


@dataclass(frozen=True, slots=True)
class CasesExported:
    """The rows of an export; `link` opens them as a file, empty where no link can be made."""

    rows: Sequence[ExportRow]
    query: CaseQuery
    link: str = ""


CasesEffect = ListQueue | ReadDigest | FindCases | ExportCases
CaseEffect = ShowCase | ActOnCase | RevealAuthor | CasesEffect
CaseOutcome = (
    CaseShown
    | CaseRefused
    | CardIsDuplicate
    | AuthorRevealed
    | CasesListed
    | DigestRead
    | CasesExported
)
