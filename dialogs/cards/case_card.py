"""The card of a case, for the Internal Communications channel.

It has nothing of a reporter but a name that they chose to share: the type it is made from has no
place for more. A report is not a finding (clause yammer.report speaks of "potential" breaches).
"""

from collections.abc import Sequence

from microsoft_teams.cards import (
    Action,
    AdaptiveCard,
    CardElement,
    OpenUrlAction,
    ShowCardAction,
    TextInput,
)

from dialogs.cards.parts import (
    VERSION,
    button,
    card,
    choices,
    headline,
    quotation,
    sentence,
    with_details,
    words,
)
from dialogs.inert import fit, inert, unlinked
from dialogs.payloads import DecideOnCase, PickCase
from dialogs.principles import CODE, LISTED, NOT_SURE, SOMETHING_ELSE, principle_words
from dialogs.wording import cases, london_time
from dialogs.yammer_links import PostLink, read_link
from policy_content.model import Policy
from storage.records import CaseForTeam, CaseStatus, DecisionKind, ReportForTeam

REPORTS_SHOWN = 4
WORDS_BYTES = 4_500
"""What all reporters' words on one card may weigh in JSON; Teams takes 28 KB in all."""

MAX_REASON = 500
MAX_LINK_SHOWN = 48
_LINE_BYTES = 400
_NEXT_STEPS = {
    DecisionKind.SOFT: ("soft-breach.action.line-manager", "soft-breach.action.repeated"),
    DecisionKind.HARD: (
        "hard-breach.action.line-manager",
        "hard-breach.action.disciplinary",
        "hard-breach.action.it-security-officer",
        "hard-breach.action.director",
    ),
}
_OTHER_CLAIMS = {
    CODE: cases.CODE,
    SOMETHING_ELSE: cases.SOMETHING_ELSE,
    NOT_SURE: cases.NOT_SURE,
}


def case_card(
    case: CaseForTeam, policy: Policy, *, may_repeat: bool = False, remark: str = ""
) -> AdaptiveCard:
    """Make a case's card as it stands.

    `may_repeat` tells that it may have arrived before; `remark` says why an action was refused.
    """
    body: list[CardElement] = [headline(cases.TITLE.format(ref=case.reference))]
    if may_repeat:
        body.append(sentence(cases.MAY_REPEAT))
    if remark:
        body.append(words(remark))
    body.append(words(status_line(case)))
    body += _post(case)
    body += _claims(case, policy)
    body += _latest(case.reports)
    body = with_details(body + _next_steps(case, policy), _details(case))
    version = cases.POLICY_VERSION.format(version=case.policy_version)
    body.append(words(f"{cases.NO_FINDING} {version}", subtle=True))
    return card(body, _actions(case, policy), stands_for=case_text(case, policy))


def case_text(case: CaseForTeam, policy: Policy) -> str:
    """Return the case as plain text, with what to type next."""
    claims = dict.fromkeys(claim_words(policy, report.principle) for report in case.reports)
    typing = {
        CaseStatus.NEW: cases.HOW_TO_TYPE,
        CaseStatus.TAKEN: cases.HOW_TO_DECIDE,
        CaseStatus.DECIDED: "",
    }
    lines = [
        cases.TITLE.format(ref=case.reference),
        status_line(case),
        cases.REPORTS.format(count=len(case.reports)),
        f"{cases.LINK}: {unlinked(case.link, 500) or cases.NO_LINK}",
        f"{cases.CLAIMED}: {'; '.join(claims)}",
        *(f"{cases.HAPPENED}: {unlinked(report.account, 600)}" for report in case.reports[-1:]),
        typing[case.status].format(ref=case.reference),
        cases.NO_FINDING,
    ]
    return "\n".join(line for line in lines if line)


def status_line(case: CaseForTeam) -> str:
    """Return where a case stands, and who has it."""
    decision = cases.DECISIONS[case.decision.kind] if case.decision else ""
    return cases.STATUSES[case.status].format(owner=inert(case.owner, 80), decision=decision)


def claim_words(policy: Policy, principle: str) -> str:
    """Return what a report says may be wrong, in the policy's words where it lists it."""
    if principle in LISTED:
        return f"“{principle_words(policy, principle)}” ({principle})"
    return _OTHER_CLAIMS.get(principle, cases.SOMETHING_ELSE)


def _post(case: CaseForTeam) -> list[CardElement]:
    # A card cuts off what has no space to break at; the whole link is behind the button.
    link = inert(case.link, MAX_LINK_SHOWN) or cases.NO_LINK
    return [sentence(cases.LINK, subtle=True), words(link, spacing="None")]


def _claims(case: CaseForTeam, policy: Policy) -> list[CardElement]:
    shown: list[CardElement] = [sentence(cases.CLAIMED, subtle=True)]
    claims = dict.fromkeys(report.principle for report in case.reports)
    for claim in list(claims)[:3]:
        listed = claim in LISTED
        shown.append(
            quotation(policy, claim)
            if listed
            else words(claim_words(policy, claim), spacing="None")
        )
    return shown


def _latest(reports: Sequence[ReportForTeam]) -> list[CardElement]:
    """Show the newest report; the ones before it stand under Show details."""
    count = cases.REPORTS.format(count=len(reports))
    shown: list[CardElement] = [sentence(count, strong=True)]
    budget = WORDS_BYTES if len(reports) == 1 else WORDS_BYTES // 2
    return [*shown, *_report(reports[-1], budget)] if reports else shown


def _report(report: ReportForTeam, budget: int, line: int = _LINE_BYTES) -> list[CardElement]:
    shown: list[CardElement] = [
        sentence(cases.REPORTED_AT.format(time=london_time(report.at)), subtle=True),
        sentence(cases.HAPPENED, subtle=True),
        words(fit(report.account, budget), spacing="None"),
    ]
    if report.seen_when:
        shown.append(words(cases.SEEN_WHEN.format(when=fit(report.seen_when, line))))
    if report.own_post:
        shown.append(sentence(cases.OWN_POST))
    if report.shared_name:
        shown.append(words(cases.SHARED_NAME.format(name=fit(report.shared_name, line))))
    return shown


def _details(case: CaseForTeam) -> list[CardElement]:
    earlier = case.reports[:-1][-(REPORTS_SHOWN - 1) :]
    shown: list[CardElement] = []
    for report in reversed(earlier):
        shown += _report(report, WORDS_BYTES // 2 // max(len(earlier), 1), _LINE_BYTES // 3)
    unseen = len(case.reports) - 1 - len(earlier)
    if unseen > 0:
        shown.append(sentence(cases.OLDER_REPORTS.format(count=unseen), subtle=True))
    return shown


def _next_steps(case: CaseForTeam, policy: Policy) -> list[CardElement]:
    """Quote what the policy itself says comes after the decision, in its order."""
    if case.decision is None:
        return []
    shown: list[CardElement] = []
    if case.decision.principle:
        about = claim_words(policy, case.decision.principle)
        shown.append(words(cases.RESTS_ON.format(clause=about)))
    if case.decision.reason:
        reason = fit(case.decision.reason, 2 * MAX_REASON)
        shown.append(words(cases.REASON.format(reason=reason)))
    steps = _NEXT_STEPS.get(case.decision.kind, ())
    if steps:
        shown.append(sentence(cases.NEXT_STEPS, strong=True))
    return [*shown, *(quotation(policy, step) for step in steps)]


def _actions(case: CaseForTeam, policy: Policy) -> list[Action]:
    actions: list[Action] = []
    if case.status is CaseStatus.NEW:
        take = PickCase(do="take", case=case.reference)
        actions.append(button(cases.TAKE, take, style="positive"))
    elif case.status is CaseStatus.TAKEN:
        actions.append(ShowCardAction(title=cases.DECIDE, card=_decision_form(case, policy)))
    reading = read_link(case.link)
    if isinstance(reading, PostLink):
        actions.append(OpenUrlAction(title=cases.OPEN_POST, url=reading.url))
    return actions


def _decision_form(case: CaseForTeam, policy: Policy) -> AdaptiveCard:
    kinds = [(kind.value, words_) for kind, words_ in cases.DECISIONS.items()]
    listed = [(one, f"{principle_words(policy, one)} ({one})") for one in LISTED]
    principles = [*listed, (CODE, cases.CODE), (SOMETHING_ELSE, cases.SOMETHING_ELSE)]
    record = DecideOnCase(case=case.reference)
    return AdaptiveCard(
        version=VERSION,
        body=[
            choices("kind", cases.KIND_LABEL, kinds),
            choices("principle", cases.PRINCIPLE_LABEL, principles),
            TextInput(
                id="reason", label=cases.REASON_LABEL, is_multiline=True, max_length=MAX_REASON
            ),
        ],
        actions=[button(cases.RECORD, record, takes_inputs=True, style="positive")],
    )
