"""A question as it was asked, and what of it may be kept for the policy owner.

Kept is a question that somebody asks one to one, outside any flow, about no person. What may be a
draft post, a report, a confession or a personal matter is not (docs/decisions/0009).
"""

import re
from dataclasses import dataclass
from uuid import UUID

from dialogs.here import Here
from dialogs.state import Conversation
from dialogs.text.masking import MOST_CHARACTERS, NAME, masked
from dialogs.turn import Place
from policy_content.phrases import plain_words
from policy_content.silence import Silence

_HASHTAG = re.compile(r"(?<!\w)#\w")
_OWN_POST = re.compile(
    r"\bi (?:have |ve |just |already |once |recently |accidentally |may have |might have )*"
    r"(?:posted|shared|tweeted|wrote|written|retweeted|liked|commented|put|uploaded|said|called"
    r"|blogged|broke|broken)\b|\bmy (?:post|tweet|comment|photo)\b"
)
_BEGINS_A_QUESTION = re.compile(
    r"(?:and |so |but |hi |hello |please )?(?:am|are|can|could|did|do|does|has|have|how|is|may|must"
    r"|shall|should|was|were|what|whats|when|where|wheres|which|who|whos|whose|why|will|would|tell"
    r"|explain|any|anything|if)\b"
)
_FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `plain` is its text in plain words.

    `words` are what may be kept of it, masked, and are empty where nothing may. `told` says that
    it tells what somebody else has posted.
    """

    id: UUID
    text: str
    plain: str
    words: str = ""
    told: bool = False


def read_question(conversation: Conversation, text: str, here: Here) -> Asked:
    """Read a question that was typed in this conversation."""
    words, told = may_be_kept(text, here)
    if conversation.flow is not None:
        words = ""
    return Asked(here.context.new_id, text, plain_words(text), words, told)


def may_be_kept(text: str, here: Here) -> tuple[str, bool]:
    """Return what may be kept of a question, empty for nothing, and whether it tells of somebody.

    Applied to what comes back from a card as well, since a card is input from outside.
    """
    silence = here.toolbox.silence
    hidden = masked(text, here.toolbox.no_names)
    told = silence.reported.told_in(plain_words(hidden.replace(NAME, " someone ")))
    private = here.context.place is Place.PERSONAL and here.toolbox.questions_kept_days > 0
    if told or not private or len(text) > MOST_CHARACTERS or not _is_question(text):
        return "", told
    return ("" if _is_sensitive(plain_words(text), silence) else hidden), told


def _is_sensitive(plain: str, silence: Silence) -> bool:
    lists = (silence.danger, silence.personal, silence.abuse, silence.orders)
    return bool(_OWN_POST.search(plain)) or any(one.found_in(plain) for one in lists)


def asks(text: str) -> bool:
    """Tell whether a message is put as a question."""
    return "?" in text or bool(_BEGINS_A_QUESTION.match(plain_words(text)))


def _is_question(text: str) -> bool:
    """Tell whether a message asks something; a statement, or a hashtag, may be a draft post."""
    words = plain_words(text).split()
    if len(words) < 2 or _HASHTAG.search(text):
        return False
    if asks(text):
        return True
    return len(words) <= _FEW_WORDS and "!" not in text
