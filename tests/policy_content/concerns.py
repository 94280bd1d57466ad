"""What each single concern comes to, written out by hand from the policy, and how it is posted.

Nothing here is taken from the rules, so that the rules can be held against it.
"""

from itertools import combinations
from typing import NamedTuple

from policy_content.model import OutcomeOfCheck
from tests.policy_content.checking_posts import NOON, STRICTNESS, Choices, walk

HARD, SOFT, DONT = OutcomeOfCheck.HARD_BREACH, OutcomeOfCheck.SOFT_BREACH, OutcomeOfCheck.DONT
FIX, ASK = OutcomeOfCheck.FIX_FIRST, OutcomeOfCheck.ASK_FIRST
CARE, GO = OutcomeOfCheck.GO_AHEAD_WITH_CARE, OutcomeOfCheck.GO_AHEAD
EARLY = NOON.replace(hour=8)  # 09:00 in London, in summer


class Concern(NamedTuple):
    """Something a post does, the answer to the question on it, and what it comes to."""

    tick: str
    question: str
    answer: str
    in_public: OutcomeOfCheck
    on_yammer: OutcomeOfCheck


def _same(tick: str, outcome: OutcomeOfCheck, question: str = "", answer: str = "") -> Concern:
    return Concern(tick, question, answer, outcome, outcome)


CONCERNS = (
    _same("statistics", HARD, "published", "no"),
    _same("statistics", GO, "published", "today"),
    _same("statistics", GO, "published", "earlier"),
    _same("statistics", ASK, "published", "unsure"),
    _same("hacked", HARD),
    _same("threat", HARD),
    _same("independence", HARD),
    _same("offensive", HARD),
    _same("complaint", HARD, "tone", "aimed"),
    _same("complaint", ASK, "tone", "negative"),
    _same("complaint", ASK, "tone", "unsure"),
    _same("complaint", CARE, "tone", "general"),
    Concern("grievance", "", "", DONT, CARE),
    Concern("unfair", "evidence", "yes", DONT, CARE),
    _same("unfair", SOFT, "evidence", "no"),
    Concern("unfair", "evidence", "unsure", DONT, ASK),
    _same("criticism", SOFT),
    _same("broad", SOFT),
    Concern("internal", "", "", SOFT, ASK),
    _same("flaws", GO, "constructive", "yes"),
    _same("flaws", ASK, "constructive", "no"),
    _same("flaws", ASK, "constructive", "unsure"),
    _same("badge", DONT),
    _same("password", DONT),
    _same("law", DONT),
    _same("politics", ASK),
    _same("code", DONT),
    _same("weekend", GO),
    _same("other", ASK),
    _same("unsure", ASK),
)
PAIRS = [pair for pair in combinations(CONCERNS, 2) if pair[0].tick != pair[1].tick]
# The employer is asked about where a person posts in public; a corporate account shows it anyway.
SETTINGS: list[Choices] = [
    {"channel": channel, "capacity": capacity, "profile": profile}
    for channel in ("external", "yammer")
    for capacity in ("personal", "professional", "corporate")
    for profile in ("not-shown", "disclaimer", "no-disclaimer")
    if profile == "not-shown" or (channel == "external" and capacity != "corporate")
]


def expected(setting: Choices, concerns: tuple[Concern, ...]) -> OutcomeOfCheck:
    """Return the strictest of what the concerns come to, and of the disclaimer that lacks."""
    public = setting["channel"] != "yammer"
    outcomes = [concern.in_public if public else concern.on_yammer for concern in concerns]
    if setting["profile"] == "no-disclaimer":
        outcomes.append(FIX)
    return min(outcomes, key=STRICTNESS.__getitem__, default=GO)


def answered(setting: Choices, concerns: tuple[Concern, ...]) -> Choices:
    """Return the answers given, to the questions that were asked of a post that does all these."""
    follows = {concern.question: concern.answer for concern in concerns if concern.question}
    does = tuple(concern.tick for concern in concerns)
    return walk({**setting, **follows, "does": does})
