"""YAML is read without mangling: what was written is what is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.problems import Problems
from policy_content.yaml_reading import Listing, Mapping, Text, YamlFile, read_yaml


def _read(folder: Path, text: str) -> YamlFile:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, Problems(folder))


@pytest.mark.parametrize(
    "written", ["yes", "no", "4.10", "09:30", "null", "~", "1e3", "2022-02-01"]
)
def test_a_value_stays_the_text_that_was_written(tmp_path: Path, written: str) -> None:
    assert _read(tmp_path, f"key: {written}").root == Mapping(
        {"key": Text(written, 1)}, {"key": 1}, 1
    )


@given(value=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_any_quoted_text_comes_back_whole(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    quoted = value.replace("'", "''")
    file = _read(tmp_path_factory.getbasetemp(), f"- '{quoted}'")
    assert isinstance(file.root, Listing)
    (entry,) = file.root.entries
    assert isinstance(entry, Text)
    # YAML folds line separators inside quotes; no other character may change.
    assert entry.value.split() == value.split()


def test_a_repeated_key_is_a_problem_and_the_first_value_stands(tmp_path: Path) -> None:
    file = _read(tmp_path, "a: 1\nb: 2\na: 3\n")
    assert isinstance(file.root, Mapping)
    assert file.root.entries["a"] == Text("1", 1)
    assert [str(problem) for problem in file.problems.found] == [
        'file.yaml:3: The key "a" stands here a second time (first on line 1).'
    ]


def test_an_alias_is_a_problem_even_where_it_holds_itself(tmp_path: Path) -> None:
    file = _read(tmp_path, "a: &me [1, *me]\n")
    assert "Write this out" in str(file.problems.found[0])


def test_a_tag_builds_no_object(tmp_path: Path) -> None:
    file = _read(tmp_path, "a: !!python/object/apply:os.getcwd []\n")
    assert isinstance(file.root, Mapping)
    assert file.root.entries["a"] == Listing((), 1)


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "\tx: 1", "'", "a: \x07"])
def test_broken_yaml_is_one_problem_near_its_line(tmp_path: Path, text: str) -> None:
    file = _read(tmp_path, text)
    (problem,) = file.problems.found
    assert problem.line in {1, 2}
    assert problem.sentence.startswith("This is not valid YAML")


def test_an_empty_file_is_an_empty_mapping(tmp_path: Path) -> None:
    file = _read(tmp_path, "# nothing yet\n")
    assert file.root == Mapping({}, {}, 1)
    assert not file.problems.found
