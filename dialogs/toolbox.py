"""What the dialogs work with besides the state and the event: the policy and its readers."""

from dataclasses import dataclass, field
from typing import Protocol

from policy_content.follow_ups import FollowUps
from policy_content.model import Concern, Finding, Policy
from policy_content.phrases import plain_words
from policy_content.silence import Silence


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

    `policy_contact`, `personal_signpost`, `danger_signpost`, `social_media_desk` and
    `bot_chat_link` are the operator's settings; empty means not configured, and nothing is said of
    them. Questions without an answer
    are kept for `questions_kept_days`, or not at all where that is 0.
    """

    policy: Policy
    find: Finder
    read: Reader
    policy_contact: str = ""
    bot_chat_link: str = ""
    silence: Silence = field(default_factory=Silence)
    follow_ups: FollowUps = field(default_factory=FollowUps)
    personal_signpost: str = ""
    danger_signpost: str = ""
    social_media_desk: str = ""
    questions_kept_days: int = 180
    no_names: frozenset[str] = field(init=False, repr=False, default=frozenset())
    """The policy's own words, in small letters: they are nobody's name."""

    def __post_init__(self) -> None:
        texts = (f"{clause.title} {clause.text}" for clause in self.policy.clauses.values())
        words = frozenset(word for text in texts for word in plain_words(text).split())
        object.__setattr__(self, "no_names", words)
