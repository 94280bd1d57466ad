"""The screenshots of a case, each behind a link of its own, for whoever asked."""

from collections.abc import Sequence

from microsoft_teams.cards import Action, AdaptiveCard, CardElement, OpenUrlAction

from dialogs.cards.case_forms import back_button
from dialogs.cards.parts import card, headline, sentence
from dialogs.wording import screenshots
from storage.records import CaseForTeam


def screenshots_card(case: CaseForTeam, links: Sequence[str]) -> AdaptiveCard:
    """Make the card: a button for each screenshot, named by its report; a link opens each."""
    title = screenshots.TITLE.format(ref=case.reference)
    names = [
        screenshots.OPEN.format(number=number, report=report.number)
        for report in case.reports
        for number, _ in enumerate(report.screenshots, 1)
    ]
    opening: list[Action] = [
        OpenUrlAction(title=name, url=link) for name, link in zip(names, links, strict=False)
    ]
    if not names:
        remark = screenshots.NONE
    else:
        remark = screenshots.LINKS_LAST if opening else screenshots.NO_LINKS
    body: list[CardElement] = [headline(title), sentence(remark)]
    lines = [f"{name}: {link}" for name, link in zip(names, links, strict=False)]
    text = "\n".join((title, remark, *lines))
    actions: list[Action] = [*opening, back_button(case.reference)]
    return card(body, actions, stands_for=text)
