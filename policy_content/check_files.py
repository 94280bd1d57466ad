"""Reads checks.yaml: the questions, rules and remarks of "should I post this?"."""

from collections.abc import Collection
from collections.abc import Mapping as MappingOf
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
from policy_content.reachability import never_holds, unused
from policy_content.yaml_reading import Mapping, Node, Text, YamlFile, read_yaml

FACTS: MappingOf[str, tuple[str, ...]] = {"before_0930": ("yes", "no")}
MAX_BUTTON = 34
_OUTCOMES = tuple(outcome.value for outcome in OutcomeOfCheck)


def read_checks(
    path: Path, clauses: Collection[str], notes: MappingOf[str, str], problems: Problems
) -> Checks:
    """Read the checks; references to clauses, notes, questions and options are looked up."""
    return _ChecksFile(read_yaml(path, problems), clauses, notes).read()


class _ChecksFile:
    def __init__(
        self, file: YamlFile, clauses: Collection[str], notes: MappingOf[str, str]
    ) -> None:
        self.file = file
        self.clauses = clauses
        self.notes = notes
        self.values: dict[str, tuple[str, ...]] = dict(FACTS)
        self.questions: dict[str, Question] = {}
        self.lines: dict[str, int] = {}

    def read(self) -> Checks:
        top = self.file.fields(self.file.root, "checks.yaml", ("questions", "rules"), ("remarks",))
        questions = [
            self.question(node) for node in self.file.listing(top.get("questions"), "questions")
        ]
        rules = [self.rule(node) for node in self.file.listing(top.get("rules"), "rules")]
        remarks = [self.remark(node) for node in self.file.listing(top.get("remarks"), "remarks")]
        about = _clauses_by_question(rules)
        checks = Checks(
            tuple(replace(question, clauses=about.get(question.id, ())) for question in questions),
            tuple(rules),
            tuple(remarks),
        )
        for question in unused(checks):
            sentence = f'No rule or remark uses the question "{question}", so it is never asked.'
            self.file.add(self.lines[question], sentence)
        return checks

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
        question = Question(
            id=identifier,
            text=self.file.text(fields.get("text"), "text"),
            options=options,
            help=self.file.text(fields.get("help"), "help"),
            many=many,
            leads=self.flag(fields.get("leads"), "leads"),
            when=when,
            after=self.outcomes(fields.get("after"), "after"),
        )
        self.questions[identifier], self.lines[identifier] = question, node.line
        return question

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
        return tuple(self.option(key, mapping) for key in mapping.entries)

    def option(self, key: str, options: Mapping) -> Option:
        """Read one option: its text alone, or its text and the option that it counts as."""
        node, what = options.entries[key], f'The option "{key}"'
        if not isinstance(node, Mapping):
            return Option(key, self.file.text(node, what))
        fields = self.file.fields(node, what, ("text", "counts_as"))
        others = tuple(other for other in options.entries if other != key)
        counts_as = self.file.choice(fields.get("counts_as"), f"{what}: counts_as", others)
        return Option(key, self.file.text(fields.get("text"), what), counts_as)

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
        self.check_holds(node.line, when)
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
        when = self.conditions(fields.get("when"), "when")
        self.check_holds(node.line, when)
        return Remark(
            outcomes=self.outcomes(fields.get("outcomes"), "outcomes") or tuple(OutcomeOfCheck),
            when=when,
            advice=advice,
            says=says,
        )

    def check_holds(self, line: int, when: tuple[Condition, ...]) -> None:
        """Refuse a rule or remark that no answers can fulfil."""
        why = never_holds(when, self.questions)
        if why:
            self.file.add(line, f"This can never hold: {why}.")

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
