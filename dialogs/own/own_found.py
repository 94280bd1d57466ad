"""Goes on once a report is found: with what is to be done with it, or with showing it.

A report is looked up before anything is asked about it: a reference of somebody else's and one of
nobody's fail at the same step.
"""

from dialogs.effects.report_effects import ReportShown, ReportsListed
from dialogs.here import Here
from dialogs.own import own_asking, own_outcomes
from dialogs.state import Conversation, OwnReport
from dialogs.turn import Reply, Step
from dialogs.wording import own_reports
from storage.records import ReportStage, ReportStatus


def listed(conversation: Conversation, outcome: ReportsListed, here: Here) -> Step:
    """List the person's own reports; or find the one that something is to be done with."""
    own = conversation.own
    if own is None or own.reference:
        return own_outcomes.listed(conversation, outcome.reports)
    fitting = [one for one in outcome.reports if _fits(own, one)]
    if len(fitting) == 1:
        found = own.model_copy(update={"reference": fitting[0].reference})
        return _go_on(conversation, found, fitting[0], here)
    if not fitting:
        return _over(conversation, own_reports.NONE_TO)
    return Step(conversation, (own_asking.which([one.reference for one in fitting]),))


def shown(conversation: Conversation, outcome: ReportShown, here: Here) -> Step:
    """Show a report, or go on with what is to be done with it; or say that it is done."""
    own = conversation.own
    if outcome.action is not None:
        left = conversation.model_copy(update={"own": None})
        return own_outcomes.done(left, outcome.report, outcome.action)
    if own is None:
        return own_outcomes.status(conversation, outcome.report)
    return _go_on(conversation, own, outcome.report, here)


def _go_on(conversation: Conversation, own: OwnReport, report: ReportStatus, here: Here) -> Step:
    """Go on with a report that was found: ask, warn, or carry out."""
    refusal = _refusal(own, report)
    if refusal:
        return _over(conversation, refusal)
    question = own.question or (report.questions[0].id if report.questions else None)
    known = {"reference": report.reference, "question": question, "named": report.shares_name}
    own = own.model_copy(update={**known, "form": here.context.new_id})
    if own.text:
        return own_asking.with_text(
            conversation, own.model_copy(update={"text": ""}), own.text, here
        )
    if own.do == "decline":
        return own_asking.carry_out(conversation, own, here)
    asked = [one for one in report.questions if one.id == question]
    return own_asking.ask(conversation, own, asked[0] if asked else None)


def _refusal(own: OwnReport, report: ReportStatus) -> str:
    """Return the sentence that says why something cannot be done, empty where it can."""
    if report.stage is ReportStage.WITHDRAWN:
        return own_reports.WITHDRAWN_BEFORE
    if own.do == "share-name":
        named = own_reports.ALREADY_NAMED.format(ref=report.reference)
        return named if report.shares_name else ""
    if report.stage is ReportStage.CLOSED:
        return own_reports.CLOSED
    asks_in_vain = own.do in {"answer", "decline"} and not report.questions
    return own_reports.NO_QUESTION if asks_in_vain else ""


def _fits(own: OwnReport, report: ReportStatus) -> bool:
    return not _refusal(own, report)


def _over(conversation: Conversation, why: str) -> Step:
    """Say why nothing can be done, and wait for nothing more."""
    return Step(conversation.model_copy(update={"own": None}), (Reply(why),))
