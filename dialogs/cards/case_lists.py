"""Several cases: the queue, one's own, those that were found, and the form to find some."""

from collections.abc import Sequence
from datetime import datetime

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    DateInput,
    OpenUrlAction,
    RichTextBlock,
    TextInput,
    TextRun,
)

from dialogs.cards.case_words import NAME_BYTES
from dialogs.cards.parts import button, card, choices, headline, sentence, words
from dialogs.payloads.case_payloads import FindCasesBy, ListCases, PickCase
from dialogs.reports.principles import CODE, LISTED, NOT_SURE, SOMETHING_ELSE
from dialogs.text.inert import fit
from dialogs.wording import case_lists, cases, london_day
from storage.records import CaseStatus, CaseSummary

ROWS_SHOWN = 10
OPEN = "open"
_CLAIMS_BYTES = 300
_SHORT_CLAIMS = {
    CODE: cases.CODE,
    SOMETHING_ELSE: cases.SOMETHING_ELSE,
    NOT_SURE: cases.NOT_SURE,
}


def list_card(title: str, found: Sequence[CaseSummary], now: datetime) -> AdaptiveCard:
    """Make a list of cases, each with a button that opens it."""
    body: list[CardElement] = [headline(title)]
    if found:
        body.append(sentence(_counts(found), subtle=True))
    for one in found[:ROWS_SHOWN]:
        show = PickCase(do="show-case", case=one.reference)
        opening = button(case_lists.OPEN.format(ref=one.reference), show)
        body += [
            words(row(one, now)),
            words(_row_reports(one), subtle=True, spacing="None"),
            ActionSet(actions=[opening], spacing="Small"),
        ]
    if len(found) > ROWS_SHOWN:
        unseen = case_lists.MORE_ROWS.format(count=len(found) - ROWS_SHOWN)
        body.append(sentence(unseen, subtle=True))
    return card(body, _list_actions(), stands_for=list_text(title, found, now))


def list_text(title: str, found: Sequence[CaseSummary], now: datetime) -> str:
    """Return the list as plain text."""
    rows = [f"{row(one, now)}. {_row_reports(one)}" for one in found[:ROWS_SHOWN]]
    if len(found) > ROWS_SHOWN:
        rows.append(case_lists.MORE_ROWS.format(count=len(found) - ROWS_SHOWN))
    counts = [_counts(found)] if found else []
    return "\n".join((title, *counts, *rows))


def row(one: CaseSummary, now: datetime) -> str:
    """Return a case in one line: its reference, state, age and owner."""
    owner = case_lists.WITH.format(owner=fit(one.owner, NAME_BYTES)) if one.owner else ""
    return case_lists.ROW.format(
        ref=one.reference,
        status=case_lists.STATUSES[one.status],
        age=age(one.opened_at, now),
        owner=owner,
    )


def age(opened_at: datetime, now: datetime) -> str:
    """Return how old a case is, in London's days."""
    days = max((london_day(now) - london_day(opened_at)).days, 0)
    return case_lists.AGES[min(days, 2)].format(days=days)


def short_claim(principle: str) -> str:
    """Return a principle in as few words as a list has room for."""
    return principle if principle in LISTED else _SHORT_CLAIMS.get(principle, principle)


def find_card() -> AdaptiveCard:
    """Make the form to find or export cases by."""
    statuses = [(status.value, said) for status, said in case_lists.STATUSES.items()]
    principles = [(one, short_claim(one)) for one in (*LISTED, CODE, SOMETHING_ELSE, NOT_SURE)]
    any_one = ("", case_lists.ANY)
    body: list[CardElement] = [headline(case_lists.FIND)]
    body += [
        sentence(case_lists.FIND_HELP, subtle=True),
        TextInput(id="words", label=case_lists.FIND_WORDS, max_length=2_000),
        choices(
            "status", case_lists.FIND_STATUS, [any_one, (OPEN, case_lists.OPEN_ONES), *statuses]
        ),
        choices("principle", case_lists.FIND_PRINCIPLE, [any_one, *principles]),
        DateInput(id="opened_from", label=case_lists.FIND_FROM),
        DateInput(id="opened_to", label=case_lists.FIND_TO),
    ]
    find = button(
        case_lists.FIND_BUTTON,
        FindCasesBy(do="find-cases"),
        takes_inputs=True,
        style="positive",
    )
    export = button(case_lists.EXPORT_BUTTON, FindCasesBy(do="export-cases"), takes_inputs=True)
    queue = button(case_lists.QUEUE_BUTTON, ListCases(do="queue"))
    stands_for = f"{case_lists.FIND}\n{case_lists.FIND_HELP}"
    return card(body, [find, export, queue], stands_for=stands_for)


def export_card(title: str, link: str, lines: Sequence[str]) -> AdaptiveCard:
    """Make the card with an export: the link to its file, or its lines."""
    body: list[CardElement] = [headline(title), sentence(case_lists.EXPORT_AUDITED)]
    actions: list[Action] = []
    if link:
        body.append(sentence(case_lists.EXPORT_LINK, subtle=True))
        actions.append(OpenUrlAction(title=case_lists.DOWNLOAD, url=link))
    body += [words(line, spacing="None") for line in lines]
    text = "\n".join((title, case_lists.EXPORT_AUDITED))
    return card(body, actions, stands_for=text)


def commands_card() -> AdaptiveCard:
    """Make the list of the team's commands."""
    body: list[CardElement] = [headline(case_lists.HELP)]
    for command, purpose in case_lists.COMMANDS:
        typed: CardElement = TextRun(text=f"{command}  ", weight="Bolder")
        runs: list[CardElement] = [typed, TextRun(text=purpose)]
        body.append(RichTextBlock(inlines=runs, spacing="Small"))
    return card(body, _list_actions(), stands_for="\n".join((case_lists.HELP, *command_lines())))


def command_lines() -> list[str]:
    """Return every command of the team with what it does."""
    return [
        case_lists.COMMAND.format(command=command, purpose=purpose)
        for command, purpose in case_lists.COMMANDS
    ]


def _list_actions() -> list[Action]:
    return [
        button(case_lists.QUEUE_BUTTON, ListCases(do="queue")),
        button(case_lists.MINE_BUTTON, ListCases(do="my-cases")),
        button(case_lists.FIND_BUTTON, ListCases(do="find-cases-form")),
    ]


def _counts(found: Sequence[CaseSummary]) -> str:
    counted = dict.fromkeys(CaseStatus, 0)
    for one in found:
        counted[one.status] += 1
    return case_lists.COUNTS.format(
        new=counted[CaseStatus.NEW],
        taken=counted[CaseStatus.TAKEN],
        decided=counted[CaseStatus.DECIDED],
    )


def _row_reports(one: CaseSummary) -> str:
    claims = fit(", ".join(short_claim(claim) for claim in one.principles), _CLAIMS_BYTES)
    return case_lists.ROW_REPORTS.format(count=one.reports, claims=claims)
