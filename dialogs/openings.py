"""Opens the dialogs of Teams' menus. Each opening begins afresh: what an earlier one left is gone.

What a dialog does from then on is what the same card's buttons do in a chat.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialogs.answers.answering import in_doubt, overdue_line
from dialogs.cards.look_card import Look, look_card, look_text
from dialogs.checks import assess_post
from dialogs.checks.draft_words import Noticed, read_draft
from dialogs.effects.report_effects import FindReported
from dialogs.here import Here
from dialogs.reports import report_breach
from dialogs.reports.report_form import start_of
from dialogs.seen_message import SeenMessage
from dialogs.state import Conversation, ReportFlow
from dialogs.text.inert import clean
from dialogs.turn import Dialog, Opened, Reply, Step
from dialogs.wording import extensions, london_day, short_day
from dialogs.yammer.yammer_links import PostLink, read_link, without_trackers
from policy_content.model import Concern

_NO_MESSAGE = SeenMessage("")


def opened(event: Opened, here: Here) -> Step:
    """Take the opening of a dialog."""
    message = event.message or _NO_MESSAGE
    match event.dialog:
        case Dialog.CHECK:
            return assess_post.start(Conversation(), here)
        case Dialog.LOOK:
            return _look(message, here)
        case Dialog.REPORT:
            return _report(message, here)


def _look(message: SeenMessage, here: Here) -> Step:
    """Show the clauses that a message may offend. Its words are read once, and kept nowhere."""
    words = clean(message.text)
    if not words:
        return Step(Conversation(), (Reply(extensions.NO_WORDS),))
    concerns = read_draft(words, "yammer", "personal", here.toolbox)
    policy, view = here.toolbox.policy, _view(message, concerns, here)
    return Step(Conversation(), (Reply(look_text(view, policy), look_card(view, policy)),))


def _view(message: SeenMessage, concerns: Sequence[Concern], here: Here) -> Look:
    policy = here.toolbox.policy
    noticed = Noticed.of(concerns, policy, quoting=True)
    overdue = policy.version.overdue(london_day(here.context.now))
    return Look(
        first_line=extensions.LOOKED if concerns else noticed.remarks[0],
        lines=noticed.lines,
        clauses=tuple(dict.fromkeys(concern.clause for concern in concerns)),
        remarks=() if message.post else (extensions.TEAMS_NOT_MENTIONED,),
        footers=(
            extensions.ONLY_LOOKED,
            *((overdue_line(policy),) if overdue else ()),
            in_doubt(policy),
        ),
    )


def _report(message: SeenMessage, here: Here) -> Step:
    """Begin a report, filled in with what the message tells. Nothing is sent before Send."""
    flow = ReportFlow(
        id=here.context.new_id,
        link=message.post,
        no_link=bool(message.text) and not message.post,
        account=_account(message),
    )
    step = report_breach.start(Conversation(), here.context, here.toolbox, known=flow)
    if message == _NO_MESSAGE or step.conversation.flow is None:
        return step
    filled_in = (extensions.FILLED_IN,) if flow.link or flow.account else ()
    elsewhere = () if message.post else (extensions.NO_POST_IN_IT,)
    replies = (*map(Reply, (*filled_in, *elsewhere)), *step.replies)
    reading = read_link(flow.link)
    before = isinstance(reading, PostLink) and FindReported(here.context.person, reading.post)
    return replace(step, replies=replies, effects=(before,) if before else ())


def _account(message: SeenMessage) -> str:
    """Return what the message said, by whom and when; empty where it is nothing but the link."""
    # A Safe Link in it would tell who copied it.
    words = clean(without_trackers(message.text))
    if not words or clean(message.text) in message.links:
        return ""
    day = short_day(london_day(message.sent_at)) if message.sent_at else ""
    known = (bool(message.author), bool(day))
    sentence = {
        (True, True): extensions.BY_SOMEBODY_ON,
        (True, False): extensions.BY_SOMEBODY,
        (False, True): extensions.ON_A_DAY,
        (False, False): extensions.SAID,
    }[known]
    return start_of(sentence.format(author=clean(message.author, 80), day=day, words=words))
