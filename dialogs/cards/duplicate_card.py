"""What takes the place of a case's second card: a send that broke off may have arrived unnoticed.

Only one card of a case is kept up to date, so that nobody may act on the other.
"""

from urllib.parse import quote

from microsoft_teams.cards import AdaptiveCard, CardElement, OpenUrlAction

from dialogs.cards.parts import card, headline, sentence
from dialogs.wording import cases


def duplicate_card(reference: str, link: str) -> AdaptiveCard:
    """Make the card; without a `link` to the case's own card it says what to type."""
    body: list[CardElement] = [headline(cases.DUPLICATE.format(ref=reference))]
    body.append(sentence(cases.DUPLICATE_HELP.format(ref=reference)))
    actions = [OpenUrlAction(title=cases.OPEN_CARD, url=link)] if link else []
    return card(body, actions, stands_for=duplicate_text(reference))


def duplicate_text(reference: str) -> str:
    """Return the same as plain text."""
    return f"{cases.DUPLICATE}\n{cases.DUPLICATE_HELP}".format(ref=reference)


def link_to_message(channel: str, message: str) -> str:
    """Return Teams' link to a message of a channel; empty where its ids are not Teams' own."""
    if not (channel.startswith("19:") and message.isascii() and message.isdigit()):
        return ""
    return f"https://teams.microsoft.com/l/message/{quote(channel, safe='')}/{message}"
