"""The draft pack of a case on a card of its own, for whoever asked."""

from microsoft_teams.cards import Action, AdaptiveCard, CardElement, OpenUrlAction

from dialogs.cards.case_forms import back_button
from dialogs.cards.parts import card, headline, sentence, words
from dialogs.text.inert import fit
from dialogs.triage.pack import Pack
from dialogs.wording import case_pack

_PART_BYTES = 4_500


def pack_card(pack: Pack, link: str) -> AdaptiveCard:
    """Make the card: the whole pack to read and copy, and its file where there is a link."""
    body: list[CardElement] = [headline(pack.title)]
    body += [sentence(line) for line in pack.cautions]
    for heading, lines in pack.parts:
        body.append(sentence(heading, strong=True))
        budget = _PART_BYTES // max(len(lines), 1)
        body += [words(fit(line, budget), spacing="Small") for line in lines]
    actions: list[Action] = []
    if link:
        body.append(sentence(case_pack.LINK_LASTS, subtle=True))
        actions.append(OpenUrlAction(title=case_pack.DOWNLOAD, url=link))
    actions.append(back_button(pack.reference))
    return card(body, actions, stands_for=pack.title)
