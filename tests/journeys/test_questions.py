"""Policy questions in chat (acceptance scenarios 1 and 2, as far as built)."""

import re
from pathlib import Path

import pytest

from dialogs.toolbox import Toolbox
from tests.journeys.world import World, card_of, words


async def test_conflicting_clauses_are_quoted_together_word_for_word(
    world: World, toolbox: Toolbox
) -> None:
    (answer,) = await world.person("Nia", 1).say("can i moan about work on facebook?")
    shown = words(answer)
    for clause in ("not-a-breach.work-frustrating", "hard-breach.vent-bully-harass"):
        assert toolbox.policy.clause(clause).text in shown
        assert clause in shown
    assert "overdue" in shown


async def test_the_overdue_review_is_told_once_a_conversation(world: World) -> None:
    nia = world.person("Nia", 1)
    (first,) = await nia.say("what is a hard breach?")
    (second,) = await nia.say("can I share photos of the office?")
    assert "overdue" in words(first)
    assert "overdue" not in words(second)


async def test_everything_quoted_is_the_policys_own(world: World, toolbox: Toolbox) -> None:
    whole = "\n".join(clause.text for clause in toolbox.policy.clauses.values())
    nia = world.person("Nia", 1)
    for question in (
        "what is a soft breach?",
        "can I say where I work?",
        "what are the five things?",
    ):
        (answer,) = await nia.say(question)
        quoted = re.findall(r"“([^”]+)”", words(answer))
        assert quoted
        assert [quotation for quotation in quoted if quotation not in whole] == []


@pytest.mark.parametrize(
    "question", ["what's the wifi code for the Newport canteen?", "write me a poem about badgers"]
)
async def test_what_the_policy_does_not_answer_is_said_so(world: World, question: str) -> None:
    (answer,) = await world.person("Nia", 1).say(question)
    assert "does not answer" in words(answer)


@pytest.mark.parametrize("text", ["x" * 10_000, "🙃" * 3_000, "Bore da, a gaf i bostio hwn?", ""])
async def test_whatever_is_typed_gets_an_answer(world: World, text: str) -> None:
    assert len(await world.person("Nia", 1).say(text)) == 1


async def test_a_question_delivered_twice_is_answered_once(world: World) -> None:
    nia = world.person("Nia", 1)
    assert len(await nia.say("what is a hard breach?", id="the-same")) == 1
    assert await nia.say("what is a hard breach?", id="the-same") == []


async def test_the_bot_greets_once_and_says_the_three_things_it_does(world: World) -> None:
    nia = world.person("Nia", 1)
    added = [{"id": "28:11111111-2222-3333-4444-555555555555"}, {"id": "29:person-1"}]
    await nia.post(nia.activity(type="conversationUpdate", text=None, membersAdded=added))
    await nia.post(nia.activity(type="installationUpdate", text=None, action="add"))
    (welcome,) = nia.heard()
    for thing in ("Answer a question", "think before you post", "Take a report"):
        assert thing in words(welcome)


async def test_an_unexpected_error_is_an_apology_with_a_reference(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret words of the person")

    monkeypatch.setattr("bot.turns.turns.advance", broken)
    (told,) = await world.person("Nia", 1).say("what is a hard breach?")
    reference = re.search(r"E-[0-9A-F]{8}", words(told))
    assert "Sorry" in words(told)
    assert reference is not None
    assert any(getattr(record, "reference", "") == reference[0] for record in caplog.records)


async def test_a_follow_up_is_the_same_question_for_another_platform(world: World) -> None:
    nia = world.person("Nia", 1)
    await nia.say("can i moan about work on facebook?")
    followed = words((await nia.say("and on yammer?"))[-1])
    assert "The same question, for Yammer" in followed
    assert "Vent frustrations, bully or harass users" in followed
    assert "Freedom of Information" in followed


async def test_where_the_policy_is_nearly_silent_its_words_are_quoted_without_a_ruling(
    world: World,
) -> None:
    told = words((await world.person("Nia", 1).say("can I like a political party's tweet?"))[-1])
    assert "I can't rule on this" in told
    assert "neither likes nor political parties" in told
    assert "personal-use.integrity" in told


async def test_a_question_without_an_answer_is_kept_without_who_asked_until_told_not_to(
    world: World, tmp_path: Path
) -> None:
    nia = world.person("Nia Xylophia", 1)
    (answer,) = await nia.say("can we use WhatsApp for the team chat?")
    assert "don't keep it" in words(answer)
    (kept,) = await world.stores.questions.all()
    assert "WhatsApp" in kept.words
    raw = [file.read_bytes() for file in sorted(tmp_path.iterdir())]  # noqa: ASYNC240 - a test
    assert not any(b"WhatsApp" in content for content in raw)
    await nia.press(card_of(answer), "Don't keep")
    assert list(await world.stores.questions.all()) == []


@pytest.mark.parametrize(
    "text", ["my colleague Dave posted our payroll on yammer", "I want to kill myself"]
)
async def test_what_is_about_somebody_or_about_danger_is_never_kept(
    world: World, text: str
) -> None:
    assert await world.person("Nia", 1).say(text)
    assert list(await world.stores.questions.all()) == []
