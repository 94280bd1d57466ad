"""Reads a bare follow-up: "and on LinkedIn?", "why?", "what happens then?", "who says so?".

A follow-up is a whole message that says nothing by itself. The matcher never sees one: it would
answer it with confidence, and wrongly.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from policy_content.follow_ups import FollowUps, Platform
from policy_content.phrases import plain_words


class About(StrEnum):
    """What a follow-up asks of the last answer, besides another platform."""

    WHY = "why"
    THEN = "then"
    SOURCE = "source"
    CURRENT = "current"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class OnPlatform:
    """The same question, for another platform."""

    platform: Platform


FollowUp = About | OnPlatform

# One phrase a line, as plain words; IT stands for "it", "that" and their like.
_WHY = """
why( not| on earth| cant i| should i| should i not| shouldnt i| do you say so)?
why is IT( so| a breach| wrong| not allowed| bad)?
why does IT matter
how come
for what reason
(whats|what is) the reason( for IT)?
what for
"""
_THEN = """
what then
then what
and then
or what
or else
what next
(so )?what (happens|(would|will|could|might|can) happen)( WHEN)?( if WHO DO( IT)?)?
what if WHO DO( IT)?
(what are|whats|what is) the (consequences?|punishment|penalty|sanctions?) (of|for) IT
(will|would|could|can|might) i (be|get) (in trouble|into trouble|sacked|fired|disciplined)( for IT)?
am i in trouble
"""
# Whole questions by themselves; after an answer, they are about that.
_THEN_OR_WHOLE = """
((what are|whats|what is) (the )?)?(consequences?|punishment|penalty|sanctions?)
"""
_SOURCE = """
(who|what) (says|said) IT
says who
where (is|are|was) IT( written| from)?
wheres IT( from)?
where does IT (say IT|stand|come from)
where can i (read|find) IT
(which|what) (clause|section|page|part|policy)( is IT)?
source
reference
citation
according to (who|whom|what)
can you cite IT
how do you know
"""
_CURRENT = """
is IT (still |really )?(current|up to date|valid|in force|out of date|outdated|recent|old)( today)?
is IT (still )?(true|the case|the latest)
is IT the (current|latest) (version|policy)
still (current|valid|true|in force)
how (old|recent|current|up to date) is IT
when was IT (last )?(reviewed|written|updated)
has IT changed
"""
_SECTION = """
((tell|show|give) me )?more( details?)?
show (me )?(the rest|everything)
go on
continue
the rest
(anything|what) else
(show me |read me )?(the )?(whole|full|entire) section
(can|may) i see the (whole |full |entire )?(section|thing)
"""
_ASKS_AGAIN = """
(what|how) about
what of
what if (its|it is|it was|thats|i use|i used)
what if i (do|post|put|say|said|did|posted|write) IT
(is|would|was) IT (also |still |be )?(different|the same|ok|okay|allowed|fine|true|a breach)
(does|do|would|will) (IT|the same|(the )?(same )?rules?|same) (also |still )?(apply|hold|count)
(can|could|may|should) i (do|post|put|say|share|write) IT
(the )?same( thing| rules?)?
even
only
just
if i (do|post|put|say) IT
"""
_WORDS = {
    "IT": "(it|that|this|those|these|they|so)",
    "WHEN": "(then|next|afterwards|after that|to me|to them)",
    "WHO": "(i|we|you|they|he|she|somebody|someone)",
    "DO": "(do|does|did|have|has|break|broke|ignore|ignores|post|posts|posted|say|said|dont|didnt"
    "|already did|already have|already posted)",
}
_LEAD = "((and|but|so|ok|okay|right|well|hmm|oh|then|or|also|now|yes|no|sorry) )*"
_TAIL = "( (then|too|as well|instead|though|either|also|please|exactly|anyway|now))*"


def _one_of(phrases: str) -> str:
    """Return a pattern for any one of the phrases."""
    whole = "|".join(f"({line})" for line in phrases.strip().split("\n"))
    return re.sub("|".join(_WORDS), lambda found: _WORDS[found[0]], whole)


_BARE = {
    about: re.compile(f"{_LEAD}({_one_of(phrases)}){_TAIL}")
    for about, phrases in (
        (About.WHY, _WHY),
        (About.THEN, _THEN),
        (About.SOURCE, _SOURCE),
        (About.CURRENT, _CURRENT),
        (About.SECTION, _SECTION),
    )
}
_AFTER_AN_ANSWER = re.compile(f"{_LEAD}({_one_of(_THEN_OR_WHOLE)}){_TAIL}")


def read_follow_up(text: str, follow_ups: FollowUps, *, after: bool = True) -> FollowUp | None:
    """Return the follow-up that the whole of a message is; None where it says more.

    `after` tells that there is an answer to follow on.
    """
    words = plain_words(text)
    if after and _AFTER_AN_ANSWER.fullmatch(words):
        return About.THEN
    for about, pattern in _BARE.items():
        if pattern.fullmatch(words):
            return about
    if not follow_ups.names:
        return None
    found = _on_platform(tuple(follow_ups.names)).fullmatch(words)
    return OnPlatform(follow_ups.names[found["platform"]]) if found is not None else None


@lru_cache(maxsize=4)
def _on_platform(names: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    posting = _one_of("(posting|if posted|when posted)( IT)?")
    return re.compile(
        f"{_LEAD}(({_one_of(_ASKS_AGAIN)}) )?({posting} )?"
        "((on|for|in|with|to|over on|via|using|at) )?((the|my|our|a) )?"
        f"(?P<platform>{named})( (account|page|feed|group|post|profile)s?)?{_TAIL}"
    )
