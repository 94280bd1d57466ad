"""Sends a pressed button to the flow that it belongs to."""

from collections.abc import Callable, Mapping
from typing import Any

from dialogs import moves, triage, welcome, wording
from dialogs.answers import answer_policy, owners_loop
from dialogs.checks import assess_post
from dialogs.commands import Command
from dialogs.here import Here
from dialogs.own import own_reports
from dialogs.payloads.case_payloads import CasePayload
from dialogs.payloads.pressed import (
    AnswerCheck,
    DontKeep,
    FillReport,
    JudgeAnswer,
    MoveCheck,
    MoveReport,
    ShowClause,
    ShowSection,
    Simple,
    UseChannel,
    read_payload,
)
from dialogs.payloads.report_payloads import AddUnsent, OnReport
from dialogs.reports import report_breach
from dialogs.state import Conversation
from dialogs.text.inert import MAX_TEXT
from dialogs.turn import Reply, Step
from dialogs.wording import limits

_MEANS = {
    "check": Command.CHECK,
    "report": Command.REPORT,
    "my-reports": Command.MY_REPORTS,
    "ask-contact": Command.ASK_CONTACT,
}
_FLOWS_OWN = (AnswerCheck, MoveCheck, FillReport, MoveReport)


def pressed(conversation: Conversation, data: Mapping[str, Any], here: Here) -> Step:
    """Take a button's data, as it came from outside."""
    payload = read_payload(data)
    length = max((len(value) for value in data.values() if isinstance(value, str)), default=0)
    if length > MAX_TEXT and (payload is None or isinstance(payload, AnswerCheck)):
        # Of a draft, the part that is not read may be what matters.
        return Step(conversation, (Reply(limits.too_long(length, MAX_TEXT)),))
    if payload is None:
        return Step(conversation, (Reply(wording.BAD_PRESS),))
    if isinstance(payload, _FLOWS_OWN) and conversation.own is not None:
        # Whoever goes on with something else has left what waited for a word about a report: what
        # they type next must not be sent to the team.
        conversation = conversation.model_copy(update={"own": None})
    return _HANDLERS.get(type(payload), _case)(conversation, payload, here)


def _simple(conversation: Conversation, payload: Simple, here: Here) -> Step:
    return moves.obey(conversation, _MEANS[payload.do], here)


def _clause(conversation: Conversation, payload: ShowClause, here: Here) -> Step:
    return answer_policy.show_clause(conversation, payload.clause, here)


def _section(conversation: Conversation, payload: ShowSection, here: Here) -> Step:
    return answer_policy.show_section(conversation, here.toolbox, payload.clause)


def _dont_keep(conversation: Conversation, payload: DontKeep, _here: Here) -> Step:
    return owners_loop.dont_keep(conversation, payload)


def _report(conversation: Conversation, payload: FillReport | MoveReport, here: Here) -> Step:
    return report_breach.pressed(conversation, payload, here)


def _case(conversation: Conversation, payload: CasePayload, here: Here) -> Step:
    return triage.pressed(conversation, payload, here.context)


def _channel(conversation: Conversation, _payload: UseChannel, here: Here) -> Step:
    return welcome.use_channel(conversation, here.context)


# What is not here is about a case. Each handler takes the payload that its key names; Any, because
# a mapping cannot say so.
_HANDLERS: Mapping[type, Callable[[Conversation, Any, Here], Step]] = {
    Simple: _simple,
    ShowClause: _clause,
    ShowSection: _section,
    JudgeAnswer: owners_loop.judged,
    DontKeep: _dont_keep,
    AnswerCheck: assess_post.pressed,
    MoveCheck: assess_post.pressed,
    FillReport: _report,
    MoveReport: _report,
    OnReport: own_reports.pressed,
    AddUnsent: own_reports.pressed,
    UseChannel: _channel,
}
