"""Questions for the policy owner: kept without who asked, for so long, and forgotten at a word."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from storage.records import KeptQuestion, NewQuestion, WhyKept
from tests.contracts.support import World

WORDS = "can we use WhatsApp ŷ 🧵 for the team chat?"


def a_question(words: str = WORDS, question: UUID | None = None) -> NewQuestion:
    return NewQuestion(id=question or uuid4(), words=words, why=WhyKept.UNANSWERED, closest="scope")


async def test_at_first_nothing_is_kept(world: World) -> None:
    assert list(await world.stores.questions.all()) == []


async def test_a_question_is_kept_with_its_day_and_nothing_of_who_asked(world: World) -> None:
    await world.stores.questions.keep(a_question())
    [kept] = await world.stores.questions.all()
    assert kept == KeptQuestion(
        words=WORDS, why=WhyKept.UNANSWERED, closest="scope", day=world.clock.now.date()
    )
    assert set(KeptQuestion.model_fields) == {"words", "why", "closest", "day"}


async def test_keeping_a_question_twice_keeps_it_once(world: World) -> None:
    asked = a_question()
    await world.stores.questions.keep(asked)
    world.clock.advance(days=1)
    await world.stores.questions.keep(asked.model_copy(update={"words": "other words"}))
    [kept] = await world.stores.questions.all()
    assert (kept.words, kept.day) == (WORDS, world.clock.now.date() - timedelta(days=1))


async def test_whoever_asked_may_have_it_forgotten(world: World) -> None:
    asked, other = a_question(), a_question("another")
    await world.stores.questions.keep(asked)
    await world.stores.questions.keep(other)
    await world.stores.questions.forget(asked.id)
    await world.stores.questions.forget(asked.id)
    assert [kept.words for kept in await world.stores.questions.all()] == ["another"]


async def test_old_questions_are_forgotten_and_the_rest_come_oldest_first(world: World) -> None:
    for words in ("first", "second", "third"):
        await world.stores.questions.keep(a_question(words))
        world.clock.advance(days=1)
    assert [q.words for q in await world.stores.questions.all()] == ["first", "second", "third"]
    await world.stores.questions.forget_old(world.clock.now.date() - timedelta(days=2))
    assert [q.words for q in await world.stores.questions.all()] == ["second", "third"]


async def test_a_naive_clock_keeps_no_question(world: World) -> None:
    right = world.clock.now
    world.clock.now = right.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        await world.stores.questions.keep(a_question())
    world.clock.now = right
    assert list(await world.stores.questions.all()) == []
