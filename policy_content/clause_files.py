"""Reads the policy's clauses from their Markdown files.

A file starts with front matter that names its section. Each clause is a `## ` heading (its title),
lines of `key: value` down to the first empty line, and then its text, verbatim, up to the next
heading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from policy_content.model import Clause, Gap
from policy_content.problems import Problems

_KEYS = ("id", "follows", "related", "note", "gap")
_HEADING = "## "
_FENCE = "---"


@dataclass(slots=True)
class WrittenClause:
    """A clause as it stands in its file, before its references are looked up."""

    path: Path
    line: int
    title: str
    section: str
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    text: str = ""

    @property
    def id(self) -> str:
        """The clause's id, empty where it has none."""
        return self.fields.get("id", "")

    @property
    def related(self) -> tuple[str, ...]:
        """The ids of the clauses to be shown beside it."""
        return tuple(
            part.strip() for part in self.fields.get("related", "").split(",") if part.strip()
        )


def read_clauses(folder: Path, problems: Problems) -> list[WrittenClause]:
    """Read all clauses in reading order: by file name, then from top to bottom."""
    paths = sorted(folder.glob("*.md"))
    written = [clause for path in paths for clause in _read_file(path, problems)]
    seen: dict[str, WrittenClause] = {}
    for clause in written:
        _check(clause, problems)
        first = seen.setdefault(clause.id, clause)
        if clause.id and first is not clause:
            place = f"{problems.name(first.path)}:{first.line}"
            sentence = f'The clause id "{clause.id}" is used a second time (first at {place}).'
            problems.add(clause.path, clause.lines["id"], sentence)
    return written


def _check(clause: WrittenClause, problems: Problems) -> None:
    if not clause.id:
        sentence = f'The clause "{clause.title}" has no id. Write "id: ..." under its heading.'
        problems.add(clause.path, clause.line, sentence)
    if not clause.text:
        name = clause.id or clause.title
        problems.add(clause.path, clause.line, f'The clause "{name}" has no text.')
    gap = clause.fields.get("gap")
    if gap is not None and gap not in get_args(Gap):
        sentence = f'A gap must be one of {", ".join(get_args(Gap))}, not "{gap}".'
        problems.add(clause.path, clause.lines["gap"], sentence)


def _read_file(path: Path, problems: Problems) -> list[WrittenClause]:
    lines = problems.read_text(path).split("\n")
    section, start = _front_matter(path, lines, problems)
    headings = [number for number in range(start, len(lines)) if lines[number].startswith(_HEADING)]
    for number in range(start, headings[0] if headings else len(lines)):
        if lines[number].strip():
            sentence = 'This text belongs to no clause. A clause starts with a "## " heading.'
            problems.add(path, number + 1, sentence)
    ends = [*headings[1:], len(lines)][: len(headings)]
    return [
        _clause(path, section, lines, (heading, end), problems)
        for heading, end in zip(headings, ends, strict=True)
    ]


def _front_matter(path: Path, lines: list[str], problems: Problems) -> tuple[str, int]:
    """Return the section's name and the index of the first line after the front matter."""
    closing = next((n for n in range(1, len(lines)) if lines[n].strip() == _FENCE), None)
    if lines[0].strip() != _FENCE or closing is None:
        sentence = 'The file must start with "---", "section: ..." and "---" again.'
        problems.add(path, 1, sentence)
        return "", 0
    fields = dict(_pairs(path, lines, range(1, closing), ("section",), problems))
    if not fields.get("section"):
        problems.add(path, 1, 'The front matter needs "section: ...", the name of this section.')
    return fields.get("section", ""), closing + 1


def _clause(
    path: Path, section: str, lines: list[str], span: tuple[int, int], problems: Problems
) -> WrittenClause:
    heading, end = span
    blank = next((n for n in range(heading + 1, end) if not lines[n].strip()), end)
    title = lines[heading].removeprefix(_HEADING).strip()
    clause = WrittenClause(path, heading + 1, title, section)
    for key, value in _pairs(path, lines, range(heading + 1, blank), _KEYS, problems):
        clause.fields[key] = value
    clause.lines = {lines[n].partition(":")[0].strip(): n + 1 for n in range(heading + 1, blank)}
    clause.text = "\n".join(lines[blank:end]).strip()
    return clause


def _pairs(
    path: Path, lines: list[str], numbers: range, known: tuple[str, ...], problems: Problems
) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number in numbers:
        key, colon, value = lines[number].partition(":")
        key, value = key.strip(), value.strip()
        if not colon or key not in known:
            sentence = f'Expected one of {", ".join(known)} here, then ":".'
            problems.add(path, number + 1, f"{sentence} Text needs an empty line before it.")
        elif key in seen:
            problems.add(path, number + 1, f'The key "{key}" stands here a second time.')
        elif not value:
            problems.add(path, number + 1, f'Nothing is written after "{key}:".')
        else:
            seen.add(key)
            yield key, value


def finish(
    written: list[WrittenClause], notes: Mapping[str, str], problems: Problems
) -> dict[str, Clause]:
    """Look up what the clauses refer to, and return them by id in reading order."""
    ids = {clause.id for clause in written}
    clauses = {}
    for clause in written:
        for key, names in (
            ("follows", (clause.fields.get("follows"),)),
            ("related", clause.related),
        ):
            for name in names:
                if name and (name not in ids or name == clause.id):
                    sentence = f'"{key}" names "{name}", which is not another clause.'
                    problems.add(clause.path, clause.lines[key], sentence)
        note = clause.fields.get("note", "")
        if note and note not in notes:
            problems.add(clause.path, clause.lines["note"], f'notes.yaml has no note "{note}".')
        clauses[clause.id] = _finished(clause, notes.get(note, ""))
    return clauses


def _finished(clause: WrittenClause, note: str) -> Clause:
    gap = next((gap for gap in get_args(Gap) if gap == clause.fields.get("gap")), None)
    return Clause(
        id=clause.id,
        title=clause.title,
        text=clause.text,
        section=clause.section,
        follows=clause.fields.get("follows", ""),
        related=clause.related,
        note=note,
        gap=gap,
    )
