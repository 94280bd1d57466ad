"""Says in a terminal what the bot would answer to a question (`ask`).

The cards of `dialogs` say the same in sentences that can be translated; this room knows no dialogs,
so that the policy's owner can try a question without them.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from policy_content.model import Clause, Finding, Policy
from policy_content.phrases import plain_words
from policy_content.silence import Silence, Unsaid

_MOST = 8
_NEAREST = 3
_LONG_STORY = 40  # words; further on, a subject is only mentioned in passing
_WORTH_SHOWING = 0.5  # of the best citation's probability
_MAY_HELP, _LIKELY_ABOUT = 0.1, 0.3
_GAPS = {
    "redacted": "This is redacted in the copy of the policy that I hold.",
    "blank": "This field is blank in the copy of the policy that I hold.",
    "no-link": "The policy gives no link here.",
}


def answer_lines(
    policy: Policy, silence: Silence, question: str, finding: Finding, today: date
) -> Iterator[str]:
    """Yield the whole answer: what it is, the clauses word for word, and what goes with them."""
    plain = plain_words(question)
    unsaid = silence.unsaid_in(plain) if len(plain.split()) <= _LONG_STORY else ()
    no_ruling = [subject for subject in unsaid if subject.no_ruling]
    if silence.danger.found_in(plain):
        yield "If somebody is in danger, call 999. (This is not from the policy.)"
    if no_ruling:
        own = [clause for subject in no_ruling for clause in subject.clauses]
        cited = _likely(finding) if finding.kind == "answer" else []
        yield from ("I can't rule on this.", *_left_open(unsaid))
        yield from _quoted(policy, [*cited, *own])
    elif finding.kind == "answer":
        yield from _answered(policy, _likely(finding), unsaid)
    elif finding.kind == "unsure" and not unsaid and not _other_than_a_question(silence, plain):
        yield "I am not sure what you mean. Did you mean one of these?"
        for number, citation in enumerate(finding.citations, 1):
            clause = policy.clause(citation.clause)
            yield f"{number}) {clause.title} [{clause.id}] {citation.probability:.0%}"
    else:
        yield from _silence(policy, silence, plain, finding, unsaid)
    if policy.version.overdue(today):
        due = f"{policy.version.next_review:%B %Y}"
        yield f"The policy's own review was due in {due} and is overdue."


def _answered(policy: Policy, likely: Sequence[str], unsaid: Sequence[Unsaid]) -> Iterator[str]:
    best = policy.clause(likely[0])
    ids = list(dict.fromkeys((best.id, *best.related, *likely)))[:_MOST]
    allowed = any(name.startswith("not-a-breach.") for name in ids)
    forbidden = any(name.startswith(("hard-breach.", "soft-breach.")) for name in ids)
    if best.gap is not None:
        yield _GAPS[best.gap]
    elif allowed and forbidden:
        yield "It depends. The policy says all of this."
    else:
        yield "This is what the policy says."
    yield from _left_open(unsaid)
    yield from _quoted(policy, ids, related=best.related)


def _silence(
    policy: Policy, silence: Silence, plain: str, finding: Finding, unsaid: Sequence[Unsaid]
) -> Iterator[str]:
    """Say which kind of silence it is; clauses are quoted as the closest, never as an answer."""
    likely_about = any(citation.probability >= _LIKELY_ABOUT for citation in finding.citations)
    near = [citation.clause for citation in finding.citations if citation.probability >= _MAY_HELP]
    if silence.danger.found_in(plain):
        return
    if silence.orders.found_in(plain) or silence.abuse.found_in(plain):
        yield "The policy does not answer this. I can only answer questions about the policy."
        return
    if silence.personal.found_in(plain):
        yield "This sounds like a personal matter. The policy does not deal with it."
        return
    if silence.reported.told_in(plain):
        yield "This sounds like a post by somebody else. A post on Yammer can be reported."
    elif likely_about or unsaid or silence.about.found_in(plain):
        yield "The policy does not answer this."
        yield from _left_open(unsaid)
        near += [clause for subject in unsaid for clause in subject.clauses]
        near = near or [citation.clause for citation in finding.citations[:1]]
    else:
        yield "The policy does not answer this. It does not seem to be about social media."
        return
    if near:
        yield "These are the closest clauses, perhaps not about your question."
        yield from _quoted(policy, list(dict.fromkeys(near))[:_NEAREST])


def _other_than_a_question(silence: Silence, plain: str) -> bool:
    lists = (silence.danger, silence.orders, silence.abuse, silence.personal)
    return silence.reported.told_in(plain) or any(one.found_in(plain) for one in lists)


def _likely(finding: Finding) -> list[str]:
    cut = finding.citations[0].probability * _WORTH_SHOWING
    return [citation.clause for citation in finding.citations if citation.probability >= cut]


def _left_open(unsaid: Sequence[Unsaid]) -> Iterator[str]:
    for subject in unsaid:
        yield subject.says or f"The policy does not mention {subject.name}."


def _quoted(policy: Policy, ids: Sequence[str], related: Sequence[str] = ()) -> Iterator[str]:
    for name in dict.fromkeys(ids):
        yield ""
        if name in related:
            yield "To be read with it:"
        yield from _quotation(policy, policy.clause(name))
    yield ""


def _quotation(policy: Policy, clause: Clause) -> Iterator[str]:
    """Quote a clause under its list's heading; one that is such a heading, with all its items."""
    if clause.follows:
        yield f"Under the heading “{policy.clause(clause.follows).text}”"
    yield f"“{clause.text}”"
    yield f"{clause.section} [{clause.id}]"
    for item in policy.clauses.values():
        if item.follows == clause.id:
            yield f"  “{item.text}” [{item.id}]"
    if clause.note:
        yield f"Not policy: {clause.note}"
