"""What is kept of chats: conversation states, questions for the owner, the triage channel."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from storage.records.base import Record


class ConversationKey(Record):
    """Whose conversation a state belongs to; two people in one group chat have a state each."""

    tenant: str
    channel: str
    conversation: str
    person: str


class KeptConversation(Record):
    """A conversation's state as it was read.

    `document` is the state's JSON, empty when there is none yet. `etag` is the number of the
    version that was read, 0 when there is none. `seen` tells that the activity asked about has
    been processed before.
    """

    document: str = ""
    etag: int = 0
    seen: bool = False


class WhyKept(StrEnum):
    """Why a question is kept for the policy owner: it had no answer, or one that did not help."""

    UNANSWERED = "unanswered"
    UNHELPFUL = "unhelpful"


class NewQuestion(Record):
    """A question to be kept for the policy owner. It has no place for who asked.

    `id` makes keeping it twice harmless. `words` are the question's, names and the like masked.
    `closest` is the id of the clause that came nearest, empty for none.
    """

    id: UUID
    words: str
    why: WhyKept
    closest: str = ""


class KeptQuestion(Record):
    """A question as the policy owner sees it; `day` is when it was kept, and no time is known."""

    words: str
    why: WhyKept
    closest: str
    day: date


class TriageChannel(Record):
    """The Internal Communications channel that receives the cases."""

    team: str
    channel: str
    tenant: str
    service_url: str
