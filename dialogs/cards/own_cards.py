"""Cards about reports that were sent, for their reporter only: status, list, questions."""

from collections.abc import Sequence

from microsoft_teams.cards import Action, ActionSet, AdaptiveCard, CardElement, TextInput

from dialogs import wording
from dialogs.cards.parts import button, card, headline, sentence, words
from dialogs.cards.report_cards import discard_button
from dialogs.payloads.pressed import Simple
from dialogs.payloads.report_payloads import AddUnsent, OnReport
from dialogs.reports.report_form import MAX_ACCOUNT
from dialogs.state import OwnReport, ReportFlow
from dialogs.text.inert import inert, unlinked
from dialogs.wording import own_reports
from storage.records import QuestionForReporter, ReportStage, ReportStatus

MOST_BUTTONS = 5
_OVER = frozenset({ReportStage.CLOSED, ReportStage.WITHDRAWN})
_DOES = {"add": own_reports.ADD_IT, "answer": own_reports.REPLY}


def status_card(lines: Sequence[str], report: ReportStatus) -> AdaptiveCard:
    """Show one report: its headline, where it stands, and what can be done with it."""
    body: list[CardElement] = [headline(lines[0]), *(sentence(line) for line in lines[1:])]
    return card(body, _what_can_be_done(report), stands_for="\n".join(lines))


def _what_can_be_done(report: ReportStatus) -> list[Action]:
    reference, open_ = report.reference, report.stage not in _OVER
    actions: list[Action] = []
    if open_ and report.questions:
        reply = OnReport(do="own-answer", report=reference)
        actions.append(button(own_reports.REPLY, reply, style="positive"))
    if open_:
        actions.append(button(own_reports.ADD, OnReport(do="own-add", report=reference)))
        actions.append(button(own_reports.WITHDRAW, OnReport(do="own-withdraw", report=reference)))
    if not report.shares_name and report.stage is not ReportStage.WITHDRAWN:
        share = OnReport(do="own-share-name", report=reference)
        actions.append(button(own_reports.SHARE_NAME, share))
    return actions or [button(wording.MY_REPORTS, Simple(do="my-reports"))]


def list_card(lines: Sequence[str], references: Sequence[str], foot: str) -> AdaptiveCard:
    """Show somebody's reports, with a button for each of the newest."""
    body: list[CardElement] = [headline(lines[0]), *(sentence(line) for line in lines[1:])]
    shown = [
        button(reference, OnReport(do="own-show", report=reference))
        for reference in references[:MOST_BUTTONS]
    ]
    body += [ActionSet(actions=list(shown)), sentence(foot, subtle=True)]
    another = button(wording.REPORT_A_POST, Simple(do="report"))
    return card(body, [another], stands_for="\n".join(lines))


def question_card(
    reference: str,
    question: QuestionForReporter,
    lines: Sequence[str],
    *,
    named: bool,
    typed: str = "",
) -> AdaptiveCard:
    """Show a question of the team's, to be answered here, or not; `typed` is filled in."""
    body: list[CardElement] = [
        headline(own_reports.QUESTION.format(ref=reference)),
        words(inert(question.text)),
        *(sentence(line, subtle=True) for line in lines),
        _text(own_reports.YOUR_ANSWER, typed),
        sentence(own_reports.OR_TYPE_REPLY.format(ref=reference), subtle=True),
    ]
    answer = OnReport(do="own-answer", report=reference, question=question.id, named=named)
    decline = OnReport(do="own-decline", report=reference, question=question.id, named=named)
    actions: list[Action] = [
        button(own_reports.REPLY, answer, takes_inputs=True, style="positive"),
        button(own_reports.RATHER_NOT, decline),
    ]
    if not named:
        share = OnReport(do="own-share-name", report=reference)
        actions.append(button(own_reports.SHARE_NAME, share))
    return card(body, actions, stands_for=question_text(reference, question, lines))


def question_text(reference: str, question: QuestionForReporter, lines: Sequence[str]) -> str:
    """Return the same as plain text."""
    first = own_reports.QUESTION.format(ref=reference)
    typing = own_reports.OR_TYPE_REPLY.format(ref=reference)
    return "\n\n".join((first, unlinked(question.text), *lines, typing))


def add_card(own: OwnReport) -> AdaptiveCard:
    """Ask what is to be added to a report."""
    body: list[CardElement] = [
        headline(own_reports.ADD_WHAT.format(ref=own.reference)),
        _text(own_reports.ADD_LABEL),
        sentence(own_reports.ASK_ADD, subtle=True),
    ]
    add = OnReport(do="own-add", report=own.reference, named=own.named, form=own.form)
    add_it = button(own_reports.ADD_IT, add, takes_inputs=True, style="positive")
    return card(body, [add_it], stands_for=own_reports.ADD_WHAT.format(ref=own.reference))


def warning_card(own: OwnReport, label: str) -> AdaptiveCard:
    """Warn that a text has its writer's own name in it; it can be changed here."""
    body: list[CardElement] = [
        headline(own_reports.NAME_IN_IT),
        sentence(own_reports.NAME_IN_IT_WHY),
        _text(label, own.text),
        sentence(own_reports.NAME_IN_IT_TYPE, subtle=True),
    ]
    again = OnReport(
        do="own-add" if own.do == "add" else "own-answer",
        report=own.reference,
        question=own.question,
        form=own.form,
    )
    anyway = again.model_copy(update={"sure": True})
    actions: list[Action] = [
        button(_DOES[own.do], again, takes_inputs=True, style="positive"),
        button(own_reports.SEND_ANYWAY, anyway, takes_inputs=True),
    ]
    return card(body, actions, stands_for=own_reports.NAME_IN_IT)


def sure_card(lines: Sequence[str], title: str, payload: OnReport) -> AdaptiveCard:
    """Ask whether the person means it."""
    body: list[CardElement] = [headline(lines[0]), sentence(lines[1])]
    body.append(sentence(own_reports.YES_OR_NO, subtle=True))
    mean_it = button(title, payload.model_copy(update={"sure": True}), style="destructive")
    leave = button(wording.CANCEL, OnReport(do="own-show", report=payload.report))
    return card(body, [mean_it, leave], stands_for="\n".join(lines))


def reported_before_card(
    earlier: ReportStatus, flow: ReportFlow, lines: Sequence[str]
) -> AdaptiveCard:
    """Say that the post was reported before, and offer to add what was written to that report."""
    body: list[CardElement] = [headline(lines[0]), *(sentence(line) for line in lines[1:])]
    reference = earlier.reference
    add: OnReport | AddUnsent = OnReport(do="own-add", report=reference, named=earlier.shares_name)
    if flow.account:
        add = AddUnsent(flow=flow.id, report=reference)
    actions: list[Action] = [
        button(own_reports.ADD_TO.format(ref=reference), add, style="positive"),
        discard_button(flow.id),
    ]
    body.append(sentence(own_reports.OR_TYPE_ADD, subtle=True))
    return card(body, actions, stands_for="\n".join(lines))


def done_card(line: str, written: str) -> AdaptiveCard:
    """Say what was done, with what the person wrote for it."""
    body: list[CardElement] = [headline(line)]
    if written:
        body.append(words(inert(written)))
    return card(body, [button(wording.MY_REPORTS, Simple(do="my-reports"))], stands_for=line)


def _text(label: str, value: str = "") -> TextInput:
    return TextInput(
        id="text",
        label=label,
        value=inert(value) or None,
        is_multiline=True,
        max_length=MAX_ACCOUNT,
    )
