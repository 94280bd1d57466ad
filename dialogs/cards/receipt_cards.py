"""Cards that tell a reporter what became of a report: a receipt, a notice, and where to go on."""

from collections.abc import Sequence

from microsoft_teams.cards import AdaptiveCard, CardElement

from dialogs import wording
from dialogs.cards.parts import button, card, headline, sentence
from dialogs.payloads.pressed import Simple
from dialogs.payloads.report_payloads import OnReport
from dialogs.wording import own_reports, reports


def receipt_card(lines: Sequence[str], reference: str = "") -> AdaptiveCard:
    """Make a receipt, or a notice: what became of a report.

    With a `reference`, something can be added to that report.
    """
    actions = [button(wording.MY_REPORTS, Simple(do="my-reports"))]
    if reference:
        actions.append(button(own_reports.ADD, OnReport(do="own-add", report=reference)))
    return card(_lines(lines), actions, stands_for="\n".join(lines))


def start_card(line: str) -> AdaptiveCard:
    """Make the invitation to start a report in private."""
    start = button(reports.START_REPORT, Simple(do="report"))
    return card(_lines([line]), [start], stands_for=line)


def _lines(lines: Sequence[str]) -> list[CardElement]:
    """Show the bot's own lines, the first as the headline."""
    return [headline(lines[0]), *(sentence(line) for line in lines[1:])]
