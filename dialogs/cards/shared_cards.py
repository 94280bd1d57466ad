"""Cards that somebody puts into a chat: a clause, and a Yammer link. Everybody there sees them.

So they have no button that would tell who presses it, and say nothing of reports.
"""

from datetime import datetime

from microsoft_teams.cards import AdaptiveCard, CardElement, OpenUrlAction

from dialogs.answers.answering import first_line, overdue_line
from dialogs.cards.answer_card import quoted
from dialogs.cards.parts import card, headline, quotation, sentence
from dialogs.wording import extensions, london_day, london_month
from policy_content.model import Policy

# Teams shows the card of a link in this version of the format at most.
_OF_LINKS = "1.3"


def clause_card(policy: Policy, clause_id: str, now: datetime) -> AdaptiveCard:
    """Make the card that quotes a clause, with where it comes from and how old that is."""
    clause, version = policy.clause(clause_id), policy.version
    # Its title may begin with a number, of which a headline would make a list.
    first = first_line(clause, (clause_id,))
    origin = extensions.FROM_THE_POLICY.format(month=london_month(version.last_review))
    overdue = (overdue_line(policy),) if version.overdue(london_day(now)) else ()
    body: list[CardElement] = [headline(first), quotation(policy, clause_id)]
    body += [sentence(line, subtle=True, spacing="Small") for line in (origin, *overdue)]
    lines = (first, quoted(policy, clause), origin, *overdue)
    return card(body, stands_for="\n\n".join(lines))


def link_card(url: str) -> AdaptiveCard:
    """Make the neutral card of a Yammer post's link; `url` is made of the post's numbers alone."""
    body: list[CardElement] = [headline(extensions.A_POST), sentence(extensions.NOT_OPENED)]
    opens = OpenUrlAction(title=extensions.OPEN_POST, url=url)
    made = card(body, [opens], stands_for=f"{extensions.A_POST}\n{url}")
    return made.model_copy(update={"version": _OF_LINKS})
