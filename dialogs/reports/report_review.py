"""The review of a report: send what was reviewed, change all of it or one field."""

import re
from uuid import uuid5

from dialogs.commands import plain, said_plainly
from dialogs.effects.report_effects import SubmitReport
from dialogs.here import Here
from dialogs.payloads.pressed import MoveReport
from dialogs.reports import report_asking
from dialogs.reports.report_form import is_complete, next_step
from dialogs.state import Conversation, ReportFlow
from dialogs.toolbox import Toolbox
from dialogs.turn import Step
from dialogs.wording import reports
from dialogs.yammer.yammer_links import PostLink, read_link
from storage.records import NewReport, Reporter

_SEND = frozenset({
    "send", "send it", "send this", "send report", "send the report", "send my report", "submit",
    "submit it", "yes send it", "yes send", "go ahead and send it", "try again", "send it again",
})  # fmt: skip
_EDIT = re.compile(r"(?:edit|change|correct)(?: it| something| this)?")
_EDIT_ONE = re.compile(r"(?:edit|change|correct) (?:the |my )?(.+)")
_FIELDS = {
    "link": "link|post|address|url",
    "principle": "principle|principles|what may be wrong|what is wrong|whats wrong|reason",
    "account": "account|what happened|description|text|story|words",
    "seen_when": "when|when i saw it|date|time|when seen|day",
    "own_post": "own post|own|whose post|my own post",
    "share_name": "name|share name|share my name|sharing my name|sharing",
}
_FIELD_NAMED = {word: field for field, words in _FIELDS.items() for word in words.split("|")}


def edit(conversation: Conversation, flow: ReportFlow, toolbox: Toolbox) -> Step:
    """Show the form again; what is typed next may name one field to change."""
    if next_step(flow) != "review":
        return report_asking.step(conversation, flow, report_asking.form(flow, toolbox.policy))
    reviewed = flow.model_copy(update={"pending": "review"})
    return report_asking.step(conversation, reviewed, report_asking.edit(reviewed, toolbox.policy))


def said(conversation: Conversation, flow: ReportFlow, text: str, here: Here) -> Step | None:
    """Take what is typed at the review; None where it is neither send nor a change."""
    asked = said_plainly(text)
    if _SEND.intersection(asked):
        return _send(conversation, flow, here)
    if _EDIT.fullmatch(plain(text)):
        return edit(conversation, flow, here.toolbox)
    named = _EDIT_ONE.fullmatch(plain(text))
    if named is None or named[1] not in _FIELD_NAMED:
        return None
    one = flow.model_copy(update={"pending": _FIELD_NAMED[named[1]]})
    return report_asking.ask(conversation, one, here.toolbox)


def send(conversation: Conversation, flow: ReportFlow, payload: MoveReport, here: Here) -> Step:
    """Send what the pressed review showed; where that is no longer what stands, show it again."""
    if payload.reviewed != flow.digest():
        return report_asking.ask(conversation, flow, here.toolbox)
    return _send(conversation, flow, here)


def _send(conversation: Conversation, flow: ReportFlow, here: Here) -> Step:
    """Hand the report on. It stays in the state until the outcome says that it is kept."""
    if not is_complete(flow):
        lacking = flow.model_copy(update={"pending": next_step(flow)})
        return report_asking.ask(conversation, lacking, here.toolbox)
    if not here.context.reachable:
        return report_asking.ask(conversation, flow, here.toolbox, reports.NOT_NOW)
    return Step(conversation, effects=(SubmitReport(_report(flow, here)),))


def _report(flow: ReportFlow, here: Here) -> NewReport:
    """Make what is sent on.

    The submission's id rests on what is sent: the same again is harmless, another text is another
    report.
    """
    context, reading = here.context, read_link(flow.link)
    return NewReport(
        submission=uuid5(flow.id, flow.digest()),
        reporter=Reporter(person=context.person, name=context.name, conversation=context.reference),
        link=flow.link,
        post=reading.post if isinstance(reading, PostLink) else None,
        principle=flow.principle,
        account=flow.account,
        seen_when=flow.seen_when,
        own_post=flow.own_post,
        share_name=flow.share_name,
        policy_version=str(here.toolbox.policy.version),
        screenshots=flow.screenshots,
    )
