"""Reads the owner's written material: phrasings, off-topic messages, drafts and examples.

None of it is read while the bot runs; `build` learns from it, `check` looks it over.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from policy_content.problems import Problems
from policy_content.yaml_reading import Mapping, Node, YamlFile, read_yaml

Severity = Literal["hard", "soft", "caution", "ok"]
CHANNELS = ("external", "yammer")
CAPACITIES = ("personal", "professional", "corporate")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way of asking; `clauses` answer it, best first, and are empty where none does."""

    question: str
    clauses: tuple[str, ...]
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft post, what the policy makes of it, and the clauses concerned, deciding one first."""

    text: str
    severity: Severity
    channel: str
    capacity: str
    clauses: tuple[str, ...]

    @property
    def objections(self) -> tuple[str, ...]:
        """The clauses that speak against it; "not a breach" never does."""
        if self.severity == "ok":
            return ()
        return tuple(name for name in self.clauses if not name.startswith("not-a-breach"))


@dataclass(frozen=True, slots=True)
class Material:
    """All of the written material."""

    phrasings: tuple[Phrasing, ...]
    off_topic: tuple[Phrasing, ...]
    drafts: tuple[Draft, ...]
    examples: tuple[Phrasing, ...]


def read_material(folder: Path, clauses: Collection[str], problems: Problems) -> Material:
    """Read everything under the policy folder; what is wrong is noted among the problems."""

    def files(name: str) -> Iterator[YamlFile]:
        return (read_yaml(path, problems) for path in sorted((folder / name).glob("*.yaml")))

    phrasings = [row for file in files("phrasings") for row in _phrasings(file, clauses)]
    off_topic = [row for file in files("off_topic") for row in _off_topic(file)]
    drafts = [row for file in files("drafts") for row in _drafts(file, clauses)]
    examples = list(_examples(read_yaml(folder / "examples.yaml", problems), clauses))
    _warn_of_repeats([*phrasings, *off_topic], problems)
    return Material(tuple(phrasings), tuple(off_topic), tuple(drafts), tuple(examples))


def _phrasings(file: YamlFile, clauses: Collection[str]) -> Iterator[Phrasing]:
    by_clause = file.mapping(file.root, "A phrasings file")
    for clause, node in by_clause.entries.items():
        if clause not in clauses:
            file.add(by_clause.lines[clause], f'"{clause}" is not a clause of the policy.')
            continue
        for entry in file.listing(node, f'The phrasings of "{clause}"'):
            question, fields = _ask(file, entry, "A phrasing", ("also",))
            also = file.known(fields.get("also"), "also", lambda name: name in clauses)
            if question:
                yield Phrasing(question, (clause, *also), file.path, entry.line)


def _off_topic(file: YamlFile) -> Iterator[Phrasing]:
    top = file.fields(file.root, "An off-topic file", ("messages",))
    for entry in file.listing(top.get("messages"), "messages"):
        question, fields = _ask(file, entry, "A message", ("because",))
        file.text(fields.get("because"), "because")
        if question:
            yield Phrasing(question, (), file.path, entry.line)


def _ask(
    file: YamlFile, entry: Node, what: str, optional: tuple[str, ...]
) -> tuple[str, dict[str, Node]]:
    """Return an entry's question, written alone or under "ask", and its other fields."""
    if not isinstance(entry, Mapping):
        return file.text(entry, what), {}
    fields = file.fields(entry, what, ("ask",), optional)
    return file.text(fields.get("ask"), "ask"), fields


def _drafts(file: YamlFile, clauses: Collection[str]) -> Iterator[Draft]:
    top = file.fields(file.root, "A drafts file", ("posts",))
    for entry in file.listing(top.get("posts"), "posts"):
        fields = file.fields(
            entry, "A draft post", ("draft", "expect"), ("channel", "capacity", "clauses")
        )
        expect = file.choice(fields.get("expect"), "expect", get_args(Severity))
        severity = next((known for known in get_args(Severity) if known == expect), None)
        concerned = file.known(fields.get("clauses"), "clauses", lambda name: name in clauses)
        if severity not in (None, "ok") and not concerned:
            file.add(entry.line, "A post that the policy objects to needs the clauses concerned.")
        text = file.text(fields.get("draft"), "draft")
        channel = file.choice(fields.get("channel"), "channel", CHANNELS) or "external"
        capacity = file.choice(fields.get("capacity"), "capacity", CAPACITIES) or "personal"
        if text and severity:
            yield Draft(text, severity, channel, capacity, concerned)


def _examples(file: YamlFile, clauses: Collection[str]) -> Iterator[Phrasing]:
    top = file.fields(file.root, "examples.yaml", ("examples",))
    for entry in file.listing(top.get("examples"), "examples"):
        fields = file.fields(entry, "An example", ("ask",), ("clauses", "none"))
        accepted = file.known(fields.get("clauses"), "clauses", lambda name: name in clauses)
        none = file.choice(fields.get("none"), "none", ("yes",))
        if bool(accepted) == bool(none):
            file.add(entry.line, 'An example needs either the right clauses, or "none: yes".')
        question = file.text(fields.get("ask"), "ask")
        if question:
            yield Phrasing(question, accepted, file.path, entry.line)


def _warn_of_repeats(rows: list[Phrasing], problems: Problems) -> None:
    """Warn where one question is written twice with different answers."""
    seen: dict[str, Phrasing] = {}
    for row in rows:
        first = seen.setdefault(" ".join(row.question.lower().split()), row)
        if first.clauses != row.clauses:
            place = f"{problems.name(first.path)}:{first.line}"
            problems.warn(
                row.path, row.line, f"This is also written at {place}, answered otherwise."
            )
