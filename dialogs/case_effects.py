"""What the team's dialogs ask of storage, and what may come of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.errors import Refusal
from storage.records import (
    Actor,
    Author,
    CaseAction,
    CaseForTeam,
    CaseQuery,
    CaseSummary,
    ExportRow,
    ReadFor,
)

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class ShowCase:
    """Read a case. Outcome: CaseShown or CaseRefused."""

    reference: str
    reader: Actor
    what_for: ReadFor = ReadFor.CASE


@dataclass(frozen=True, slots=True)
class ActOnCase:
    """Carry out an action on a case. Outcome: CaseShown or CaseRefused."""

    reference: str
    actor: Actor
    action: CaseAction


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
    """A case as it stands: after `action`, or (None) as it was asked for, and what for."""

    case: CaseForTeam
    action: CaseAction | None = None
    what_for: ReadFor = ReadFor.CASE


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """It was refused; `why` is a sentence, `refusal` the error; `case` is set where it is shown."""

    why: str
    case: CaseForTeam | None = None
    refusal: Refusal | None = None
    action: CaseAction | None = None


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


@dataclass(frozen=True, slots=True)
class CasesExported:
    """The rows of an export."""

    rows: Sequence[ExportRow]
    query: CaseQuery


CaseEffect = ShowCase | ActOnCase | RevealAuthor | ListQueue | FindCases | ExportCases
CaseOutcome = CaseShown | CaseRefused | AuthorRevealed | CasesListed | CasesExported
