"""What the tests of this room share: the policy itself, and folders with one thing wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_content import load_policy
from policy_content.draft_reader import DraftReader
from policy_content.model import Checks, Policy
from policy_content.search import QuestionMatcher

SMALL_POLICY = Path(__file__).parent / "small_policy"
FolderWith = Callable[[str, str, str], Path]


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy()


@pytest.fixture(scope="session")
def checks(policy: Policy) -> Checks:
    return policy.checks


@pytest.fixture(scope="session")
def matcher() -> QuestionMatcher:
    return QuestionMatcher.load()


@pytest.fixture(scope="session")
def reader() -> DraftReader:
    return DraftReader.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy a policy folder of five clauses that has no problem."""
    return Path(shutil.copytree(SMALL_POLICY, tmp_path / "policy"))


@pytest.fixture
def folder_with(folder: Path) -> FolderWith:
    """Return the folder after one piece of text in one file, found just once, was replaced."""

    def change(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return change
