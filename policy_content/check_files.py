"""Reads checks.yaml: the questions, rules and remarks of "should I post this?"."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from policy_content.model import (
    Checks,
    Condition,
    Option,
    OutcomeOfCheck,
    Question,
    Remark,
    Rule,
)
from policy_content.problems import Problems
from policy_content.yaml_reading import Node, Text, YamlFile, read_yaml

FACTS: Mapping[str, tuple[str, ...]] = {"before_0930": ("yes", "no")}
MAX_BUTTON = 34
_OUTCOMES = tuple(outcome.value for outcome in OutcomeOfCheck)


def read_checks(
    path: Path, clauses: Collection[str], notes: Mapping[str, str], problems: Problems
) -> Checks:
    """Read the checks; references to clauses, notes, questions and options are looked up."""
    return _ChecksFile(read_yaml(path, problems), clauses, notes).read()


class _ChecksFile:
    def __init__(self, file: YamlFile, clauses: Collection[str], notes: Mapping[str, str]) -> None:
        self.file = file
        self.clauses = clauses
        self.notes = notes
        self.values: dict[str, tuple[str, ...]] = dict(FACTS)

    def read(self) -> Checks:
        top = self.file.fields(self.file.root, "checks.yaml", ("questions", "rules"), ("remarks",))
        questions = [
            self.question(node) for node in self.file.listing(top.get("questions"), "questions")
        ]
        rules = [self.rule(node) for node in self.file.listing(top.get("rules"), "rules")]
        remarks = [self.remark(node) for node in self.file.listing(top.get("remarks"), "remarks")]
        about = _clauses_by_question(rules)
        return Checks(
            tuple(replace(question, clauses=about.get(question.id, ())) for question in questions),
            tuple(rules),
            tuple(remarks),
        )

    def question(self, node: Node) -> Question:
        fields = self.file.fields(
            node,
            "A question",
            ("id", "text", "options"),
            ("help", "many", "leads", "when", "after"),
        )
        identifier = self.file.text(fields.get("id"), "id")
        options = self.options(fields.get("options"))
        when = self.conditions(fields.get("when"), "when")
        if identifier in self.values:
            self.file.add(node.line, f'The question id "{identifier}" is used a second time.')
        self.values[identifier] = tuple(option.id for option in options)
        many = self.flag(fields.get("many"), "many")
        if not many:
            self.check_buttons(node.line, identifier, options)
        return Question(
            id=identifier,
            text=self.file.text(fields.get("text"), "text"),
            options=options,
            help=self.file.text(fields.get("help"), "help"),
            many=many,
            leads=self.flag(fields.get("leads"), "leads"),
            when=when,
            after=self.outcomes(fields.get("after"), "after"),
        )

    def check_buttons(self, line: int, question: str, options: tuple[Option, ...]) -> None:
        """Hold the options of a single choice to what a button shows; a phone cuts off the rest."""
        for option in options:
            if len(option.text) > MAX_BUTTON:
                self.file.add(
                    line,
                    f'The option "{option.id}" of "{question}" is longer than a button shows '
                    f"({MAX_BUTTON} characters). Put the rest into the question's help.",
                )

    def options(self, node: Node | None) -> tuple[Option, ...]:
        if node is None:
            return ()
        mapping = self.file.mapping(node, "options")
        if len(mapping.entries) < 2:
            self.file.add(node.line, "A question needs at least two options.")
        return tuple(
            Option(key, self.file.text(value, f'The option "{key}"'))
            for key, value in mapping.entries.items()
        )

    def flag(self, node: Node | None, what: str) -> bool:
        return self.file.choice(node, what, ("yes", "no")) == "yes"

    def rule(self, node: Node) -> Rule:
        fields = self.file.fields(
            node, "A rule", ("when", "outcome", "clauses"), ("advice", "would_change", "note")
        )
        outcome = self.file.choice(fields.get("outcome"), "outcome", _OUTCOMES)
        clauses = self.known_clauses(fields.get("clauses"), "clauses")
        when = self.conditions(fields.get("when"), "when")
        if not when:
            self.file.add(node.line, "A rule needs at least one condition.")
        if not clauses:
            self.file.add(node.line, "A rule needs at least one clause that decides it.")
        return Rule(
            when=when,
            outcome=OutcomeOfCheck(outcome or "ask-first"),
            clauses=clauses,
            advice=self.known_clauses(fields.get("advice"), "advice"),
            would_change=self.file.text(fields.get("would_change"), "would_change"),
            note=self.note(fields.get("note")),
        )

    def remark(self, node: Node) -> Remark:
        fields = self.file.fields(node, "A remark", (), ("outcomes", "when", "advice", "says"))
        advice = self.known_clauses(fields.get("advice"), "advice")
        says = self.file.text(fields.get("says"), "says")
        if not advice and not says:
            self.file.add(node.line, 'A remark needs "advice" or "says".')
        return Remark(
            outcomes=self.outcomes(fields.get("outcomes"), "outcomes") or tuple(OutcomeOfCheck),
            when=self.conditions(fields.get("when"), "when"),
            advice=advice,
            says=says,
        )

    def conditions(self, node: Node | None, what: str) -> tuple[Condition, ...]:
        """Conditions may name facts, and questions that stand further up."""
        if node is None:
            return ()
        mapping = self.file.mapping(node, what)
        conditions = []
        for name, value in mapping.entries.items():
            line = mapping.lines[name]
            if name not in self.values:
                self.file.add(line, f'"{name}" is no question further up, and no fact.')
            elif not isinstance(value, Text) or value.value not in self.values[name]:
                allowed = ", ".join(self.values[name])
                self.file.add(line, f'"{name}" can be one of {allowed}, written as one word.')
            else:
                conditions.append(Condition(name, value.value))
        return tuple(conditions)

    def outcomes(self, node: Node | None, what: str) -> tuple[OutcomeOfCheck, ...]:
        names = self.file.known(node, what, lambda name: name in _OUTCOMES)
        return tuple(OutcomeOfCheck(name) for name in names)

    def known_clauses(self, node: Node | None, what: str) -> tuple[str, ...]:
        return self.file.known(node, what, lambda name: name in self.clauses)

    def note(self, node: Node | None) -> str:
        name = self.file.text(node, "note")
        if node is not None and name and name not in self.notes:
            self.file.add(node.line, f'notes.yaml has no note "{name}".')
        return self.notes.get(name, "")


def _clauses_by_question(rules: list[Rule]) -> dict[str, tuple[str, ...]]:
    """Find what each question is about: the clauses of the rules that ask for it."""
    about: dict[str, dict[str, None]] = {}
    for rule in rules:
        for condition in rule.when:
            about.setdefault(condition.name, {}).update(dict.fromkeys(rule.clauses))
    return {name: tuple(clauses) for name, clauses in about.items()}
