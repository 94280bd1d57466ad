"""A post of one's own (acceptance scenario 7): who is told, by whom, and what is never promised."""

import pytest

from dialogs.toolbox import Toolbox
from tests.journeys.checking import begin, tap, tick
from tests.journeys.world import TRIAGE, World, actions, card_of, words

BADGE = "I think I broke the policy, I posted a photo of my ID badge on"
LENIENT = ("lenient", "leniency", "forgive", "understanding", "no action", "don't worry")


def promises(text: str) -> list[str]:
    return [word for word in LENIENT if word in text.lower()]


async def test_outside_yammer_it_is_not_one_for_internal_communications(
    world: World, toolbox: Toolbox
) -> None:
    (answer,) = await world.person("Nia", 1).say(f"{BADGE} LinkedIn")
    told = words(answer)
    assert toolbox.policy.clause("personal-security.id-badge").text in told
    assert "does not say whether this is a soft or a hard breach" in told
    assert toolbox.policy.clause("cooperate-investigations").text in told
    assert "Not on Yammer, so not for Internal Communications." in told
    assert promises(told) == []
    assert world.connector.posted(TRIAGE) == []


async def test_on_yammer_the_report_is_filled_in_and_sent_only_by_send(world: World) -> None:
    nia = world.person("Nia Own", 1)
    said = f"{BADGE} Yammer"
    clause, form = await nia.say(said)
    assert "personal-security.id-badge" in words(clause)
    assert "Nothing is sent yet." in words(clause)
    assert said in str(card_of(form))
    assert promises(words(clause) + words(form)) == []
    assert world.connector.posted(TRIAGE) == []
    filled = {"no_link": "true", "principle": "something-else", "account": said, "own_post": "true"}
    asked = await nia.press(card_of(form), "Check before sending", **filled)
    assert "must know who reports it" in words(asked["value"])
    review = await nia.press(asked["value"], "Check before sending", **filled, share_name="true")
    assert world.connector.posted(TRIAGE) == []
    receipt = await nia.press(review["value"], "Send")
    await world.until_posted(TRIAGE, 1)
    case = words(world.case_card())
    assert "Saved" in words(receipt["value"])
    assert "Self-reported" in case
    assert "ID badge" in case
    assert "Nia Own" in case, "by a choice of its own, and never without"


@pytest.mark.parametrize("how", ["tapping", "typing"])
async def test_a_check_of_a_yammer_post_hands_over_what_was_said(world: World, how: str) -> None:
    nia = world.person("Nia", 1)
    card = await begin(nia)
    card = await tap(nia, card, "On Yammer (Viva Engage)", "As myself")
    card = await tap(nia, await tick(nia, card, "hacked"), "Yes")
    assert "removing online content when asked to do so" in words(card)
    before = len(nia.heard())
    if how == "tapping":
        await nia.press(card, "Tell Internal Communications")
    else:
        await nia.say("tell internal communications")
    (form,) = nia.heard()[before:]
    fields = {
        i["id"]: i.get("value") for i in card_of(form)["body"] if i["type"].startswith("Input")
    }
    assert fields["own_post"] == "true"
    assert fields["share_name"] == "false"
    assert fields["principle"] == "hard-breach.hacked"
    assert fields["account"] == "Says or hints that ONS has been hacked"
    assert world.connector.posted(TRIAGE) == []


async def test_a_check_of_a_post_elsewhere_offers_no_report(world: World) -> None:
    nia = world.person("Nia", 1)
    card = await tap(nia, await begin(nia), "On LinkedIn", "As myself", "No")
    card = await tap(nia, await tick(nia, card, "badge"), "Yes")
    assert "no class of breach" in words(card)
    assert "Not on Yammer, so not for Internal Communications." in words(card)
    assert "Tell Internal Communications" not in [a.get("title") for a in actions(card)]
