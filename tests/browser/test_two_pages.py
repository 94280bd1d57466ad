"""All three jobs in a Teams-like client: one person asks, checks and reports, another decides."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LocalRun
from tests.browser.pages import ChatPage

pytestmark = pytest.mark.browser

LINK = "https://engage.cloud.microsoft/main/threads/eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMjQ2OCJ9"
ACCOUNT = "It says **we** were hacked {{DATE()}} [see](http://example.org)"
CHANNEL = "Social media reports"


def test_a_question_is_answered_with_the_clauses_that_conflict(staff: ChatPage) -> None:
    staff.card("I can do three things")
    staff.say("can i moan about work on facebook?")
    answer = staff.card("Commenting generally that work has been frustrating")
    expect(answer).to_contain_text("Vent frustrations, bully or harass users")
    expect(answer).to_contain_text("not-a-breach.work-frustrating")
    staff.press(answer, "Show details")
    expect(answer).to_contain_text("grievances")
    staff.picture("question")


def test_a_follow_up_is_understood_and_silence_is_honest(staff: ChatPage) -> None:
    staff.say("can i moan about work on facebook?")
    staff.card("Commenting generally that work has been frustrating")
    staff.say("and on yammer?")
    expect(staff.card("The same question, for Yammer")).to_contain_text("yammer.managed-by")
    staff.say("can we use WhatsApp for the team chat?")
    silence = staff.card("The policy does not answer this", "does not mention WhatsApp")
    staff.picture("silence")
    staff.press(silence, "Don't keep")
    expect(staff.page.get_by_text("I no longer have your question").last).to_be_visible()
    expect(staff.page.get_by_text("My answer is below.").last).to_be_visible()


def test_a_check_goes_from_card_to_card_in_place_to_a_verdict(staff: ChatPage) -> None:
    staff.say("should I post this?")
    card = staff.card("Think before you post")
    cards = staff.page.locator(".ac-adaptiveCard").count()
    card.get_by_label("Your draft").fill("Help! They want to cancel the census report")
    staff.press(card, "On Yammer (Viva Engage)")
    staff.press(staff.card("Who will you post it as?"), "As myself")
    ticks = staff.card("Does the post do any of these?")
    staff.tick(ticks, "Says or hints that ONS has been hacked")
    staff.picture("check")
    # A card that was drawn anew meanwhile has lost its tick.
    staff.tick(ticks, "Says or hints that ONS has been hacked")
    staff.press(ticks, "Continue")
    staff.press(staff.card("posted it already"), "No")
    verdict = staff.card("hard breach")
    expect(verdict).to_contain_text("Suggest or confirm ONS has been hacked")
    expect(verdict).to_contain_text("Freedom of Information")
    staff.picture("verdict")
    assert staff.page.locator(".ac-adaptiveCard").count() == cards


def test_a_report_goes_to_the_other_page_and_news_of_it_comes_back(
    staff: ChatPage, internal_communications: ChatPage
) -> None:
    desk = internal_communications
    staff.say("I want to report a post on Yammer")
    form = staff.card("They do not see your name")
    form.get_by_label("Link to the post").fill(LINK)
    staff.choose(form, "What may be wrong with it?", "Suggest or confirm ONS has been hacked")
    form.get_by_label("What happened?").fill(ACCOUNT)
    staff.picture("report")
    staff.press(form, "Check before sending")
    staff.press(staff.card("Nothing has been sent yet", "It says **we** were hacked"), "Send")
    staff.card("Saved and delivered. Reference R-")
    staff.picture("receipt")

    desk.open_channel(CHANNEL)
    case = desk.card("Potential Yammer breach C-", "Nobody has taken it")
    expect(case).to_contain_text("It says **we** were hacked")
    expect(case).not_to_contain_text("Rhian")
    # The reporter's Markdown stays text: the only link is the button to the post itself.
    assert case.get_by_role("link").all_inner_texts() == ["Open the post"]
    desk.picture("case")
    desk.press(case, "Take")
    desk.card("Taken by Tomasz Okafor")
    staff.card("has been taken by Internal Communications")

    _decide(desk)
    _record_each_step(desk)
    desk.card("Closed: a breach, acted on.")
    desk.picture("closed")
    staff.card("R-", "have acted")
    staff.picture("news")
    _look_at_everything(desk)


def _decide(desk: ChatPage) -> None:
    """Decide the case that was taken; the form says what it lacks and stays."""
    desk.press(desk.card("Taken by Tomasz Okafor"), "Decide")
    deciding = desk.card("your decision")
    desk.press(deciding, "Record the decision")
    expect(desk.page.get_by_text("Say which decision").last).to_be_visible()
    desk.choose(deciding, "Your decision", "Hard breach")
    desk.choose(deciding, "The principle it rests on", "Suggest or confirm ONS has been hacked")
    deciding.get_by_label("Your reason").fill("It says so.")
    desk.picture("deciding")
    desk.press(deciding, "Record the decision")


def _record_each_step(desk: ChatPage) -> None:
    """Follow the policy's steps in its order, and close the case."""
    case = desk.card("Decided: Hard breach.", "contacted by their line manager")
    desk.picture("decided")
    desk.press(case, "Record: Line manager")
    desk.press(desk.card("record a step"), "Record this step")
    case = desk.card("Decided: Hard breach.", "✓ Line manager")
    desk.press(case, "Record: Employee Relations")
    desk.press(desk.card("record a step"), "Record this step")
    case = desk.card("Decided: Hard breach.", "✓ Employee Relations")
    for step in ("IT Security Officer", "(Deputy) Director"):
        desk.press(case, f"Record: {step}")
        form = desk.card("record a step")
        desk.choose(form, "Yes or no?", "No")
        form.get_by_label("Your reason").fill("Nobody was hacked.")
        desk.picture("step")
        desk.press(form, "Record this step")
        case = desk.card("Decided: Hard breach.", f"✓ {step}")
    desk.press(case, "Close the case")


def _look_at_everything(desk: ChatPage) -> None:
    """Open the draft pack, its file, and the history, all in place of the card."""
    case = desk.card("Potential Yammer breach C-", "Closed")
    cards = desk.page.locator(".ac-adaptiveCard").count()
    desk.press(case, "More")
    desk.press(desk.card("what else you can do"), "Draft pack for the line manager")
    pack = desk.card("Draft pack for the line manager", "It says **we** were hacked")
    expect(pack).not_to_contain_text("Rhian")
    desk.picture("pack")
    with desk.page.expect_download() as downloading:
        pack.get_by_role("link", name="Download as a file").click()
    saved = downloading.value.path().read_text(encoding="utf-8-sig")
    assert "Suggest or confirm ONS has been hacked" in saved
    assert "Rhian" not in saved
    desk.press(pack, "Back to the case")
    desk.press(desk.card("Potential Yammer breach C-", "Closed"), "More")
    desk.press(desk.card("what else you can do"), "Everything that happened")
    desk.card("What happened to C-", "Tomasz Okafor closed the case.")
    desk.picture("history")
    assert desk.page.locator(".ac-adaptiveCard").count() == cards


def test_nothing_that_was_written_is_in_a_log(local_run: LocalRun, staff: ChatPage) -> None:
    staff.say("can i moan about work on facebook?")
    staff.card("Commenting generally that work has been frustrating")
    log = (local_run.folder / "logs" / "bot.log").read_text()
    assert "http.request" in log
    for private in ("hacked", "census report", "Rhian", "Tomasz", "moan"):
        assert private not in log
