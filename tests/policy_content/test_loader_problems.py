"""The loader is strict: every problem at once, each as `file:line: sentence`."""

from pathlib import Path
from time import process_time

import pytest
import yaml

from policy_content import POLICY_FOLDER, load_policy
from policy_content.checking import read_everything
from policy_content.problems import PolicyProblems
from tests.policy_content.conftest import FolderWith

_WRONG = yaml.safe_load((Path(__file__).parent / "wrong_files.yaml").read_text("utf-8"))
_TWICE = "This is also written at {}, answered otherwise."


def test_the_small_policy_has_nothing_wrong(folder: Path) -> None:
    _, material, warnings = read_everything(folder)
    assert not warnings
    assert len(material.phrasings) == len(material.drafts) == len(material.examples) == 2


@pytest.mark.parametrize("wrong", _WRONG, ids=lambda wrong: str(wrong["told"])[:60])
def test_a_problem_is_told_with_its_file_and_line(
    folder_with: FolderWith, wrong: dict[str, str]
) -> None:
    with pytest.raises(PolicyProblems) as found:
        read_everything(folder_with(wrong["file"], wrong["old"], wrong["new"]))
    assert any(line.startswith(wrong["told"]) for line in str(found.value).splitlines())


def test_all_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    for name in ("clauses/1-front-page.md", "clauses/2-rules.md"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("id: ", "di: "), encoding="utf-8")
    (folder / "checks.yaml").write_text("questions: [", encoding="utf-8")
    with pytest.raises(PolicyProblems) as found:
        load_policy(folder)
    files = {problem.file for problem in found.value.problems}
    assert {"clauses/1-front-page.md", "clauses/2-rules.md", "checks.yaml"} <= files
    assert str(found.value).count("\n") == len(found.value.problems) - 1


def test_a_line_that_is_not_utf8_is_named(folder: Path) -> None:
    path = folder / "clauses/2-rules.md"
    path.write_bytes(path.read_bytes().replace(b"\nBe kind", b"\nBe k\xeend"))
    with pytest.raises(PolicyProblems, match=r"clauses/2-rules\.md:16: This line is not UTF-8"):
        load_policy(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "checks.yaml").unlink()
    with pytest.raises(PolicyProblems, match=r"checks\.yaml:1: This file is missing"):
        load_policy(folder)


def test_windows_line_ends_and_a_byte_order_mark_change_no_word(folder: Path) -> None:
    plain = load_policy(folder)
    for path in folder.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_policy(folder) == plain


def test_one_question_with_two_answers_is_a_warning_that_does_not_stop_the_bot(
    folder_with: FolderWith,
) -> None:
    folder = folder_with("off_topic/chat.yaml", "hello", "Must I  be kind")
    _, _, warnings = read_everything(folder)
    assert [str(warning) for warning in warnings] == [
        f"off_topic/chat.yaml:2: warning: {_TWICE.format('phrasings/rules.yaml:2')}"
    ]


def test_a_note_that_nothing_uses_is_a_warning(folder_with: FolderWith) -> None:
    folder = folder_with("notes.yaml", "how: It", "spare: Unused.\nhow: It")
    _, _, warnings = read_everything(folder)
    assert 'No clause and no rule uses the note "spare".' in warnings[0].sentence


def test_the_owners_folder_has_no_problem_and_no_warning() -> None:
    policy, material, warnings = read_everything(POLICY_FOLDER)
    assert warnings == ()
    asked = {clause for row in material.phrasings for clause in row.clauses[:1]}
    assert asked == set(policy.clauses)


def test_the_bot_starts_quickly() -> None:
    def seconds() -> float:
        start = process_time()
        load_policy()
        return process_time() - start

    assert min(seconds() for _ in range(3)) < 0.15
