"""Building the models: the same material gives the same models. Needs scikit-learn."""

from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason='building needs the packages of "make policy"')

from policy_content.artefacts import KNOWN_DRAFTS_FILE, KNOWN_FILE, MATCHER_FILE, READER_FILE
from policy_content.building import build_matcher
from policy_content.draft_building import build_reader
from policy_content.draft_reader import HARD, OBJECTION, DraftReader
from policy_content.search import QuestionMatcher
from policy_content.training_files import Draft, Phrasing, Severity

_WORDS = ("who", "what", "when", "where", "why", "how", "which", "may", "can", "must")
_CLAUSES = ("law", "scope")
_OFFENDED = ("law", "scope", "hard-breach.hacked")


def _phrasings() -> list[Phrasing]:
    topics = {("law",): "copyright defamation", ("scope",): "channels cover", (): "lunch weather"}
    return [
        Phrasing(f"{word} {topic} {extra}", clauses, Path("x"), 1)
        for word in _WORDS
        for clauses, words in topics.items()
        for topic in words.split()
        for extra in ("please", "today")
    ]


_SEVERITIES: tuple[tuple[str, Severity, tuple[str, ...]], ...] = (
    ("copied the whole film", "caution", ("law",)),
    ("nice walk", "ok", ("scope",)),
    ("our systems were hacked", "hard", ("hard-breach.hacked",)),
)


def _drafts() -> list[Draft]:
    return [
        Draft(f"{word} {text}{end}", severity, "external", "personal", clauses)
        for word in _WORDS
        for end in ("", "!")
        for text, severity, clauses in _SEVERITIES
    ]


def test_a_matcher_learns_what_answers_and_what_does_not(tmp_path: Path) -> None:
    build_matcher(_phrasings(), _CLAUSES, tmp_path)
    matcher = QuestionMatcher.load(tmp_path)
    assert matcher.find("is copyright covered").citations[0].clause == "law"
    assert matcher.find("which channels").citations[0].clause == "scope"
    assert matcher.find("weather today").kind == "none"


def test_building_twice_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        build_matcher(_phrasings(), _CLAUSES, tmp_path / name)
    for file in (KNOWN_FILE, MATCHER_FILE):
        one, two = ((tmp_path / name / file).read_bytes() for name in ("one", "two"))
        assert one == two


def test_a_reader_learns_the_clauses_that_enough_drafts_offend(tmp_path: Path) -> None:
    build_reader(_drafts(), _OFFENDED, tmp_path)
    reader = DraftReader.load(tmp_path)
    assert reader.model.labels == ("law", "hard-breach.hacked", OBJECTION, HARD)
    assert [concern.clause for concern in reader.read("I copied the whole film")] == ["law"]
    assert reader.read("a nice walk") == ()


def test_building_a_reader_twice_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        build_reader(_drafts(), _OFFENDED, tmp_path / name)
    for file in (READER_FILE, KNOWN_DRAFTS_FILE):
        one, two = ((tmp_path / name / file).read_bytes() for name in ("one", "two"))
        assert one == two


@pytest.mark.parametrize(
    ("severity", "clauses", "expected"),
    [
        ("ok", ("law",), ()),
        ("hard", ("law", "not-a-breach.work-frustrating"), ("law",)),
    ],
)
def test_what_is_not_a_breach_never_speaks_against_a_draft(
    severity: Severity, clauses: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert Draft("x", severity, "external", "personal", clauses).objections == expected
