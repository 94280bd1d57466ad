"""How the parts of a case are put into words: its state, claims, steps and events.

Whoever is named here is a member of the team, or a reporter who chose to share their name.
"""

from dialogs.reports.principles import CODE, LISTED, NOT_SURE, SOMETHING_ELSE, principle_words
from dialogs.text.inert import fit, inert
from dialogs.wording import cases, london_time, short_day
from policy_content.model import Policy
from storage.records import (
    OTHER_CODE,
    CaseEvent,
    CaseForTeam,
    ChecklistStep,
    ContentRecord,
    Decision,
    EventKind,
    ReportForTeam,
    StepRecord,
)

NAME_BYTES = 240
"""What a name may weigh in JSON: 240 plain letters, or 20 emoji."""
_OTHER_CLAIMS = {
    CODE: cases.CODE,
    SOMETHING_ELSE: cases.SOMETHING_ELSE,
    NOT_SURE: cases.NOT_SURE,
}


def status_line(case: CaseForTeam) -> str:
    """Return where a case stands, and who has it."""
    decision = cases.DECISIONS[case.decision.kind] if case.decision else ""
    outcome = cases.OUTCOMES[case.outcome] if case.outcome else ""
    owner = fit(case.owner, NAME_BYTES)
    return cases.STATUSES[case.status].format(owner=owner, decision=decision, outcome=outcome)


def claim_words(policy: Policy, principle: str) -> str:
    """Return what a report says may be wrong, in the policy's words where it lists it."""
    if principle in LISTED:
        return f"“{principle_words(policy, principle)}” ({principle})"
    return _OTHER_CLAIMS.get(principle, cases.SOMETHING_ELSE)


def account_of(report: ReportForTeam) -> str:
    """Return what happened in the reporter's words, or that these were erased."""
    return cases.ERASED if report.erased else report.account


def reports_line(case: CaseForTeam) -> str:
    """Return how many reports there are, and how many of them were withdrawn."""
    withdrawn = sum(report.withdrawn_at is not None for report in case.reports)
    if withdrawn:
        return cases.REPORTS_WITHDRAWN.format(count=len(case.reports), withdrawn=withdrawn)
    return cases.REPORTS.format(count=len(case.reports))


def decision_words(decision: Decision) -> str:
    """Return a decision in a few words: its kind and what it rests on."""
    about = decision.principle or decision.closing_code
    kind = cases.DECISIONS[decision.kind]
    return f"{kind} ({about})" if about and about != OTHER_CODE else kind


def ground_words(policy: Policy, code: str) -> str:
    """Return why something is not a breach, in the policy's words where it lists it."""
    if code in policy.clauses:
        return f"“{policy.clause(code).text}” ({code})"
    return cases.OTHER_CODE


def step_words(record: StepRecord) -> str:
    """Return what was recorded of a step: the answer, who and when, without the reason."""
    answer = cases.ANSWERS[record.answer]
    by = fit(record.by, NAME_BYTES)
    if by and record.on is not None:
        return cases.BY_ON.format(answer=answer, by=by, day=short_day(record.on))
    return cases.BY.format(answer=answer, by=by) if by else answer


def step_line(step: ChecklistStep) -> str:
    """Return a step of the checklist in one line; the policy's words stand on another card."""
    name = cases.STEPS[step.step]
    if step.record is None:
        return cases.STEP_OPEN.format(step=name, need=cases.NEEDS[step.need])
    return cases.STEP_DONE.format(step=name, what=step_words(step.record))


def event_line(event: CaseEvent, limit: int = 300) -> str:
    """Return an entry of a case's thread in one line, without its time."""
    what = inert(_about(event), limit)
    return cases.EVENTS[event.kind].format(
        name=fit(event.actor_name, NAME_BYTES),
        to=fit(event.to_name, NAME_BYTES),
        number=event.report,
        what=what,
    )


def timed(event: CaseEvent, limit: int = 300) -> str:
    """Return an entry with its time before it."""
    return f"{london_time(event.at)}: {event_line(event, limit)}"


def _about(event: CaseEvent) -> str:
    if event.decision is not None:
        reason = f" {event.decision.reason}" if event.decision.reason else ""
        return f"{decision_words(event.decision)}.{reason}"
    if event.step is not None:
        reason = f". {event.step.reason}" if event.step.reason else ""
        return f"{cases.STEPS[event.step.step]}, {step_words(event.step)}{reason}"
    if event.content is not None:
        return content_words(event.content)
    return event.text


def content_words(content: ContentRecord) -> str:
    """Return what became of the post itself, by whom and on which day as far as is known."""
    what = cases.CONTENT_EVENTS[content.state]
    if content.by:
        what = cases.CONTENT_BY.format(what=what, by=fit(content.by, NAME_BYTES))
    if content.on is not None:
        what = cases.CONTENT_ON.format(what=what, day=short_day(content.on))
    return what


def notes_of(case: CaseForTeam) -> list[CaseEvent]:
    """Return the team's notes, newest first."""
    return [event for event in reversed(case.events) if event.kind is EventKind.NOTED]
