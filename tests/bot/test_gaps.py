"""What staff asked in vain, as the policy owner reads it (bot/commands/gaps.py)."""

from datetime import date

import yaml

from bot.commands.gaps import NONE_KEPT, listed
from storage.records import KeptQuestion, WhyKept


def question(words: str, why: WhyKept = WhyKept.UNANSWERED) -> KeptQuestion:
    return KeptQuestion(words=words, closest="scope", why=why, day=date(2026, 6, 2))


def test_nothing_kept_is_said_so() -> None:
    assert list(listed([])) == [NONE_KEPT]


def test_the_list_can_be_pasted_as_phrasings_most_often_asked_first() -> None:
    rows = [
        question("can we use dating apps"),
        question("who pays for the coffee?"),
        question("Can we use dating apps?", WhyKept.UNHELPFUL),
    ]
    text = "\n".join(listed(rows))
    pasted = yaml.safe_load(text)
    assert pasted[0].lower().startswith("can we use dating apps")
    assert pasted[-1] == "who pays for the coffee?"
    assert "asked 2 times" in text
