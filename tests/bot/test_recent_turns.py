"""A repeated activity has no second effect, and little is kept to know it."""

import asyncio

import pytest

from bot.turns import recent_turns
from bot.turns.recent_turns import ANSWERS, MARKS, RecentTurns, TurnResult
from dialogs.turn import Reply

ANSWER = TurnResult((Reply("done"),))


def test_a_new_activity_is_not_known() -> None:
    assert RecentTurns().recall(("chat", "1")) is None


async def test_a_repeated_press_is_owed_the_same_answer() -> None:
    recent = RecentTurns()
    recent.remember(("chat", "1"), ANSWER)
    assert recent.recall(("chat", "1")) == TurnResult(ANSWER.replies, repeated=True)
    assert recent.recall(("another chat", "1")) is None


def test_a_repeated_message_is_owed_silence() -> None:
    recent = RecentTurns()
    recent.remember(("chat", "1"), None)
    assert recent.recall(("chat", "1")) == TurnResult(repeated=True)


async def test_few_answers_are_kept_and_marks_are_bounded() -> None:
    recent = RecentTurns()
    for number in range(MARKS + 1):
        recent.remember(("chat", str(number)), ANSWER)
    assert recent.recall(("chat", "0")) is None
    assert recent.recall(("chat", str(MARKS - ANSWERS))) == TurnResult(repeated=True)
    assert recent.recall(("chat", str(MARKS - ANSWERS + 1))) == TurnResult(
        ANSWER.replies, repeated=True
    )


async def test_an_answer_is_forgotten_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_turns, "ANSWER_SECONDS", 0.01)
    recent = RecentTurns()
    recent.remember(("chat", "1"), ANSWER)
    await asyncio.sleep(0.05)
    assert recent.recall(("chat", "1")) == TurnResult(repeated=True)
