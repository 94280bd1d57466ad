"""Cards that tell a reporter what became of a report: a receipt, a notice, and where to go on."""

from collections.abc import Sequence

from microsoft_teams.cards import AdaptiveCard, CardElement

from dialogs import wording
from dialogs.cards.parts import button, card, headline, sentence
from dialogs.payloads import Simple
from dialogs.wording import reports


def lines_card(
    lines: Sequence[str], buttons: Sequence[Simple], titles: Sequence[str]
) -> AdaptiveCard:
    """Make a card of the bot's own lines, the first as its headline, with plain buttons."""
    body: list[CardElement] = [headline(lines[0]), *(sentence(line) for line in lines[1:])]
    pressed = [button(title, one) for title, one in zip(titles, buttons, strict=True)]
    return card(body, pressed, stands_for="\n".join(lines))


def receipt_card(lines: Sequence[str]) -> AdaptiveCard:
    """Make a receipt, or a notice: what became of a report."""
    mine = Simple(do="my-reports")
    return lines_card(lines, [mine], [wording.MY_REPORTS])


def start_card(line: str) -> AdaptiveCard:
    """Make the invitation to start a report in private."""
    return lines_card([line], [Simple(do="report")], [reports.START_REPORT])


def my_reports_card(lines: Sequence[str]) -> AdaptiveCard:
    """Make the list of somebody's own reports."""
    return lines_card(lines, [Simple(do="report")], [wording.REPORT_A_POST])
