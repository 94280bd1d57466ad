"""The card of a case, for the Internal Communications channel: posted once, updated in place.

It has nothing of a reporter but a name that they chose to share: the type it is made from has no
place for more. A report is not a finding (clause yammer.report speaks of "potential" breaches).
"""

from urllib.parse import urlsplit

from microsoft_teams.cards import AdaptiveCard, CardElement

from dialogs.cards.case_buttons import case_actions
from dialogs.cards.case_details import FIRST_SCREEN_BYTES, details
from dialogs.cards.case_words import (
    account_of,
    claim_words,
    ground_words,
    reports_line,
    status_line,
    step_line,
)
from dialogs.cards.parts import (
    card,
    headline,
    quotation,
    sentence,
    with_details,
    words,
)
from dialogs.reports.principles import LISTED
from dialogs.text.inert import fit, inert, unlinked
from dialogs.wording import cases, london_time, screenshots
from dialogs.yammer.yammer_links import PostLink, read_link
from policy_content.model import Policy
from storage.records import CaseForTeam, CaseStatus, Decision, ReportForTeam

CLAIMS_SHOWN = 3
MAX_LINK_SHOWN = 48
_LINE_BYTES = 400
_REASON_BYTES = 1_000


def case_card(
    case: CaseForTeam,
    policy: Policy,
    *,
    may_repeat: bool = False,
    remark: str = "",
    posted: bool = False,
) -> AdaptiveCard:
    """Make a case's card as it stands.

    `may_repeat` tells that it may have arrived before; `remark` says why an action was refused.
    `posted` is for the case's own card in the channel (dialogs.cards.duplicate_card).
    """
    if case.expired:
        return _expired_card(case, policy)
    body: list[CardElement] = [headline(cases.TITLE.format(ref=case.reference))]
    if may_repeat:
        body.append(sentence(cases.MAY_REPEAT))
    if remark:
        body.append(words(fit(remark, _REASON_BYTES)))
    body.append(words(status_line(case)))
    body += _decided(case, policy)
    body += _checklist(case, policy)
    body += _post(case)
    if case.decision is None:
        body += _claims(case, policy)
    body += _newest(case)
    body += _asked(case)
    body = with_details(body, details(case, policy))
    version = cases.POLICY_VERSION.format(version=case.policy_version)
    body.append(words(f"{cases.NO_FINDING} {version}", subtle=True))
    return card(body, case_actions(case, posted=posted), stands_for=case_text(case, policy))


def case_text(case: CaseForTeam, policy: Policy) -> str:
    """Return the case as plain text, with what to type next."""
    if case.expired:
        return f"{cases.TITLE.format(ref=case.reference)}\n{cases.EXPIRED}"
    claims = dict.fromkeys(claim_words(policy, report.principle) for report in case.reports)
    typing = {
        CaseStatus.NEW: cases.HOW_TO_TYPE,
        CaseStatus.TAKEN: cases.HOW_TO_DECIDE,
        CaseStatus.DECIDED: cases.HOW_TO_GO_ON,
        CaseStatus.CLOSED: cases.HOW_TO_REOPEN,
    }
    lines = [
        cases.TITLE.format(ref=case.reference),
        status_line(case),
        reports_line(case),
        *(step_line(step) for step in case.checklist),
        f"{cases.LINK}: {unlinked(case.link, 500) or cases.NO_LINK}",
        f"{cases.CLAIMED}: {'; '.join(claims)}",
        *(f"{cases.HAPPENED}: {unlinked(account_of(report), 600)}" for report in _newest_of(case)),
        _screenshots_line(case),
        typing[case.status].format(ref=case.reference),
        cases.NO_FINDING,
    ]
    return "\n".join(line for line in lines if line)


def _expired_card(case: CaseForTeam, policy: Policy) -> AdaptiveCard:
    """Make the card that takes the place of a case whose time is over: nothing of it is left."""
    body = [headline(cases.TITLE.format(ref=case.reference)), sentence(cases.EXPIRED)]
    return card(body, [], stands_for=case_text(case, policy))


def _screenshots_line(case: CaseForTeam) -> str:
    count = sum(len(report.screenshots) for report in case.reports)
    return screenshots.COUNT_TYPE.format(count=count, ref=case.reference) if count else ""


def _post(case: CaseForTeam) -> list[CardElement]:
    return [sentence(cases.LINK, subtle=True), words(_where(case.link), spacing="None")]


def _where(link: str) -> str:
    """Return where a post is, short enough for a phone; the whole link is behind the button."""
    reading = read_link(link)
    if not isinstance(reading, PostLink):
        return inert(link, MAX_LINK_SHOWN) or cases.NO_LINK
    post = reading.post
    place = cases.MESSAGE_AT if post.message else cases.POST_AT
    host = urlsplit(reading.url).hostname
    return place.format(host=host, thread=post.thread, message=post.message)


def _claims(case: CaseForTeam, policy: Policy) -> list[CardElement]:
    shown: list[CardElement] = [sentence(cases.CLAIMED, subtle=True)]
    claims = dict.fromkeys(report.principle for report in case.reports)
    for claim in list(claims)[:CLAIMS_SHOWN]:
        listed = claim in LISTED
        shown.append(
            quotation(policy, claim)
            if listed
            else words(claim_words(policy, claim), spacing="None")
        )
    return shown


def _newest_of(case: CaseForTeam) -> tuple[ReportForTeam, ...]:
    """Return the newest report that stands, or the newest of all; none of a case without any."""
    standing = tuple(report for report in case.reports if report.withdrawn_at is None)
    return (standing or case.reports)[-1:]


def _newest(case: CaseForTeam) -> list[CardElement]:
    """Show the beginning of the newest report; all of it, and the others, are under details."""
    shown: list[CardElement] = [sentence(reports_line(case), strong=True)]
    for report in _newest_of(case):
        at = cases.REPORTED_AT.format(number=report.number, time=london_time(report.at))
        account = fit(account_of(report), FIRST_SCREEN_BYTES)
        shown += [
            sentence(at, subtle=True),
            sentence(cases.HAPPENED, subtle=True, spacing="None"),
            words(account, spacing="None"),
        ]
        if account.endswith("…") and account != inert(account_of(report)):
            shown.append(sentence(cases.WHOLE_IN_DETAILS, subtle=True))
        if report.screenshots:
            count = len(report.screenshots)
            shown.append(sentence(screenshots.COUNT.format(count=count)))
        if report.own_post:
            shown.append(sentence(cases.OWN_POST))
        if report.shared_name:
            name = fit(report.shared_name, _LINE_BYTES)
            shown.append(words(cases.SHARED_NAME.format(name=name)))
    return shown


def _asked(case: CaseForTeam) -> list[CardElement]:
    """Count what reporters were asked and what they answered; the words are under details."""
    if not case.questions:
        return []
    answered = sum(len(question.answers) for question in case.questions)
    return [sentence(cases.QUESTIONS.format(asked=len(case.questions), answered=answered))]


def _decided(case: CaseForTeam, policy: Policy) -> list[CardElement]:
    """Show what the present decision rests on."""
    decision = case.decision
    if decision is None:
        return []
    shown: list[CardElement] = []
    if decision.principle:
        shown.append(words(_rests_on(decision, policy)))
    if decision.closing_code:
        ground = ground_words(policy, decision.closing_code)
        shown.append(words(cases.CLOSED_WITH.format(clause=ground)))
    if decision.reason:
        shown.append(words(cases.REASON.format(reason=fit(decision.reason, _REASON_BYTES))))
    return shown


def _rests_on(decision: Decision, policy: Policy) -> str:
    return cases.RESTS_ON.format(clause=claim_words(policy, decision.principle))


def _checklist(case: CaseForTeam, policy: Policy) -> list[CardElement]:
    """Show the policy's steps for the decision in its order, and the next one in its words."""
    if case.status is not CaseStatus.DECIDED:
        return []
    if not case.checklist:
        return [sentence(cases.NO_STEPS)]
    shown: list[CardElement] = [sentence(cases.NEXT_STEPS, strong=True)]
    shown += [words(step_line(step), spacing="Small") for step in case.checklist]
    for step in case.missing[:1]:
        following = cases.NEXT_STEP.format(step=cases.STEPS[step])
        shown += [sentence(following, strong=True), quotation(policy, step)]
    if not case.missing:
        shown.append(sentence(cases.READY_TO_CLOSE))
    if case.repeats:
        refs = ", ".join(earlier.reference for earlier in case.repeats)
        shown.append(words(cases.REPEATED.format(refs=fit(refs, _LINE_BYTES))))
    return shown
