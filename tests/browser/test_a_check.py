"""Scenario 3 in a Teams-like client: an embargoed figure, going back, and the answers that stay.

The page's bot runs by the real clock, so the answers here come to the same at any hour.
"""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import CARD, ChatPage

pytestmark = pytest.mark.browser

PUBLISHED = "Has the release with these statistics been published?"


def to_published(staff: ChatPage) -> Locator:
    """Tap up to "published?" for a personal post on X that hints at statistics."""
    staff.say("should I post this?")
    staff.press(staff.card("Think before you post"), "On X (Twitter)")
    staff.press(staff.card("Who will you post it as?"), "As myself")
    staff.press(staff.card("Does your page or profile"), "Yes, with a disclaimer")
    ticks = staff.card("Does the post do any of these?")
    staff.tick(ticks, "Says or hints at what statistics show")
    staff.press(ticks, "Continue")
    return staff.card(PUBLISHED)


def test_an_embargoed_figure_stops_until_the_answer_is_changed(staff: ChatPage) -> None:
    published = to_published(staff)
    cards = staff.page.locator(CARD).count()
    staff.press(published, "No, not yet")
    staff.press(staff.card("Have you posted it already?"), "No")
    stop = staff.card("Don't post: the policy lists it as a hard breach.")
    expect(stop).to_contain_text("Imply or confirm statistical content of any release before 09:30")
    expect(stop).to_contain_text("Your disclaimer does not change this.")
    expect(stop).to_contain_text("It would change once the release is published")
    staff.picture("embargo-stop")

    staff.press(stop, "Change an answer")
    which = staff.card("Which answer do you want to change?")
    staff.picture("embargo-which-answer")
    expect(which).to_contain_text(f"5. {PUBLISHED}")
    staff.press(which, "Change 5")
    again = staff.card(PUBLISHED, "No, not yet (your answer)")
    staff.press(again, "I'm not sure")
    staff.press(staff.card("Have you checked"), "Yes, or there is nothing to check")
    doubt = staff.card("Ask first. If in doubt, don't post it.")
    staff.picture("embargo-doubt")

    staff.say("back")
    staff.card("Yes, or there is nothing to check (your answer)")
    staff.say("back")
    again = staff.card(PUBLISHED, "I'm not sure (your answer)")
    staff.press(again, "Yes, on an earlier day")
    asked = staff.card("Yes, or there is nothing to check (your answer)")
    staff.press(asked, "Yes, or there is nothing to check (your answer)")
    fine = staff.card("I found no breach in what you told me.")
    expect(fine).to_contain_text("Check every figure against the published release.")
    expect(fine).to_contain_text("very difficult to remove it")
    staff.picture("embargo-go-ahead")
    expect(doubt).not_to_contain_text("Don't post")
    assert staff.page.locator(CARD).count() == cards + 2, "one more for each typed message"


def test_an_old_card_is_closed_and_offers_to_start_again(staff: ChatPage) -> None:
    staff.say("should I post this?")
    old = staff.card("Think before you post")
    staff.say("cancel")
    staff.card("Cancelled. Nothing was sent, and no draft was kept.")
    staff.press(old, "On X (Twitter)")
    closed = staff.card("That check is closed.")
    staff.press(closed, "Start again")
    staff.card("Where will you post it?")
    staff.picture("closed-and-begun-again")


def test_a_yammer_post_of_ones_own_is_handed_over(staff: ChatPage) -> None:
    staff.say("should I post this?")
    opening = staff.card("Think before you post")
    opening.get_by_label("Your draft").fill("ONS has been hacked")
    staff.press(opening, "On Yammer (Viva Engage)")
    staff.press(staff.card("Who will you post it as?"), "As myself")
    ticks = staff.card("Does the post do any of these?")
    staff.tick(ticks, "Says or hints that ONS has been hacked (in your draft?)")
    staff.picture("what-the-draft-raised")
    staff.press(ticks, "Continue")
    staff.press(staff.card("Have you posted it already?"), "Yes")
    stop = staff.card("removing online content when asked to do so")
    staff.picture("own-yammer-post")
    staff.press(stop, "Tell Internal Communications")
    form = staff.card("They do not see your name unless you choose so")
    expect(form.get_by_label("What happened?")).to_have_value(
        "Says or hints that ONS has been hacked"
    )
    staff.picture("own-yammer-post-report")
