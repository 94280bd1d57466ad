"""The daily digest: one message a working day, so that the team can see that nothing is missing."""

from collections.abc import Sequence

from microsoft_teams.cards import AdaptiveCard, CardElement

from dialogs.cards.parts import button, card, headline, sentence
from dialogs.payloads.case_payloads import ListCases
from dialogs.wording import case_lists, digests
from dialogs.wording.dates import short_day
from storage.records import Digest

MOST_NAMED = 100
"""How many references a line names; the numbers tell of the others."""


def digest_card(digest: Digest, *, so_far: bool = False, may_repeat: bool = False) -> AdaptiveCard:
    """Make the card of a digest; `so_far` where it was asked for before its time."""
    title, *lines = _lines(digest, so_far=so_far, may_repeat=may_repeat)
    body: list[CardElement] = [headline(title), *(sentence(line) for line in lines[:-1])]
    body.append(sentence(lines[-1], subtle=True))
    queue = button(case_lists.QUEUE_BUTTON, ListCases(do="queue"))
    return card(body, [queue], stands_for="\n".join((title, *lines)))


def digest_text(digest: Digest, *, so_far: bool = False, may_repeat: bool = False) -> str:
    """Return a digest as plain text."""
    return "\n".join(_lines(digest, so_far=so_far, may_repeat=may_repeat))


def _lines(digest: Digest, *, so_far: bool, may_repeat: bool) -> list[str]:
    title = digests.SO_FAR if so_far else digests.TITLE.format(day=short_day(digest.day))
    troubled = digest.dead or digest.late
    troubles = digests.IN_TROUBLE if troubled else digests.ON_TIME
    return [
        title,
        *((digests.MAY_REPEAT,) if may_repeat else ()),
        _opened(digest),
        _named(digests.CHANGED, digest.changed) or digests.CHANGED_NONE,
        _named(digests.CLOSED, digest.closed) or digests.CLOSED_NONE,
        troubles.format(late=digest.late, dead=digest.dead),
        digests.NO_GAP,
    ]


def _opened(digest: Digest) -> str:
    if not digest.opened:
        none = digests.OPENED_NONE if digest.last else digests.OPENED_NEVER
        return none.format(last=digest.last)
    first, last = digest.opened[0].number, digest.opened[-1].number
    template = digests.OPENED_ONE if first == last else digests.OPENED
    refs = _refs([one.reference for one in digest.opened])
    return template.format(first=first, last=last, refs=refs)


def _named(template: str, references: Sequence[str]) -> str:
    return template.format(refs=_refs(references)) if references else ""


def _refs(references: Sequence[str]) -> str:
    named = ", ".join(references[:MOST_NAMED])
    more = len(references) - MOST_NAMED
    return digests.AND_MORE.format(refs=named, count=more) if more > 0 else named
