"""Reads silence.yaml: what the policy does not say, and messages that need no answer from it."""

from collections.abc import Collection
from pathlib import Path

from policy_content.loader import POLICY_FOLDER
from policy_content.phrases import Phrases, plain_words
from policy_content.problems import Problems
from policy_content.silence import Reported, Silence, Unsaid
from policy_content.yaml_reading import Node, YamlFile, read_yaml

FILE = "silence.yaml"
_LISTS = ("about", "danger", "personal", "abuse", "orders")


def load_silence(clauses: Collection[str], folder: Path = POLICY_FOLDER) -> Silence:
    """Return the lists. Raises PolicyProblems, which holds every problem that was found."""
    problems = Problems(folder)
    silence = read_silence(folder / FILE, clauses, problems)
    problems.raise_any()
    return silence


def read_silence(path: Path, clauses: Collection[str], problems: Problems) -> Silence:
    """Read the file as far as its problems allow; clauses are looked up in the policy."""
    file = read_yaml(path, problems)
    top = file.fields(file.root, FILE, ("unsaid", "reported", *_LISTS))
    about, danger, personal, abuse, orders = (phrases(file, top.get(n), n) for n in _LISTS)
    unsaid = [_unsaid(file, n, clauses) for n in file.listing(top.get("unsaid"), "unsaid")]
    return Silence(
        about=about,
        unsaid=tuple(unsaid),
        danger=danger,
        personal=personal,
        abuse=abuse,
        orders=orders,
        reported=_reported(file, top.get("reported")),
    )


def phrases(file: YamlFile, node: Node | None, what: str) -> Phrases:
    """Read a list of phrases; one that has no letters, or no words at all, is a problem."""
    return Phrases.of(_phrases(file, node, what))


def _phrases(file: YamlFile, node: Node | None, what: str) -> list[str]:
    listed = file.texts(node, what)
    if node is not None and not listed:
        file.add(node.line, f"{what} needs at least one phrase.")
    good = []
    for entry in listed:
        if plain_words(entry.value.replace("*", "")):
            good.append(entry.value)
        else:
            file.add(entry.line, f'"{entry.value}" has no word in it.')
    return good


def _unsaid(file: YamlFile, node: Node, clauses: Collection[str]) -> Unsaid:
    fields = file.fields(node, "A subject", ("words",), ("name", "says", "clauses", "ruling"))
    name = file.text(fields.get("name"), "name")
    says = file.text(fields.get("says"), "says")
    if bool(name) == bool(says):
        sentence = 'A subject needs either "name", what is not mentioned, or "says", a sentence.'
        file.add(node.line, sentence)
    nearest = file.known(fields.get("clauses"), "clauses", lambda one: one in clauses)
    no_ruling = file.choice(fields.get("ruling"), "ruling", ("yes", "no")) == "no"
    if no_ruling and not nearest:
        file.add(node.line, 'A subject with "ruling: no" needs the clauses that come nearest.')
    return Unsaid(
        words=phrases(file, fields.get("words"), "words"),
        name=name,
        says=says,
        clauses=nearest,
        no_ruling=no_ruling,
    )


def _reported(file: YamlFile, node: Node | None) -> Reported:
    if node is None:
        return Reported()
    fields = file.fields(node, "reported", ("who", "did"))
    who, did = (
        tuple(plain_words(phrase) for phrase in _phrases(file, fields.get(name), name))
        for name in ("who", "did")
    )
    return Reported(who, did)
