"""What the policy does not say, and messages that need something other than an answer.

The owner's lists are in `policy/silence.yaml`. They are read by plain words, so that it can be
seen, and tested, why the bot keeps silent.
"""

import re
from dataclasses import dataclass, field

from policy_content.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A subject that the policy does not settle.

    Either `name` is something that it does not mention, or `says` is a sentence on what it leaves
    open; it is told beside the answer. `clauses` come nearest. With `no_ruling` the bot says that
    it cannot rule on this, and quotes them whatever it found.
    """

    words: Phrases
    name: str = ""
    says: str = ""
    clauses: tuple[str, ...] = ()
    no_ruling: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """How a message tells what somebody else has posted: `who`, and soon after, `did`."""

    who: tuple[str, ...] = ()
    did: tuple[str, ...] = ()
    _pattern: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.who and self.did:
            who, did = ("|".join(map(re.escape, words)) for words in (self.who, self.did))
            pattern = rf"(?<!\S)(?:{who})(?: \S+){{0,6}}? (?:{did})(?!\S)"
            object.__setattr__(self, "_pattern", re.compile(pattern))

    def told_in(self, words: str) -> bool:
        """Tell whether a message, in plain words, says what somebody has posted."""
        return self._pattern is not None and self._pattern.search(words) is not None


@dataclass(frozen=True, slots=True)
class Silence:
    """All of silence.yaml.

    `about` are words of social media; a question without one is taken to be about something else.
    `danger`, `personal`, `abuse` and `orders` (to the bot) are what such messages say.
    """

    about: Phrases = field(default_factory=Phrases)
    unsaid: tuple[Unsaid, ...] = ()
    danger: Phrases = field(default_factory=Phrases)
    personal: Phrases = field(default_factory=Phrases)
    abuse: Phrases = field(default_factory=Phrases)
    orders: Phrases = field(default_factory=Phrases)
    reported: Reported = field(default_factory=Reported)

    def unsaid_in(self, words: str) -> tuple[Unsaid, ...]:
        """Return the subjects of a message, in plain words, that the policy does not settle."""
        return tuple(subject for subject in self.unsaid if subject.words.found_in(words))
