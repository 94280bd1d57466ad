"""What else can be done with a case, and everything that happened to it."""

from microsoft_teams.cards import Action, AdaptiveCard, CardElement

from dialogs.cards.case_buttons import close_button, look_button, take_button
from dialogs.cards.case_forms import back_button
from dialogs.cards.case_words import status_line, timed
from dialogs.cards.parts import button, card, headline, sentence, stacked, within, words
from dialogs.payloads.case_payloads import CaseView, ListCases, PickCase
from dialogs.text.inert import inert
from dialogs.wording import case_forms, case_lists, cases, screenshots
from storage.records import Author, CaseForTeam, CaseStatus

EVENTS_SHOWN = 20
_EVENT_CHARACTERS = 300
_EVENTS_BYTES = 12_000


def more_card(case: CaseForTeam) -> AdaptiveCard:
    """Make the card of what is not done every day, one button a row."""
    title = case_forms.CASE.format(ref=case.reference, what=case_forms.MORE)
    ref = case.reference
    buttons: list[Action] = [take_button(case)] if case.status is CaseStatus.NEW else []
    buttons += [
        look_button(ref, case_forms.ADD_NOTE, CaseView.NOTE),
        look_button(ref, cases.ASK_THE_REPORTER, CaseView.ASK),
        look_button(ref, case_forms.HANDING_OVER, CaseView.HAND_OVER),
        look_button(ref, case_forms.POST_ITSELF, CaseView.CONTENT),
        look_button(ref, case_forms.WHO_WROTE, CaseView.AUTHOR),
        look_button(ref, case_forms.DRAFT_PACK, CaseView.PACK),
        look_button(ref, case_forms.HISTORY, CaseView.HISTORY),
    ]
    if any(report.screenshots for report in case.reports):
        buttons.append(look_button(ref, screenshots.LABEL, CaseView.SCREENSHOTS))
    if case.status is CaseStatus.DECIDED:
        buttons += [look_button(ref, cases.REOPEN, CaseView.REOPEN), close_button(case)]
    aside = PickCase(do="step-aside", case=ref, seen=case.version)
    buttons.append(button(case_forms.STEP_ASIDE, aside))
    body: list[CardElement] = [
        headline(title),
        words(status_line(case), subtle=True),
        *stacked(buttons),
        sentence(case_forms.STEP_ASIDE_HELP, subtle=True),
    ]
    queue = button(case_lists.QUEUE_BUTTON, ListCases(do="queue"))
    return card(body, [back_button(ref), queue], stands_for=f"{title}\n{status_line(case)}")


def history_card(case: CaseForTeam) -> AdaptiveCard:
    """Make the list of all that happened, newest first."""
    title = cases.HISTORY.format(ref=case.reference)
    lines = [
        timed(event, _EVENT_CHARACTERS) for event in list(reversed(case.events))[:EVENTS_SHOWN]
    ]
    shown = within([words(line, spacing="Small") for line in lines], _EVENTS_BYTES)
    body: list[CardElement] = [headline(title), *shown]
    unseen = len(case.events) - len(shown)
    if unseen > 0:
        body.append(sentence(cases.OLDER_EVENTS.format(count=unseen), subtle=True))
    return card(body, [back_button(case.reference)], stands_for="\n".join((title, *lines)))


def author_card(reference: str, author: Author | None) -> AdaptiveCard:
    """Make the card that tells who is recorded as the author, to whoever asked alone."""
    line = author_words(author)
    title = case_forms.CASE.format(ref=reference, what=case_forms.AUTHOR)
    body: list[CardElement] = [headline(title), words(line)]
    return card(body, [back_button(reference)], stands_for=f"{title}\n{line}")


def author_words(author: Author | None) -> str:
    """Return who is recorded, by name and address as far as they are known."""
    if author is None:
        return case_forms.NO_AUTHOR_YET
    known = (author.name, author.work_email) if author.name or author.work_email else ()
    who = ", ".join(inert(part, 200) for part in known or (author.person,) if part)
    return case_forms.AUTHOR_IS.format(who=who)
