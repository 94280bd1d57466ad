"""The buttons of a case's card: what comes next, then More, then the post itself."""

from collections.abc import Sequence
from functools import partial

from microsoft_teams.cards import Action, OpenUrlAction

from dialogs.cards.parts import button
from dialogs.payloads.case_payloads import CaseView, PickCase, ViewCase
from dialogs.wording import cases
from dialogs.yammer.yammer_links import PostLink, read_link
from storage.records import CaseForTeam, CaseStatus


def case_actions(case: CaseForTeam, *, posted: bool = False) -> list[Action]:
    """Return the buttons for a case as it stands; the same for everybody who sees the card.

    `posted` is for the case's own card in the channel: a press tells that it was pressed there.
    """
    more = look_button(case.reference, cases.MORE, CaseView.MORE, posted=posted)
    actions = [*_next_actions(case, posted=posted), more]
    reading = read_link(case.link)
    if isinstance(reading, PostLink):
        actions.append(OpenUrlAction(title=cases.OPEN_POST, url=reading.url))
    return actions


def _next_actions(case: CaseForTeam, *, posted: bool) -> Sequence[Action]:
    look = partial(look_button, case.reference, posted=posted)
    decide, ask = look(cases.DECIDE, CaseView.DECIDE), look(cases.ASK_THE_REPORTER, CaseView.ASK)
    withdrawn = all(report.withdrawn_at is not None for report in case.reports)
    closing = close_button(case, posted=posted)
    match case.status:
        case CaseStatus.NEW:
            return [take_button(case, posted=posted), decide, *([] if withdrawn else [ask])]
        case CaseStatus.TAKEN:
            return [closing, decide] if withdrawn else [decide, ask]
        case CaseStatus.DECIDED:
            steps = look(cases.ALL_STEPS, CaseView.STEPS)
            first = _record_button(case, posted=posted) if case.missing else closing
            return [first, steps] if case.checklist else [first]
        case CaseStatus.CLOSED:
            return [look(cases.REOPEN, CaseView.REOPEN)]


def take_button(case: CaseForTeam, *, posted: bool = False) -> Action:
    """Return the button that makes a case one's own."""
    take = PickCase(do="take", case=case.reference, seen=case.version, posted=posted)
    return button(cases.TAKE, take, style="positive")


def close_button(case: CaseForTeam, *, posted: bool = False) -> Action:
    """Return the button that closes a case."""
    close = PickCase(do="close-case", case=case.reference, seen=case.version, posted=posted)
    return button(cases.CLOSE, close, style="positive")


def look_button(
    reference: str, title: str, view: CaseView, step: str = "", *, posted: bool = False
) -> Action:
    """Return the button that shows something of a case."""
    return button(title, ViewCase(case=reference, view=view, step=step, posted=posted))


def _record_button(case: CaseForTeam, *, posted: bool) -> Action:
    step = case.missing[0]
    title = cases.RECORD_STEP.format(step=cases.STEPS[step])
    look = ViewCase(case=case.reference, view=CaseView.STEP, step=step, posted=posted)
    return button(title, look, style="positive")
