"""Greets, and tells of the bot: once on installation, and whenever asked."""

from microsoft_teams.cards import AdaptiveCard, CardElement

from dialogs import wording
from dialogs.cards.parts import button, card, headline, sentence
from dialogs.commands import Command
from dialogs.payloads.pressed import Simple, UseChannel
from dialogs.state import Conversation
from dialogs.turn import ConfirmChannel, Context, Place, Reply, Step
from dialogs.wording import manners


def installed(conversation: Conversation, context: Context) -> Step:
    """Greet once where the bot was added; offer a team's channel for the reports."""
    if conversation.greeted:
        return Step(conversation)
    after = conversation.model_copy(update={"greeted": True})
    return Step(after, (_greeting(context.place),))


def _greeting(place: Place) -> Reply:
    match place:
        case Place.PERSONAL:
            return _things(wording.WELCOME)
        case Place.TRIAGE:
            return Reply(f"{wording.TRIAGE_HERE} {wording.IN_TEAM}")
        case Place.CHANNEL:
            return _offer()
        case Place.GROUP:
            return _things(wording.IN_TEAM)


def small_talk(conversation: Conversation, command: Command, place: Place) -> Step:
    """Answer hello, help and thanks, how to ask, what the bot is, and who reads along."""
    match command:
        case Command.THANKS:
            reply = Reply(wording.YOU_ARE_WELCOME)
        case Command.HELLO:
            reply = _things(wording.WELCOME)
        case Command.ASK:
            reply = _how_to_ask()
        case Command.PERSON:
            reply = Reply(manners.NO_PERSON)
        case Command.WHO_READS:
            reply = Reply("\n\n".join(_who_sees(place)))
        case _:
            reply = _things(wording.HELP)
    return Step(conversation, (reply,))


def _how_to_ask() -> Reply:
    """Give examples, to be pressed. Without a card: Teams shows no suggestions beside one."""
    return Reply("\n\n".join((manners.ASK_ME, *manners.EXAMPLES)), suggestions=manners.EXAMPLES)


def _who_sees(place: Place) -> tuple[str, ...]:
    if place is not Place.PERSONAL:
        return (manners.ALL_HERE,)
    return (manners.ONLY_YOU, manners.NO_DRAFT, manners.REPORT_SEEN, manners.QUESTION_SEEN)


def use_channel(conversation: Conversation, context: Context) -> Step:
    """Ask to use this channel for cases; only an operator succeeds, which the service checks."""
    if context.place not in {Place.CHANNEL, Place.TRIAGE}:
        return Step(conversation, (Reply(wording.NOT_A_CHANNEL),))
    return Step(conversation, effects=(ConfirmChannel(),))


def _things(first: str) -> Reply:
    lines = _lines()
    text = "\n".join((first, *lines, wording.HELP_MORE))
    return Reply(text, _things_card(first, lines, text))


def _things_card(first: str, lines: list[str], text: str) -> AdaptiveCard:
    body: list[CardElement] = [headline(first), *(sentence(line) for line in lines)]
    body.append(sentence(wording.HELP_MORE, subtle=True))
    check = button(wording.CHECK_A_POST, Simple(do="check"))
    report = button(wording.REPORT_A_POST, Simple(do="report"))
    mine = button(wording.MY_REPORTS, Simple(do="my-reports"))
    return card(body, [check, report, mine], stands_for=text)


def _offer() -> Reply:
    text = "\n".join((wording.IN_TEAM, *_lines(), wording.OFFER_CHANNEL))
    choose = button(wording.USE_CHANNEL, UseChannel())
    body: list[CardElement] = [headline(wording.IN_TEAM), *map(sentence, _lines())]
    body.append(sentence(wording.OFFER_CHANNEL))
    return Reply(text, card(body, [choose], stands_for=text))


def _lines() -> list[str]:
    """Return the three things that the bot does, with an example each."""
    things = (wording.ASK, wording.CHECK, wording.REPORT)
    return [f"{n}. {thing}" for n, thing in enumerate(things, 1)]
