"""Loads the policy from the owner's folder, strictly: every problem at once, or the whole policy.

The bot reads clauses, notes and checks only, so that it starts quickly; phrasings, off-topic
messages, drafts and examples are read by `python -m policy_content build` and `check`.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from policy_content.check_files import read_checks
from policy_content.clause_files import WrittenClause, finish, read_clauses
from policy_content.model import Checks, Clause, Policy, PolicyVersion
from policy_content.problems import Problems
from policy_content.yaml_reading import Node, YamlFile, read_yaml

POLICY_FOLDER = Path(__file__).parent / "policy"

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_AND_YEAR = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{4}})$")


def load_policy(folder: Path = POLICY_FOLDER) -> Policy:
    """Return the policy. Raises PolicyProblems, which holds every problem that was found."""
    problems = Problems(folder)
    policy = read_policy(folder, problems)
    problems.raise_any()
    return policy


def read_policy(folder: Path, problems: Problems) -> Policy:
    """Read as much of the policy as its problems allow, noting all of them."""
    notes = _read_notes(folder / "notes.yaml", problems)
    written = read_clauses(folder / "clauses", problems)
    clauses = finish(written, notes, problems)
    checks = read_checks(folder / "checks.yaml", clauses, notes, problems)
    version = _read_listing(folder / "policy.yaml", written, clauses, problems)
    _check_notes_used(folder / "notes.yaml", notes, clauses, checks, problems)
    return Policy(clauses, version, checks)


def _read_notes(path: Path, problems: Problems) -> dict[str, str]:
    file = read_yaml(path, problems)
    entries = file.mapping(file.root, "notes.yaml").entries
    return {key: file.text(node, f'The note "{key}"') for key, node in entries.items()}


def _read_listing(
    path: Path,
    written: list[WrittenClause],
    clauses: Mapping[str, Clause],
    problems: Problems,
) -> PolicyVersion:
    """Read policy.yaml: compare its list with the clauses written, and find the review dates."""
    file = read_yaml(path, problems)
    fields = file.fields(file.root, "policy.yaml", ("last_review", "next_review", "clauses"))
    _compare(file, fields.get("clauses"), written)
    return PolicyVersion(
        digest(clauses),
        _date_in(file, fields.get("last_review"), "last_review", clauses),
        _date_in(file, fields.get("next_review"), "next_review", clauses),
    )


def _compare(file: YamlFile, node: Node | None, written: list[WrittenClause]) -> None:
    listed: dict[str, int] = {}
    for entry in file.texts(node, "clauses"):
        if entry.value in listed:
            file.add(entry.line, f'The clause "{entry.value}" is listed a second time.')
        listed.setdefault(entry.value, entry.line)
    ids = [clause.id for clause in written if clause.id]
    for name, line in listed.items():
        if name not in ids:
            file.add(line, f'The clause "{name}" is listed, but no file in clauses/ has it.')
    for clause in written:
        if clause.id and clause.id not in listed:
            sentence = f'The clause "{clause.id}" is not listed in policy.yaml.'
            file.problems.add(clause.path, clause.line, sentence)
    both = [name for name in listed if name in ids]
    for name, other in zip(
        both, [name for name in dict.fromkeys(ids) if name in listed], strict=True
    ):
        if name != other:
            sentence = f'The clauses stand in another order: "{name}" here, "{other}" in clauses/.'
            file.add(listed[name], sentence)
            break


def _date_in(file: YamlFile, node: Node | None, what: str, clauses: Mapping[str, Clause]) -> date:
    """Return the first of the month that a clause's text ends with."""
    name = file.text(node, what)
    found = _MONTH_AND_YEAR.search(clauses[name].text) if name in clauses else None
    if found:
        return date(int(found[2]), _MONTHS.index(found[1]) + 1, 1)
    if node is not None and name:
        sentence = f'"{what}" must name a clause whose text ends with a month and a year.'
        file.add(node.line, sentence)
    return date.min


def _check_notes_used(
    path: Path,
    notes: Mapping[str, str],
    clauses: Mapping[str, Clause],
    checks: Checks,
    problems: Problems,
) -> None:
    used = {clause.note for clause in clauses.values()} | {rule.note for rule in checks.rules}
    for name, note in notes.items():
        if note not in used:
            problems.warn(path, 1, f'No clause and no rule uses the note "{name}".')


def digest(clauses: Mapping[str, Clause]) -> str:
    """Return twelve hexadecimal digits that change with any clause's id or words."""
    words = json.dumps([[clause.id, clause.text] for clause in clauses.values()])
    return hashlib.sha256(words.encode()).hexdigest()[:12]
