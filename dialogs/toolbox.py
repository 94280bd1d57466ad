"""What the dialogs work with besides the state and the event: the policy and its readers."""

from dataclasses import dataclass
from typing import Protocol

from policy_content.model import Concern, Finding, Policy


class Finder(Protocol):
    """Finds the clauses for a question: `QuestionMatcher.find`."""

    def __call__(self, question: str) -> Finding:
        """Return an answer, a few guesses, or an honest none."""


class Reader(Protocol):
    """Reads a draft post: `DraftReader.read`. It never says that a draft is safe."""

    def __call__(
        self, draft: str, channel: str = "external", capacity: str = "personal"
    ) -> tuple[Concern, ...]:
        """Return the clauses that the draft may offend, with the words that raised them."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The policy, how to search it, and how to read a draft.

    `policy_contact` and `bot_chat_link` are the operator's settings; empty means not configured,
    and nothing is said of them.
    """

    policy: Policy
    find: Finder
    read: Reader
    policy_contact: str = ""
    bot_chat_link: str = ""
