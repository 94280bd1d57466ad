"""What reporters do with reports that they sent: look, add, answer, withdraw, share their name.

In the one-to-one chat only. What waits for a word (`Conversation.own`) stands beside any flow, so
that a question of the team's can be answered in the middle of one.
"""

from uuid import uuid5

from dialogs.commands import is_yes, plain
from dialogs.effects.report_effects import ActOnReport, ListReports, ShowReport
from dialogs.here import Here
from dialogs.own import own_asking
from dialogs.own.own_commands import Asked, read_reference
from dialogs.payloads.report_payloads import AddUnsent, OnReport
from dialogs.reports.reports_kept import in_private_only
from dialogs.state import Conversation, OwnReport, ReportFlow
from dialogs.text.inert import clean
from dialogs.turn import Place, Reply, Step
from dialogs.wording import own_reports, reports
from storage.records import AddInformation

_SEND = frozenset({"send", "send it", "send it as it is", "send it anyway", "send anyway", "yes"})
_CHANGE = frozenset({"change", "change it", "edit", "edit it"})
_RATHER_NOT = frozenset({"id rather not", "i would rather not", "rather not", "decline"})


def list_reports(conversation: Conversation, here: Here) -> Step:
    """Ask for the person's own reports; in company, only in private."""
    if here.context.place is not Place.PERSONAL:
        return in_private_only(conversation, here.toolbox)
    return Step(_without(conversation), effects=(ListReports(here.context.person),))


def commanded(conversation: Conversation, asked: Asked, here: Here) -> Step:
    """Take a typed command about a report that was sent."""
    if here.context.place is not Place.PERSONAL:
        return in_private_only(conversation, here.toolbox)
    return _begin(conversation, asked, here)


def said(conversation: Conversation, own: OwnReport, text: str, here: Here) -> Step | None:
    """Take a message as what is waited for; None where it is not."""
    if not own.reference:
        return _said_which(conversation, own, text, here)
    if own.do in {"withdraw", "share-name"}:
        return _said_sure(conversation, own, text, here)
    return _said_text(conversation, own, text, here)


def pressed(conversation: Conversation, payload: OnReport | AddUnsent, here: Here) -> Step:
    """Take a pressed button about a report that was sent."""
    if here.context.place is not Place.PERSONAL:
        return in_private_only(conversation, here.toolbox)
    if isinstance(payload, AddUnsent):
        return _add_pressed(conversation, payload, here)
    if payload.do == "own-show":
        return _show(conversation, payload.report, here)
    conversation = _instead_of_unsent(conversation, payload)
    own = OwnReport(
        do=own_asking.DOES[payload.do],
        reference=payload.report,
        question=payload.question,
        named=payload.named,
        form=payload.form,
    )
    if payload.text.strip():
        return own_asking.with_text(conversation, own, payload.text, here, sure=payload.sure)
    if payload.sure or (own.do == "decline" and own.question is not None):
        return own_asking.carry_out(conversation, own, here)
    return _look_first(conversation, own, here)


def add_unsent(conversation: Conversation, flow: ReportFlow, here: Here) -> Step:
    """Add what an unsent report says to the earlier one; the form goes when that is kept."""
    if flow.account:
        action = AddInformation(text=flow.account, screenshots=flow.screenshots)
        tap = str(uuid5(flow.id, flow.account))
        adding = ActOnReport(here.context.person, flow.earlier, action, tap)
        return Step(conversation, effects=(adding,))
    bare = conversation.model_copy(update={"flow": None})
    return _look_first(bare, OwnReport(do="add", reference=flow.earlier), here)


def _begin(conversation: Conversation, asked: Asked, here: Here) -> Step:
    if asked.do == "show":
        return _show(conversation, asked.reference, here)
    own = OwnReport(do=asked.do, reference=asked.reference, text=clean(asked.text))
    if own.reference:
        return _look_first(conversation, own, here)
    if asked.do == "withdraw" and isinstance(conversation.flow, ReportFlow):
        return Step(conversation, (Reply(reports.NOT_SENT_YET),))
    after = conversation.model_copy(update={"own": own})
    return Step(after, effects=(ListReports(here.context.person),))


def _show(conversation: Conversation, reference: str, here: Here) -> Step:
    return Step(_without(conversation), effects=(ShowReport(here.context.person, reference),))


def _look_first(conversation: Conversation, own: OwnReport, here: Here) -> Step:
    """Look at the report before anything is asked, so that nobody writes to one that is not."""
    after = conversation.model_copy(update={"own": own})
    return Step(after, effects=(ShowReport(here.context.person, own.reference),))


def _said_which(conversation: Conversation, own: OwnReport, text: str, here: Here) -> Step | None:
    reference = read_reference(text)
    if not reference:
        return None
    return _look_first(conversation, own.model_copy(update={"reference": reference}), here)


def _said_sure(conversation: Conversation, own: OwnReport, text: str, here: Here) -> Step | None:
    match is_yes(text):
        case True:
            return own_asking.carry_out(conversation, own, here)
        case False:
            return Step(_without(conversation), (Reply(own_reports.LEFT_ALONE),))
    return None


def _said_text(conversation: Conversation, own: OwnReport, text: str, here: Here) -> Step | None:
    """Take a message as the text that is waited for, or what is to become of the one there is."""
    words = plain(text)
    if own.do == "answer" and words in _RATHER_NOT:
        return own_asking.carry_out(conversation, own.model_copy(update={"do": "decline"}), here)
    if own.text and words in _SEND:
        return own_asking.carry_out(conversation, own, here, sure=True)
    if own.text and words in _CHANGE:
        return own_asking.ask(conversation, own.model_copy(update={"text": ""}))
    if text.endswith("?") and here.find(text).kind == "answer":
        return None  # a question about the policy is not sent to the team
    return own_asking.with_text(conversation, own, text, here)


def _add_pressed(conversation: Conversation, payload: AddUnsent, here: Here) -> Step:
    flow = conversation.flow
    if not isinstance(flow, ReportFlow) or flow.id != payload.flow:
        return Step(conversation, (Reply(reports.GONE),))
    return add_unsent(conversation, flow, here)


def _instead_of_unsent(conversation: Conversation, payload: OnReport) -> Conversation:
    """Let go of an unsent report that has no more than the link of one reported before."""
    flow = conversation.flow
    bare = isinstance(flow, ReportFlow) and flow.earlier == payload.report and not flow.account
    return conversation.model_copy(update={"flow": None}) if bare else conversation


def _without(conversation: Conversation) -> Conversation:
    return conversation.model_copy(update={"own": None})
