"""The walk "should I post this?" in chat: few taps, and a verdict that says what it rests on."""

import pytest

from dialogs.toolbox import Toolbox
from tests.journeys.checking import begin, tap, tick, walk
from tests.journeys.world import World, words

FINE = "Yes, or there is nothing to check"


@pytest.mark.parametrize(
    "taps",
    [
        ("On X (Twitter)", "As myself", "No"),
        ("On Facebook", "As myself", "Yes, with a disclaimer"),
        ("On LinkedIn", "As a professional", "Yes, with a disclaimer"),
        ("On Yammer (Viva Engage)", "As myself"),
    ],
)
async def test_a_harmless_post_takes_at_most_five_taps_to_a_go_ahead(
    world: World, toolbox: Toolbox, taps: tuple[str, ...]
) -> None:
    nia = world.person("Nia", 1)
    card = await tick(nia, await tap(nia, await begin(nia), *taps))
    verdict = words(await tap(nia, card, FINE))
    assert len(taps) + 2 <= 5
    assert "I found no breach in what you told me." in verdict
    assert toolbox.policy.clause("five-things.permanent").text in verdict
    assert "if in doubt, don't post it" in verdict
    assert ("Freedom of Information" in verdict) == ("Yammer" in taps[0])
    assert ("professional-use" in verdict) == ("LinkedIn" in taps[0])
    assert len(nia.heard()) == 1, "one card, updated in place"


async def test_who_is_not_authorised_reads_to_whom_the_policy_speaks(world: World) -> None:
    nia = world.person("Nia", 1)
    await begin(nia)
    verdict = await walk(nia, "X", "3", "no", "none")
    assert "Don't post yet: it needs authorisation first." in verdict
    assert "only to people whom the ONS social media team has authorised" in verdict


async def test_without_the_disclaimer_there_is_something_to_fix_first(world: World) -> None:
    nia = world.person("Nia", 1)
    await begin(nia)
    verdict = await walk(nia, "Facebook", "myself", "without a disclaimer", "none")
    assert "Fix this first, then check again." in verdict
    assert "identify-employer.disclaimer" in verdict
    assert "identify-employer.still-associated" in verdict
    assert "personal-security.threats" in verdict
