"""Reads YAML without mangling it: every value stays the text that was written, with its line.

Plain YAML turns `no` into False and 4.10 into 4.1, and lets a repeated key win silently. Here a
value is text, a list or a mapping, and a repeated key is a problem.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from policy_content.problems import Problems

# The C reader is ten times as fast; both give the same nodes.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Text:
    """A value as it was written; `line` counts from 1."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    entries: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Nodes by key, with the key's own line."""

    entries: "dict[str, Node]"
    lines: dict[str, int]
    line: int


Node = Text | Listing | Mapping


def read_yaml(path: Path, problems: Problems) -> "YamlFile":
    """Read one YAML file; whatever is wrong with it is noted among the problems."""
    text = problems.read_text(path)
    file = YamlFile(path, problems)
    try:
        # Safe: a base loader composes plain nodes and builds no objects.
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problems.add(path, line, f"This is not valid YAML: {error.problem or error.context}.")
    except yaml.YAMLError:
        problems.add(path, 1, "This is not valid YAML: it holds a character that is not text.")
    else:
        if root is not None:
            file.root = _Converter(path, problems).node(root)
    return file


class _Converter:
    """Turns composed nodes into ours, refusing repeated keys and references to other nodes."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.met: set[int] = set()

    def node(self, node: yaml.Node) -> Node:
        line = node.start_mark.line + 1
        if id(node) in self.met:
            self.problems.add(self.path, line, "Write this out: an alias (*name) is not read here.")
            return Text("", line)
        self.met.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return Listing(tuple(self.node(entry) for entry in node.value), line)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, line)
        return Text(str(node.value), line)

    def mapping(self, node: yaml.MappingNode, line: int) -> Mapping:
        result = Mapping({}, {}, line)
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            key = str(key_node.value)
            value = self.node(value_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.add(self.path, key_line, "A key must be a single word or text.")
            elif key in result.entries:
                first = result.lines[key]
                sentence = f'The key "{key}" stands here a second time (first on line {first}).'
                self.problems.add(self.path, key_line, sentence)
            else:
                result.entries[key] = value
                result.lines[key] = key_line
        return result


class YamlFile:
    """A YAML file that was read, and the questions its readers ask of it.

    Every method notes a problem and returns something empty where the file does not fit.
    """

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.root: Node = Mapping({}, {}, 1)

    def add(self, line: int, sentence: str) -> None:
        """Note a problem in this file."""
        self.problems.add(self.path, line, sentence)

    def mapping(self, node: Node, what: str) -> Mapping:
        """Return the node as a mapping with any keys."""
        if isinstance(node, Mapping):
            return node
        self.add(node.line, f"{what} must be written as keys and values.")
        return Mapping({}, {}, node.line)

    def fields(
        self, node: Node, what: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        """Return a mapping's fields; a key that is unknown or lacking is a problem."""
        mapping = self.mapping(node, what)
        known = required + optional
        for key in mapping.entries:
            if key not in known:
                sentence = f'{what} has no "{key}"; it may have {", ".join(known)}.'
                self.add(mapping.lines[key], sentence)
        for key in required:
            if key not in mapping.entries:
                self.add(mapping.line, f'{what} needs "{key}".')
        return {key: value for key, value in mapping.entries.items() if key in known}

    def listing(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """Return a list's entries; an absent list is empty."""
        if node is None:
            return ()
        if isinstance(node, Listing):
            return node.entries
        self.add(node.line, f"{what} must be a list.")
        return ()

    def text(self, node: Node | None, what: str) -> str:
        """Return a text that is not empty; an absent one is empty."""
        if node is None:
            return ""
        if isinstance(node, Text) and node.value.strip():
            return node.value.strip()
        self.add(node.line, f"{what} must be some text.")
        return ""

    def texts(self, node: Node | None, what: str) -> tuple[Text, ...]:
        """Return a list of texts, each with its line; an absent list is empty."""
        return tuple(self._texts(node, what))

    def _texts(self, node: Node | None, what: str) -> Iterator[Text]:
        for entry in self.listing(node, what):
            value = self.text(entry, f"An entry of {what}")
            if value:
                yield Text(value, entry.line)

    def choice(self, node: Node | None, what: str, choices: tuple[str, ...]) -> str:
        """Return one of the choices; an absent one is empty."""
        value = self.text(node, what)
        if node is not None and value and value not in choices:
            self.add(node.line, f'{what} must be one of {", ".join(choices)}, not "{value}".')
            return ""
        return value

    def known(
        self, node: Node | None, what: str, is_known: Callable[[str], bool]
    ) -> tuple[str, ...]:
        """Return a list of references, without those that lead nowhere, which are problems."""
        good = []
        for entry in self.texts(node, what):
            if is_known(entry.value):
                good.append(entry.value)
            else:
                self.add(entry.line, f'{what} names "{entry.value}", which does not exist.')
        return tuple(good)
