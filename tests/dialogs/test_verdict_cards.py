"""The card of every verdict: short, with all deciding clauses, and what goes with the outcome."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from dialogs.cards.verdict_card import VerdictView, verdict_card, verdict_text
from dialogs.checks.verdicts import verdict_view
from dialogs.state import CheckFlow
from dialogs.turn import Context, Place, Reply
from policy_content.assessment import assess
from policy_content.model import Policy, Verdict
from tests.dialogs.chat import card_json, check_reply, elements, own_words
from tests.policy_content.checking_posts import CHECKS, GO_AHEADS, STOPS, Choices
from tests.policy_content.concerns import ASK, CONCERNS, PAIRS, SETTINGS, Concern, answered

NOW = datetime(2026, 6, 1, 7, 10, tzinfo=UTC)  # 08:10 in London
FLOW = CheckFlow(id=UUID(int=1))
HERE = Context("p", "", Place.PERSONAL, NOW, "a", UUID(int=2))
MOST_TALKATIVE: Choices = {"channel": "x", "capacity": "personal", "profile": "disclaimer"}
each_setting = pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: "-".join(s.values()))


def viewed(answers: Choices, policy: Policy) -> tuple[Verdict, VerdictView]:
    verdict = assess(CHECKS, answers, NOW)
    return verdict, verdict_view(verdict, answers, (), HERE, policy)


def checks_of(setting: Choices, concern: Concern) -> list[Choices]:
    """Return the answers of the check; twice after a stop: not posted yet, and posted already."""
    answers = answered(setting, (concern,))
    return [answers, {**answers, "posted": "yes"}] if "posted" in answers else [answers]


@each_setting
def test_a_verdict_is_short_and_holds_all_that_decides_it(setting: Choices, policy: Policy) -> None:
    for answers in (a for concern in CONCERNS for a in checks_of(setting, concern)):
        verdict, view = viewed(answers, policy)
        made = verdict_card(FLOW, view, policy)
        check_reply(Reply(verdict_text(view, policy), made), policy)
        card = card_json(Reply("verdict", made))
        assert own_words(card) <= 60, verdict_text(view, policy)
        assert len(view.shown) <= 3
        assert len(card["actions"]) <= 3
        ids = {
            run["text"].rpartition(" · ")[2] for run in elements(card) if run["type"] == "TextRun"
        }
        assert {*verdict.deciding, *verdict.advice} <= ids


def test_with_two_concerns_it_is_as_short(policy: Policy) -> None:
    for pair in PAIRS:
        answers = {**answered(MOST_TALKATIVE, pair), "posted": "yes"}
        _, view = viewed(answers, policy)
        card = card_json(Reply("verdict", verdict_card(FLOW, view, policy)))
        assert own_words(card) <= 60, verdict_text(view, policy)


@each_setting
def test_every_verdict_has_the_lines_that_go_with_it(setting: Choices, policy: Policy) -> None:
    for answers in (a for concern in CONCERNS for a in checks_of(setting, concern)):
        verdict, view = viewed(answers, policy)
        text = verdict_text(view, policy)
        goes_ahead, stops = verdict.outcome in GO_AHEADS, verdict.outcome in STOPS
        assert "lists are not complete" in text
        assert "is overdue" in text
        assert ("difficult to remove it" in text) == goes_ahead
        assert ("if in doubt, don't post it" in text.lower()) >= (
            goes_ahead or verdict.outcome == ASK
        )
        assert ("Yammer posts can be subject to Freedom" in text) == (
            setting["channel"] == "yammer"
        )
        posted = answers.get("posted") == "yes"
        assert text.startswith("Don't post: ") == (stops and not posted)
        assert text.startswith("The policy ") == posted
        assert ("may be used in disciplinary action" in text) == stops
        assert ("may lead to disciplinary action" in text) >= stops
        assert ("Your disclaimer does not change this." in view.remarks) == (
            stops and setting["profile"] == "disclaimer"
        )


@each_setting
def test_who_has_posted_already_reads_what_may_be_asked_on_the_first_screen(
    setting: Choices, policy: Policy
) -> None:
    for answers in (a for concern in CONCERNS for a in checks_of(setting, concern)):
        _, view = viewed(answers, policy)
        posted = answers.get("posted") == "yes"
        assert ("cooperate-investigations" in view.shown) == posted
        on_yammer = setting["channel"] == "yammer"
        assert view.reporting == (posted and on_yammer)
        elsewhere = "Not on Yammer, so not for Internal Communications."
        assert (elsewhere in view.remarks) == (posted and not on_yammer)


def test_one_of_several_things_to_change_is_not_said_to_be_enough(policy: Policy) -> None:
    one = viewed(answered(MOST_TALKATIVE, CONCERNS[4:5]), policy)[1]
    two = viewed(answered(MOST_TALKATIVE, CONCERNS[4:6]), policy)[1]
    assert "That alone is not enough." not in one.remarks
    assert two.remarks[0] == "That alone is not enough."
    assert two.would_change_more == (
        "It would change if the post left out the security threat or incident.",
    )


def test_a_note_that_stands_beside_its_clause_is_not_repeated(policy: Policy) -> None:
    badge = next(concern for concern in CONCERNS if concern.tick == "badge")
    text = verdict_text(viewed(answered(MOST_TALKATIVE, (badge,)), policy)[1], policy)
    assert text.count("whether this is a soft or a hard breach") == 1
