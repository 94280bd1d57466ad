"""The owner's own sentences in the language that is spoken: questions, options, notes.

They stand in `policy_content/policy/` beside the policy, but are not its words. A clause's text,
its section and its title, which tells where it stands, stay as they are.
"""

from collections.abc import Iterator
from dataclasses import replace

from dialogs.languages import ENGLISH, gettext, spoken
from policy_content.follow_ups import FollowUps, Onward, Platform
from policy_content.model import Checks, Clause, Policy, Question, Remark, Rule
from policy_content.silence import Silence, Unsaid


def translated_policy(policy: Policy) -> Policy:
    """Return the policy with the owner's sentences translated, its clauses' words untouched."""
    if spoken() == ENGLISH:
        return policy
    clauses = {key: _clause(clause) for key, clause in policy.clauses.items()}
    return replace(policy, clauses=clauses, checks=_checks(policy.checks))


def translated_silence(silence: Silence) -> Silence:
    """Return what the policy leaves open, in the language that is spoken."""
    if spoken() == ENGLISH:
        return silence
    return replace(silence, unsaid=tuple(map(_unsaid, silence.unsaid)))


def translated_follow_ups(follow_ups: FollowUps) -> FollowUps:
    """Return what follow-ups lead to, in the language that is spoken; names stay as they are."""
    if spoken() == ENGLISH:
        return follow_ups
    platforms = {one.name: _platform(one) for one in follow_ups.platforms}
    return FollowUps(
        platforms=tuple(platforms.values()),
        names={word: platforms[one.name] for word, one in follow_ups.names.items()},
        why=tuple(map(_onward, follow_ups.why)),
        then=tuple(map(_onward, follow_ups.then)),
    )


def sentences_of(policy: Policy, silence: Silence, follow_ups: FollowUps) -> Iterator[str]:
    """Yield every sentence that the functions above translate, for the catalogue."""
    for clause in policy.clauses.values():
        yield clause.note
    for question in policy.checks.questions:
        yield from (question.text, question.help, *(option.text for option in question.options))
    for rule in policy.checks.rules:
        yield from (rule.would_change, rule.note)
    yield from (remark.says for remark in policy.checks.remarks)
    for subject in silence.unsaid:
        yield from (subject.name, subject.says)
    for platform in follow_ups.platforms:
        yield from (platform.says, platform.left_out, platform.ask)
    yield from (onward.says for onward in (*follow_ups.why, *follow_ups.then))


def _clause(clause: Clause) -> Clause:
    return replace(clause, note=gettext(clause.note))


def _checks(checks: Checks) -> Checks:
    return Checks(
        questions=tuple(map(_question, checks.questions)),
        rules=tuple(map(_rule, checks.rules)),
        remarks=tuple(map(_remark, checks.remarks)),
    )


def _question(question: Question) -> Question:
    options = tuple(replace(one, text=gettext(one.text)) for one in question.options)
    text, help_text = gettext(question.text), gettext(question.help)
    return replace(question, text=text, help=help_text, options=options)


def _rule(rule: Rule) -> Rule:
    return replace(rule, would_change=gettext(rule.would_change), note=gettext(rule.note))


def _remark(remark: Remark) -> Remark:
    return replace(remark, says=gettext(remark.says))


def _unsaid(subject: Unsaid) -> Unsaid:
    return replace(subject, name=gettext(subject.name), says=gettext(subject.says))


def _platform(platform: Platform) -> Platform:
    left_out, ask = gettext(platform.left_out), gettext(platform.ask)
    return replace(platform, says=gettext(platform.says), left_out=left_out, ask=ask)


def _onward(onward: Onward) -> Onward:
    return replace(onward, says=gettext(onward.says))
