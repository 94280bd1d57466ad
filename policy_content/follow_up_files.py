"""Reads follow_ups.yaml: the platforms, and where "why?" and "what happens then?" lead."""

from collections.abc import Collection, Iterator
from pathlib import Path

from policy_content.follow_ups import FollowUps, Onward, Platform, within
from policy_content.loader import POLICY_FOLDER
from policy_content.phrases import plain_words
from policy_content.problems import Problems
from policy_content.yaml_reading import Node, YamlFile, read_yaml

FILE = "follow_ups.yaml"
_PLATFORM = ("clauses", "not_there", "left_out", "ask_first", "ask", "then", "covered")


def load_follow_ups(clauses: Collection[str], folder: Path = POLICY_FOLDER) -> FollowUps:
    """Return the lists. Raises PolicyProblems, which holds every problem that was found."""
    problems = Problems(folder)
    follow_ups = read_follow_ups(folder / FILE, clauses, problems)
    problems.raise_any()
    return follow_ups


def read_follow_ups(path: Path, clauses: Collection[str], problems: Problems) -> FollowUps:
    """Read the file as far as its problems allow; clauses are looked up in the policy."""
    reader = _FollowUpsFile(read_yaml(path, problems), clauses)
    return reader.read()


class _FollowUpsFile:
    def __init__(self, file: YamlFile, clauses: Collection[str]) -> None:
        self.file = file
        self.clauses = clauses
        self.names: dict[str, Platform] = {}

    def read(self) -> FollowUps:
        top = self.file.fields(self.file.root, FILE, ("platforms", "why", "then"))
        nodes = self.file.listing(top.get("platforms"), "platforms")
        platforms = tuple(one for node in nodes for one in self.alike(node))
        why, then = (
            tuple(self.onward(node) for node in self.file.listing(top.get(name), name))
            for name in ("why", "then")
        )
        return FollowUps(platforms, self.names, why, then)

    def alike(self, node: Node) -> Iterator[Platform]:
        """Read the platforms of one entry, which differ in their names only."""
        fields = self.file.fields(node, "A platform", ("names", "says"), _PLATFORM)
        says = self.file.text(fields.get("says"), "says")
        ask = self.file.text(fields.get("ask"), "ask")
        if ("ask" in fields) != ("ask_first" in fields):
            self.file.add(node.line, '"ask_first" and "ask" go together.')
        if "names" not in fields:
            return
        names = self.file.mapping(fields["names"], "names")
        for name, words in names.entries.items():
            platform = Platform(
                name=name,
                says=says.replace("{platform}", name),
                clauses=self.known(fields.get("clauses"), "clauses"),
                not_there=self.groups(fields.get("not_there"), "not_there"),
                left_out=self.file.text(fields.get("left_out"), "left_out"),
                ask_first=self.groups(fields.get("ask_first"), "ask_first"),
                ask=ask,
                then=self.known(fields.get("then"), "then"),
                covered=self.file.choice(fields.get("covered"), "covered", ("yes", "no")) != "no",
            )
            self.name_it(platform, words)
            yield platform

    def name_it(self, platform: Platform, node: Node) -> None:
        for entry in self.file.texts(node, f'The words for "{platform.name}"'):
            words = plain_words(entry.value)
            if not words or words in self.names:
                self.file.add(entry.line, f'"{entry.value}" is empty, or names another platform.')
            else:
                self.names[words] = platform

    def onward(self, node: Node) -> Onward:
        fields = self.file.fields(node, "An entry", ("clauses",), ("of", "says"))
        return Onward(
            of=self.groups(fields.get("of"), "of"),
            clauses=self.known(fields.get("clauses"), "clauses"),
            says=self.file.text(fields.get("says"), "says"),
        )

    def known(self, node: Node | None, what: str) -> tuple[str, ...]:
        return self.file.known(node, what, lambda name: name in self.clauses)

    def groups(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Read clauses, or beginnings of the ids of clauses."""
        return self.file.known(
            node, what, lambda name: any(within(clause, (name,)) for clause in self.clauses)
        )
