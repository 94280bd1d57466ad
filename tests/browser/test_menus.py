"""Teams' own menus in a Teams-like client: dialogs, the search of the policy, a pasted link."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.menus import Menus
from tests.browser.pages import ChatPage

pytestmark = pytest.mark.browser

LINK = "https://web.yammer.com/main/org/ons.gov.uk/threads/4242?trk_copy_link=V2"
CONCERN = f"Look what somebody wrote, ONS has been hacked: {LINK}"


def test_a_message_is_looked_at_and_reported_from_its_menu(
    staff: ChatPage, internal_communications: ChatPage
) -> None:
    staff.open_channel("News")
    staff.card("Mention me to ask about the social media policy.")  # or it would come later
    staff.say(CONCERN)  # the bot is not mentioned, and says nothing
    card = Menus(staff).open_dialog("check-message", of_message="ONS has been hacked")
    expect(card).to_contain_text("These clauses may be about this message.")
    expect(card).to_contain_text("Suggest or confirm ONS has been hacked")
    staff.picture("menu-look")

    staff.press(card, "Report it")
    form = staff.card("I filled in what I know from the message.")
    expect(form.get_by_label("What happened?")).to_have_value(
        _starting_with("A Teams message, sent")
    )
    staff.choose(form, "What may be wrong", "Suggest or confirm ONS has been hacked")
    staff.picture("menu-report-form")
    staff.press(form, "Check before sending")
    review = staff.card("Check before sending. Nothing has been sent yet.")
    expect(review).not_to_contain_text("Type send")
    staff.press(review, "Send")
    receipt = staff.card("Saved and delivered. Reference R-")
    expect(receipt).to_contain_text("I will tell you in our chat what comes of it.")
    staff.picture("menu-report-receipt")

    internal_communications.open_channel("Social media reports")
    case = internal_communications.card("ONS has been hacked", "thread 4242")
    expect(case).not_to_contain_text("Rhian")


def test_a_draft_is_checked_from_the_box_where_it_is_written(staff: ChatPage) -> None:
    opening = Menus(staff).open_dialog("should-i-post-this")
    opening.get_by_label("Your draft").fill("We have been hacked")
    staff.picture("menu-check")
    staff.press(opening, "On Yammer (Viva Engage)")
    staff.press(staff.card("Who will you post it as?"), "As myself")
    ticks = staff.card("Does the post do any of these?")
    staff.tick(ticks, "Says or hints that ONS has been hacked")
    staff.press(ticks, "Continue")
    staff.press(staff.card("Have you posted it already?"), "No")
    staff.card("Don't post: the policy lists it as a hard breach.")
    staff.picture("menu-check-verdict")


def test_a_clause_is_found_and_put_into_the_message(staff: ChatPage) -> None:
    Menus(staff).search("hacked")
    staff.page.get_by_text("(hard-breach.hacked)").first.click()
    clause = staff.card("“Suggest or confirm ONS has been hacked”")
    expect(clause).to_contain_text("From the ONS social media policy, last reviewed in February")
    assert clause.get_by_role("button").count() == 0
    staff.picture("menu-clause")


def test_a_yammer_link_becomes_a_neutral_card(staff: ChatPage) -> None:
    pasted = Menus(staff).paste_link(LINK)
    expect(pasted).to_contain_text("A post on Yammer (Viva Engage)")
    expect(pasted).not_to_contain_text("eport")
    staff.picture("menu-link")
    staff.page.get_by_role("button", name="Send to Conversation").click()
    sent = staff.card("A post on Yammer (Viva Engage)")
    expect(sent).to_contain_text("Open the post")
    assert sent.get_by_role("button").count() == 0, "an address to open is a link"


def _starting_with(text: str) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(text)}")
