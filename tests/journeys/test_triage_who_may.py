"""Who may act on a case, and what those who may not are told."""

from tests.journeys.triaging import look, reported, through
from tests.journeys.world import World, words


async def test_somebody_who_is_no_member_changes_nothing_and_sees_nothing(world: World) -> None:
    await reported(world)
    card = world.case_card()
    world.handler("Priya Handler", 7)
    stranger = world.stranger("Nosy Neighbour", 9)
    for title in ("Take", "Decide", "More"):
        answer = words(await stranger.press(card, title))
        assert "Only members of the Internal Communications channel" in answer
        assert "hacked" not in answer
    before = len(stranger.heard())
    for typed in ("queue", "export", f"pack {world.case_reference()}"):
        await stranger.mention(typed)
    assert {words(one).strip() for one in stranger.heard()[before:]} == {
        "I have answered you in our one-to-one chat."
    }
    private = world.connector.posted("a:29:person-9")
    assert {words(one).strip() for one in private} == {
        "Only members of the Internal Communications channel can do this."
    }
    assert (await look(world)).owner == ""


async def test_whoever_left_the_channel_is_let_in_no_more_and_whoever_joined_is(
    world: World,
) -> None:
    await reported(world)
    card = world.case_card()
    world.handler("Priya Handler", 7)
    late = world.stranger("Lou Late", 8)
    assert "Only members" in words(await late.press(card, "Take"))
    # Without a roster nobody is let in, however often they were before.
    world.connector.members.clear()
    assert (await look(world)).owner == ""


async def test_a_case_cannot_be_taken_from_another_place(world: World) -> None:
    await reported(world)
    outsider = world.person("Nosy Neighbour", 9)
    await outsider.press(world.case_card(), "Take")
    assert "Internal Communications channel only" in words(outsider.heard()[-1])
    assert (await look(world)).owner == ""


async def test_a_reporter_who_is_of_the_team_cannot_act_and_nobody_is_told_why(
    world: World,
) -> None:
    await reported(world)
    card = world.case_card()
    themselves = world.handler("Rhys Reporter", 1)
    refused = words(await themselves.press(card, "Take"))
    assert "You cannot act on this case just now. Please ask a colleague to handle it." in refused
    assert (await look(world)).owner == ""
    # Whoever stepped aside is told the very same.
    sam = world.handler("Sam Second", 8)
    await through(sam, card, "More", "Step aside")
    again = words(await sam.press(card, "Take"))
    sentence = "You cannot act on this case just now. Please ask a colleague to handle it."
    assert sentence in again
    # Neither of them reads more than the card that stands in the channel.
    more = await through(world.handler("Priya Handler", 7), card, "More")
    for member in (themselves, sam):
        for view in ("Everything that happened", "Draft pack for the line manager"):
            assert (await member.press(more, view))["value"] == sentence
    # Nor are they shown the case with a refusal that anybody would meet.
    await world.handler("Priya Handler", 7).press(card, "Take")
    answer = await themselves.press(card, "Take")
    assert "Priya Handler" in answer["value"]


async def test_the_author_of_a_post_cannot_act_on_it(world: World) -> None:
    await reported(world)
    card = world.case_card()
    priya, sam = world.handler("Priya Handler", 7), world.handler("Sam Second", 8)
    form = await through(priya, card, "More", "Who wrote the post")
    await priya.press(form, "Record the author", work_email="Person.8+posts@ons.gov.uk")
    await world.deliver()
    assert "person.8" not in str(world.case_card()).lower()
    assert "ask a colleague" in words(await sam.press(world.case_card(), "Take"))
    assert "Taken by Priya" in words(await priya.press(world.case_card(), "Take"))
    revealed = words(await priya.press(form | {}, "Record the author", work_email="nonsense"))
    assert "Give a work e-mail address" in revealed
    form = await through(priya, card, "More", "Who wrote the post")
    assert "person.8+posts@ons.gov.uk" in words(await priya.press(form, "Show the author"))
    audited = [entry.action for entry in await world.stores.casework.audit(world.case_reference())]
    assert "author-revealed" in audited


async def test_a_typed_refusal_tells_the_channel_nothing(world: World) -> None:
    await reported(world)
    priya, themselves = world.handler("Priya Handler", 7), world.handler("Rhys Reporter", 1)
    sam = world.handler("Sam Second", 8)
    reference = world.case_reference()
    public = words(await themselves.mention(f"take {reference}"))
    assert "ask a colleague" not in public
    assert "ask a colleague" in words(world.connector.posted("a:29:person-1")[-1])
    # Every other refusal looks the same to those who read along.
    await priya.mention(f"take {reference}")
    assert words(await sam.mention(f"take {reference}")) == public
    assert "Priya Handler" in words(world.connector.posted("a:29:person-8")[-1])
