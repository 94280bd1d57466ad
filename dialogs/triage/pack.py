"""The draft pack for a line manager: what was reported, the clauses, what is to be done, evidence.

Clause soft-breach.action.line-manager (and the same of a hard breach): the line manager is given
the details and guidance. It holds nothing of a reporter: no name, shared or not, no time of a
report, no number of reports, nothing from reports that were withdrawn, and no questions and
answers. People's own words can still tell who wrote them: a person edits the draft first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.cards.case_words import account_of, claim_words, decision_words
from dialogs.reports.principles import LISTED
from dialogs.text.inert import inert
from dialogs.wording import case_pack, cases, london_day, short_day
from dialogs.yammer.yammer_links import PostLink, read_link
from policy_content.model import Policy
from storage.records import CaseForTeam, DecisionKind, EventKind

GUIDANCE = (
    "links.guide-civil-servants",
    "links.values-standards",
    "links.it-comms-guide",
    "links.intro-module",
)
# The policy's source links every document to nothing at all.
_NO_LINK = re.compile(r"\[(.+?)\]\(#\)")
_BREACHES = frozenset({DecisionKind.HARD, DecisionKind.SOFT})


@dataclass(frozen=True, slots=True)
class Pack:
    """A draft pack: cautions for whoever passes it on, then its parts, each a heading and lines."""

    reference: str
    title: str
    cautions: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """The whole as plain text."""
        lines = [self.title, *self.cautions]
        for heading, paragraphs in self.parts:
            lines += ["", heading, *paragraphs]
        return "\n".join(lines)


def draft_pack(case: CaseForTeam, policy: Policy) -> Pack:
    """Make the pack of a case as it stands."""
    parts = (
        (case_pack.DECISION, _decision(case)),
        (case_pack.WHAT_HAPPENED, _accounts(case)),
        (case_pack.CLAUSES, _clauses(case, policy)),
        (case_pack.ACTIONS, _actions(case, policy)),
        (case_pack.EVIDENCE, _evidence(case)),
        (case_pack.GUIDANCE, _guidance(case, policy)),
    )
    return Pack(
        reference=case.reference,
        title=case_pack.TITLE.format(ref=case.reference),
        cautions=(case_pack.DRAFT, case_pack.CHECK_IT, case_pack.NOT_FROM_HERE),
        parts=tuple((heading, tuple(lines)) for heading, lines in parts if lines),
    )


def _decision(case: CaseForTeam) -> Sequence[str]:
    if case.decision is None:
        return [case_pack.NOT_DECIDED, cases.NO_FINDING]
    decided = [event for event in case.events if event.kind is EventKind.DECIDED]
    day = short_day(london_day(decided[-1].at)) if decided else ""
    lines = [case_pack.DECIDED.format(decision=decision_words(case.decision), day=day)]
    if case.decision.reason:
        lines.append(cases.REASON.format(reason=inert(case.decision.reason)))
    return lines


def _accounts(case: CaseForTeam) -> Sequence[str]:
    standing = [report for report in case.reports if report.withdrawn_at is None]
    said = [
        words for one in standing for words in (account_of(one), *(a.text for a in one.additions))
    ]
    return [inert(words) for words in said if words]


def _clauses(case: CaseForTeam, policy: Policy) -> Sequence[str]:
    """Quote what the decision rests on, or, before one, what the reports name."""
    if case.decision is not None:
        named = [case.decision.principle] if case.decision.principle else []
    else:
        named = [one.principle for one in case.reports if one.withdrawn_at is None]
    return [
        f"“{policy.clause(one).text}” ({one})" if one in LISTED else claim_words(policy, one)
        for one in dict.fromkeys(named)
    ]


def _actions(case: CaseForTeam, policy: Policy) -> Sequence[str]:
    return [f"“{policy.clause(step.step).text}” ({step.step})" for step in case.checklist]


def _evidence(case: CaseForTeam) -> Sequence[str]:
    reading = read_link(case.link)
    post = case_pack.NO_LINK
    if isinstance(reading, PostLink):
        post = case_pack.THE_POST.format(link=reading.url)
    lines = [post]
    if case.content is not None:
        lines.append(f"{cases.CONTENT_EVENTS[case.content.state].capitalize()}.")
    if case.repeats:
        refs = ", ".join(one.reference for one in case.repeats)
        lines.append(case_pack.EARLIER.format(refs=refs))
    return [*lines, case_pack.SCREENSHOTS]


def _guidance(case: CaseForTeam, policy: Policy) -> Sequence[str]:
    """Name the policy and the guidance that it lists; it lists them without links."""
    if case.decision is not None and case.decision.kind not in _BREACHES:
        return []
    titles = (_NO_LINK.sub(r"\1", policy.clause(one).text) for one in GUIDANCE)
    listed = [case_pack.LISTED.format(title=title) for title in titles]
    return [case_pack.THIS_POLICY.format(version=case.policy_version), *listed]
