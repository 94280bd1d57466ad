"""Conversations over all that the bot does. Buttons are found by their words in any language."""

from typing import Any

from bot.settings import Settings
from bot.wiring.policy import load_toolbox
from dialogs.languages import gettext
from dialogs.seen_message import SeenMessage
from dialogs.toolbox import Toolbox
from dialogs.turn import ChannelConfirmed, Dialog, Installed, Opened, Place, Reply
from dialogs.wording import reports
from tests.dialogs.chat import MORNING, Chat, card_json
from tests.dialogs.golden_cards import golden_cards
from tests.languages.shown import ACCOUNT, CONTACT, DRAFT, LINK, NAME, PLACE_TO_TURN, WRONG_LINKS

QUESTIONS = (
    "can i moan about work on facebook?", "and on yammer?", "what about LinkedIn?", "why?",
    "what happens then?", "who says so?", "is that still current?", "show the whole section",
    "can I like a political party's tweet?", "can we use WhatsApp for the team chat?",
    "don't keep it", "who is the policy owner?",
    "give me the link to the Employee Relations Policy",
    "write me a poem about badgers", "I feel so stressed, I can't cope", "you are useless",
    "my colleague posted a rant about us on Yammer", "What counts as internal material?", "1",
    "somebody wants to kill himself", "what is a soft breach?", "yes", "no",
    "ask the policy contact",
    "please", "what is the published link?", "what is the policy called?", "",
)  # fmt: skip
SMALL_TALK = (
    "hi", "help", "thanks", "ask", "are you human?", "who sees this chat?", "cancel", "back",
    "use this channel",
)  # fmt: skip


def play() -> dict[str, Any]:
    """Play everything; return what was shown, every golden card, and as what options count."""
    settings = Settings(
        policy_contact=CONTACT, personal_signpost=PLACE_TO_TURN, danger_signpost=PLACE_TO_TURN
    )
    toolbox = load_toolbox(settings)
    said: list[Reply] = []
    for part in (_greetings, _questions, _check, _every_button, _report, _openings):
        said += part(toolbox)
    questions = toolbox.policy.checks.questions
    counted = [[option.counts_as for option in question.options] for question in questions]
    shown = [_shown(reply) for reply in said]
    return {"replies": shown, "cards": golden_cards(), "counted": counted}


def _shown(reply: Reply) -> dict[str, Any]:
    card = card_json(reply) if reply.card is not None else {}
    return {"text": reply.text, "card": card, "suggestions": reply.suggestions}


def _greetings(toolbox: Toolbox) -> list[Reply]:
    said: list[Reply] = []
    for place in Place:
        chat = Chat(toolbox, place=place)
        said += chat.happen(Installed()).step.replies
        for text in SMALL_TALK:
            said += chat.say(text).step.replies
    confirmed = Chat(toolbox, place=Place.CHANNEL).tell(ChannelConfirmed())
    return [*said, *confirmed.step.replies]


def _questions(toolbox: Toolbox) -> list[Reply]:
    chat = Chat(toolbox)
    return [reply for text in QUESTIONS for reply in chat.say(text).step.replies]


def _check(toolbox: Toolbox) -> list[Reply]:
    """Check two posts by typing numbers, one draft pasted, answers changed, one cancelled."""
    said: list[Reply] = []
    for answers_given in (
        (
            "should I post this?",
            DRAFT,
            "1",
            "1",
            "2",
            "2",
            "1",
            "2",
            "back",
            "1",
            "change an answer",
        ),
        ("should I post this?", "skip", "2", "1", "none", "1", "1", "1", "1", "1", "start again"),
        ("should I post this?", DRAFT, "cancel"),
    ):
        chat = Chat(toolbox)
        for text in answers_given:
            said += chat.say(text).step.replies
    return said


def _every_button(toolbox: Toolbox) -> list[Reply]:
    """Type each button's words instead of pressing it; the same must come of it."""
    said: list[Reply] = []
    for opening in ("help", "what is a soft breach?", "should I post this?"):
        for title in Chat(toolbox).say(opening).titles():
            pressed, typed = Chat(toolbox).say(opening), Chat(toolbox).say(opening)
            if title in {gettext(own) for own in NOT_TYPED}:
                continue
            pressed.press(title)
            typed.say(title)
            same = (pressed.text, pressed.step.effects) == (typed.text, typed.step.effects)
            assert same, f"{title!r}: {typed.text!r} is not {pressed.text!r}"
            said += typed.step.replies
    return said


# Shows what is there already; and a typed "no" carries no question, so that it is asked for again.
NOT_TYPED = ("Show details", "No")


def _report(toolbox: Toolbox) -> list[Reply]:
    chat = Chat(toolbox, name=NAME)
    said = list(chat.say("report a post").step.replies)
    for text in ("hello", *WRONG_LINKS, LINK, "4", ACCOUNT, "skip", reports.NO, reports.YES):
        said += chat.say(text).step.replies
    said += chat.say("should I post this?").step.replies
    return [*said, *_report_by_suggestions(toolbox)]


def _openings(toolbox: Toolbox) -> list[Reply]:
    """Open every dialog, with each kind of message."""
    messages = (
        None,
        SeenMessage(DRAFT, author=NAME, sent_at=MORNING),
        SeenMessage(ACCOUNT, sent_at=MORNING),
        SeenMessage(DRAFT, author=NAME),
        SeenMessage(f"{ACCOUNT} {LINK}", links=(LINK,)),
    )
    said: list[Reply] = []
    for message in messages:
        for dialog in Dialog:
            said += Chat(toolbox).happen(Opened(dialog, message)).step.replies
    return said


def _report_by_suggestions(toolbox: Toolbox) -> list[Reply]:
    """Type what the bot suggests, in its own language, wherever it suggests something."""
    chat = Chat(toolbox).say("report a post")
    said: list[Reply] = []
    others = {"principle": "4", "account": ACCOUNT}
    while (flow := chat.conversation.flow) is not None and flow.pending != "review":
        suggested = chat.step.replies[-1].suggestions
        usual = others.get(flow.pending, reports.NO_LINK_GIVEN)
        said += chat.say(suggested[0] if suggested else usual).step.replies
        assert len(said) < 20, flow.pending
    return said
