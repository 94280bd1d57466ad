"""Hears somebody who tells that a post of their own may break the policy (scenario 7).

They get the policy's words, and that they may be asked to remove it (cooperate-investigations).
Only a Yammer post is one for Internal Communications (yammer.report): for that a report is begun,
filled in with what was said. Nothing is sent before Send, and no leniency is promised.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dialogs.answers.answering import Around, quote
from dialogs.here import Here
from dialogs.reports import report_breach
from dialogs.reports.principles import CODE, LISTED, SOMETHING_ELSE
from dialogs.reports.report_form import MAX_ACCOUNT
from dialogs.state import CheckFlow, Conversation, ReportFlow
from dialogs.text.inert import clean
from dialogs.turn import Place, Step
from dialogs.wording import checks
from policy_content.phrases import plain_words

_I = (
    r"\b(?:i|ive|im) (?:(?:think|fear|suppose|guess|believe|have|may|might|could|must|just|probably"
    r"|possibly|am|afraid|accidentally|i|ive) )*"
)
_ADMITS = re.compile(
    rf"{_I}(?:broke|broken|breached|violated|gone against|went against)"
    r"(?: (?:the|this|our|your|a|some|one|of|ons|social|media|civil|service))*"
    r" (?:policy|rules?|code|guidelines)\b"
    r"|\breport(?:ing)? myself\b|\bself report(?:ing)?\b"
    r"|\bi (?:should not|shouldnt|should never) have (?:posted|shared|said|written|tweeted|put)\b"
    r"|\bi (?:accidentally|wrongly|mistakenly) (?:posted|shared|tweeted|uploaded)\b"
    r"|\bi (?:posted|shared|tweeted|wrote|uploaded|put)\b.*\bby (?:mistake|accident)\b"
)
_ASKS = re.compile(r"(?:have|did|do|does|would|will|can|could|should|is|am|if|what|when|how|who) ")
_COOPERATE = "cooperate-investigations"
_CODE = ("background", "five-things.civil-service-code")
_YAMMER = "Yammer"


def said(conversation: Conversation, text: str, here: Here) -> Step | None:
    """Take a message in which somebody owns up to a post; None where it is none.

    What is said in the middle of a flow is for that flow.
    """
    words = plain_words(text)
    if _busy(conversation) or _ASKS.match(words) or not _ADMITS.search(words):
        return None
    platforms = _platforms(words, here)
    found = _clauses(text, platforms, here)
    remark = checks.OWN_POST_SOMEWHERE
    if platforms:
        remark = checks.OWN_POST_ON_YAMMER if _YAMMER in platforms else checks.OWN_POST_ELSEWHERE
    around = Around(remarks=(remark, checks.NO_PROMISE), alone=True)
    step = quote(conversation, (*found[:2], _COOPERATE), here, around)
    if _YAMMER not in platforms or here.context.place is not Place.PERSONAL:
        return step
    form = begin(step.conversation, found, text, here)
    return replace(form, replies=(*step.replies, *form.replies))


def begin(conversation: Conversation, clauses: Sequence[str], account: str, here: Here) -> Step:
    """Begin a report of one's own Yammer post, filled in with what is known of it.

    `clauses` are those that the post may offend, the most likely first.
    """
    if here.context.place is not Place.PERSONAL:
        return report_breach.start(conversation, here.context, here.toolbox)
    listed = next((clause for clause in clauses if clause in LISTED), "")
    other = CODE if any(clause in _CODE for clause in clauses) else SOMETHING_ELSE
    flow = ReportFlow(
        id=here.context.new_id,
        principle=listed or other,
        account=clean(account, MAX_ACCOUNT),
        own_post=True,
    )
    begun = conversation.model_copy(update={"flow": flow})
    return report_breach.start(begun, here.context, here.toolbox)


def _busy(conversation: Conversation) -> bool:
    flow = conversation.flow
    return flow is not None and not (isinstance(flow, CheckFlow) and flow.pending == "verdict")


def _platforms(words: str, here: Here) -> set[str]:
    names = here.toolbox.follow_ups.names.items()
    return {platform.name for name, platform in names if f" {name} " in f" {words} "}


def _clauses(text: str, platforms: Collection[str], here: Here) -> tuple[str, ...]:
    """Return the clauses that the post may offend: as a question finds them, or else as a draft."""
    finding = here.find(text)
    channel = "yammer" if _YAMMER in platforms else "external"
    if finding.kind == "answer":
        likely = [citation.clause for citation in finding.citations[:1]]
    else:
        likely = [concern.clause for concern in here.toolbox.read(text, channel, "personal")]
    return tuple(clause for clause in likely if clause in here.toolbox.policy.clauses)
