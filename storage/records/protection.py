"""What is held about one person, and what becomes of it when they ask for erasure.

UK GDPR, articles 15 (access) and 17 (erasure). Erasure is not absolute: what a public task or a
legal claim needs may stay (article 17(3)), so that each answer tells what stayed, and why.
"""

from datetime import datetime

from storage.records.actions import Author, Decision, StepRecord
from storage.records.base import Record
from storage.records.cases import Addition, CaseStatus
from storage.records.reports import ReportStatus


class Subject(Record):
    """Whom the data is about: their directory object id and, to find more, their work e-mail."""

    person: str
    work_email: str = ""


class Exchange(Record):
    """A question that a reporter was asked, and what they answered; empty where they did not."""

    at: datetime
    question: str
    answer: str = ""


class ReportHeld(Record):
    """A report of the person's, with their own words.

    `others` are the names of other people that the case's record knows, to be taken out of the
    words before these are handed over.
    """

    status: ReportStatus
    name: str
    link: str
    account: str
    seen_when: str
    policy_version: str
    screenshots: int = 0
    additions: tuple[Addition, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    others: tuple[str, ...] = ()


class AuthorshipHeld(Record):
    """A case in which the person is, or was, recorded as the post's author.

    Nothing that reporters wrote: it may tell who they are. `others` as in ReportHeld.
    """

    reference: str
    status: CaseStatus
    opened_at: datetime
    closed_at: datetime | None
    recorded: tuple[Author, ...]
    decisions: tuple[Decision, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class HeldAbout(Record):
    """What is held about a person.

    `conversations` counts the states of their chats, each gone an hour after it was last touched;
    `acts` the entries of the audit under their pseudonym, where they are of the team.
    """

    reports: tuple[ReportHeld, ...] = ()
    authorships: tuple[AuthorshipHeld, ...] = ()
    conversations: int = 0
    acts: int = 0


class Erasure(Record):
    """What was erased, by the references of reports (R-…) and cases (C-…), and what stayed.

    `identities`: who sent these reports. `words`: what these said. `authorships`: whom these cases
    name as the post's author. `on_hold` stayed because of a legal hold, `still_open` because the
    case is open: a report's words, or who wrote the post.
    """

    identities: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    authorships: tuple[str, ...] = ()
    on_hold: tuple[str, ...] = ()
    still_open: tuple[str, ...] = ()
    conversations: int = 0
