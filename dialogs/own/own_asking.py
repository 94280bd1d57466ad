"""Asks for what is still needed to do something with a report that was sent, and hands it on."""

from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import uuid5

from dialogs.cards.own_cards import (
    add_card,
    question_card,
    question_text,
    sure_card,
    warning_card,
)
from dialogs.effects.report_effects import ActOnReport
from dialogs.here import Here
from dialogs.own.own_names import tells_own_name
from dialogs.payloads.report_payloads import OnReport
from dialogs.reports.report_form import within_limits
from dialogs.state import Conversation, OwnReport
from dialogs.text.inert import clean
from dialogs.turn import MayAnswer, Reply, Step
from dialogs.wording import own_reports
from dialogs.yammer.yammer_links import without_trackers
from storage.records import (
    AddInformation,
    AnswerQuestion,
    DeclineQuestion,
    QuestionForReporter,
    ReporterAction,
    ShareName,
    Withdraw,
)

Doing = Literal["add", "answer", "decline", "withdraw", "share-name"]
DOES: Mapping[str, Doing] = {
    "own-add": "add",
    "own-answer": "answer",
    "own-decline": "decline",
    "own-withdraw": "withdraw",
    "own-share-name": "share-name",
}


def carry_out(
    conversation: Conversation, own: OwnReport, here: Here, *, sure: bool = False
) -> Step:
    """Hand on what is to be done; a text with the writer's own name is warned of first."""
    action = _action(own)
    if action is None:
        return ask(conversation, own)
    if own.text and not (sure or own.named) and tells_own_name(own.text, here.context.name):
        return warn(conversation, own)
    tap = str(uuid5(own.form, own.text)) if own.form is not None else ""
    acting = ActOnReport(here.context.person, own.reference, action, tap)
    return Step(conversation.model_copy(update={"own": None}), effects=(acting,))


def with_text(
    conversation: Conversation, own: OwnReport, text: str, here: Here, *, sure: bool = False
) -> Step:
    """Take what was typed: send it on, unless it is too long or has the writer's own name."""
    problem = within_limits(text)
    if problem:
        return Step(conversation, (Reply(problem), *ask(conversation, own).replies))
    written = own.model_copy(update={"text": clean(without_trackers(text))})
    return carry_out(conversation, written, here, sure=sure)


def ask(
    conversation: Conversation, own: OwnReport, question: QuestionForReporter | None = None
) -> Step:
    """Ask for what is missing: a text, or whether the person means it."""
    after = conversation.model_copy(update={"own": own})
    return Step(after, (asking(own, question),))


def asking(own: OwnReport, question: QuestionForReporter | None = None) -> Reply:
    """Return the reply that asks for what is missing."""
    reference = own.reference
    match own.do:
        case "add":
            first = own_reports.ADD_WHAT.format(ref=reference)
            return Reply(f"{first}\n\n{own_reports.ASK_ADD}", add_card(own))
        case "withdraw":
            first, why = own_reports.SURE_WITHDRAW, own_reports.SURE_WITHDRAW_WHY
            mean_it = OnReport(do="own-withdraw", report=reference)
            return _sure((first.format(ref=reference), why), own_reports.WITHDRAW_IT, mean_it)
        case "share-name":
            first, why = own_reports.SURE_NAME, own_reports.SURE_NAME_WHY
            mean_it = OnReport(do="own-share-name", report=reference)
            return _sure((first.format(ref=reference), why), own_reports.SHARE_IT, mean_it)
    if question is None:
        return Reply(own_reports.ASK_ANSWER)
    lines = () if own.named else (own_reports.STILL_UNNAMED,)
    text = f"{question_text(reference, question, lines)}\n\n{own_reports.ASK_ANSWER}"
    return Reply(text, question_card(reference, question, lines, named=own.named))


def may_answer(message: MayAnswer, line: str) -> Reply:
    """Show a waiting question with what was typed filled in; nothing is sent before a press.

    `line` says why it is shown.
    """
    reference, question = message.report.reference, message.report.questions[-1]
    text = message.said.text
    typed = "" if within_limits(text) else clean(without_trackers(text))
    named = message.report.shares_name
    shown = question_card(reference, question, (line,), named=named, typed=typed)
    return Reply(question_text(reference, question, (line,)), shown)


def which(references: Sequence[str]) -> Reply:
    """Ask which of several reports is meant."""
    return Reply(own_reports.WHICH.format(references=", ".join(references)))


def warn(conversation: Conversation, own: OwnReport) -> Step:
    """Warn that a text would tell who wrote it; nothing is sent before the person says so."""
    label = own_reports.ADD_LABEL if own.do == "add" else own_reports.YOUR_ANSWER
    text = "\n\n".join(
        (own_reports.NAME_IN_IT, own_reports.NAME_IN_IT_WHY, own_reports.NAME_IN_IT_TYPE)
    )
    after = conversation.model_copy(update={"own": own})
    return Step(after, (Reply(text, warning_card(own, label), in_place=True),))


def _sure(lines: tuple[str, str], title: str, payload: OnReport) -> Reply:
    text = "\n\n".join((*lines, own_reports.YES_OR_NO))
    return Reply(text, sure_card(lines, title, payload))


def _action(own: OwnReport) -> ReporterAction | None:
    """Return what storage is asked to do; None where something is still missing."""
    match own.do:
        case "add":
            added = AddInformation(text=own.text, screenshots=own.screenshots)
            return added if own.text else None
        case "withdraw":
            return Withdraw()
        case "share-name":
            return ShareName()
    if own.question is None:
        return None
    if own.do == "decline":
        return DeclineQuestion(question=own.question)
    return AnswerQuestion(question=own.question, text=own.text) if own.text else None
