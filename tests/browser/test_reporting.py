"""Scenarios 5 and 8 in a Teams-like client: two people report one post, and one adds to it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import ChatPage

pytestmark = pytest.mark.browser

THREAD = "eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMTM1NzkifQ"
COPIED = f"https://web.yammer.com/main/org/ons.gov.uk/threads/{THREAD}?trk_copy_link=rhian"
CLASSIC = "https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId=13579"
CHANNEL = "Social media reports"
PRINCIPLE = "Vent frustrations, bully or harass users"


def filled_in(page: ChatPage, link: str, account: str) -> Locator:
    """Fill in the form; return the review."""
    page.say("I want to report a post on Yammer")
    form = page.card("Report a Yammer (Viva Engage) post", "confidential, not anonymous")
    form.get_by_label("Link to the post").fill(link)
    page.choose(form, "What may be wrong with it?", PRINCIPLE)
    form.get_by_label("What happened?").fill(account)
    page.press(form, "Check before sending")
    return page.card("Check before sending. Nothing has been sent yet.", account)


def test_two_people_report_one_post_and_each_has_a_reference_of_their_own(
    staff: ChatPage, internal_communications: ChatPage
) -> None:
    review = filled_in(staff, COPIED, "Rude about a colleague.")
    expect(review).to_contain_text(THREAD)
    expect(review).not_to_contain_text("trk_copy_link")
    staff.picture("report-review")
    staff.press(review, "Edit")
    form = staff.card("Report a Yammer (Viva Engage) post", "Share my name")
    expect(form.get_by_label("What happened?")).to_have_value("Rude about a colleague.")
    form.get_by_label("When did you see it?").fill("on Monday")
    staff.press(form, "Check before sending")
    staff.press(staff.card("Nothing has been sent yet", "on Monday"), "Send")
    receipt = staff.card("Saved and delivered. Reference R-")
    staff.picture("report-receipt")
    reference = re.search(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", receipt.inner_text())
    assert reference is not None

    desk = internal_communications
    desk.press(filled_in(desk, CLASSIC, "I saw it too."), "Send")
    desk.card("Saved and delivered. Reference R-")
    desk.open_channel(CHANNEL)
    case = desk.card("Potential Yammer breach C-", "Reports: 2")
    expect(case).not_to_contain_text("Rhian")
    expect(case).not_to_contain_text(reference[0])

    staff.say(f"what happened to {reference[0]}?")
    status = staff.card(f"Your report {reference[0]}", "Delivered to Internal Communications")
    expect(status).to_contain_text("The policy sets no time limit.")
    staff.picture("report-status")


def test_the_same_post_again_is_noticed_and_what_was_written_is_added(staff: ChatPage) -> None:
    review = filled_in(staff, CLASSIC, "He has written more.")
    before = staff.card("You have already reported this post, as R-")
    staff.picture("reported-before")
    staff.press(before, re.sub(r".*as (R-\S+)\..*", r"Add to \1", before.inner_text(), flags=re.S))
    expect(staff.card("Added to R-")).to_contain_text("without your name")
    expect(review).to_contain_text("Nothing has been sent yet")


def test_a_report_can_be_typed_throughout_and_discarded(staff: ChatPage) -> None:
    staff.say("report a post")
    staff.card("Or answer by typing: send the link, or type: no link")
    staff.say("https://x.com/somebody/status/1")
    staff.card("That is not a Yammer post", "I have sent nothing")
    staff.picture("report-elsewhere")
    staff.say("no link")
    expect(staff.page.get_by_text("What may be wrong with it? Type a number.").last).to_be_visible()
    staff.say("not sure")
    expect(staff.page.get_by_text("What happened? Describe it in a message.").last).to_be_visible()
    staff.say("Help! They want to cancel the census report")
    staff.say("skip")
    staff.say("no")
    staff.say("no")
    review = staff.card("Nothing has been sent yet", "They want to cancel the census report")
    staff.press(review, "Discard")
    staff.card("Discarded. Nothing was sent, and nothing was kept.")
    staff.picture("report-discarded")
