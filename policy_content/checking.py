"""Looks over everything in the owner's folder: files, stale models, and the owner's examples."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policy_content import advice, follow_up_files, silence_files
from policy_content.artefacts import ARTEFACTS_FOLDER, fingerprint, is_stale
from policy_content.follow_up_files import read_follow_ups
from policy_content.loader import read_policy
from policy_content.model import Policy
from policy_content.problems import PolicyProblems, Problem, Problems
from policy_content.search import QuestionMatcher
from policy_content.silence_files import read_silence
from policy_content.training_files import Material, Phrasing, read_material

REBUILD = 'The models are older than what they are built from. Run "make policy".'


def read_everything(folder: Path) -> tuple[Policy, Material, tuple[Problem, ...]]:
    """Read the policy and the written material; return them with the warnings.

    Raises PolicyProblems, which holds every problem of every file.
    """
    problems = Problems(folder)
    policy = read_policy(folder, problems)
    material = read_material(folder, policy.clauses, problems)
    read_silence(folder / silence_files.FILE, policy.clauses, problems)
    read_follow_ups(folder / follow_up_files.FILE, policy.clauses, problems)
    problems.raise_any()
    return policy, material, problems.warnings


def check(folder: Path, artefacts: Path = ARTEFACTS_FOLDER, *, today: date) -> Iterator[Problem]:
    """Yield all that is wrong, and warnings.

    Examples are asked only of models that are fresh, and contradictions looked for with them.
    """
    try:
        policy, material, warnings = read_everything(folder)
    except PolicyProblems as found:
        yield from found.problems
        return
    yield from warnings
    yield from advice.overdue(policy, today)
    yield from advice.seldom_asked(policy, material.phrasings, folder)
    if is_stale(fingerprint(material, tuple(policy.clauses)), artefacts):
        yield Problem("policy.yaml", 1, REBUILD)
        return
    matcher = QuestionMatcher.load(artefacts)
    rows = (*material.phrasings, *material.off_topic)
    yield from advice.contradictions(rows, matcher.known.directions, folder)
    for example in material.examples:
        wrong = _what_is_wrong(matcher, example)
        if wrong:
            yield Problem(example.path.relative_to(folder).as_posix(), example.line, wrong)


def _what_is_wrong(matcher: QuestionMatcher, example: Phrasing) -> str:
    finding = matcher.find(example.question)
    got = finding.citations[0].clause if finding.kind != "none" else "none"
    if got in (example.clauses or ("none",)):
        return ""
    wanted = " or ".join(example.clauses) or "none"
    return f'"{example.question}" is answered with {got}, not with {wanted}.'
