"""The ring of keys: from variables or a file, one current; faults are told without a key."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.keys import RingSettings, read_ring

ONE, TWO = bytes([1] * 32), bytes([2] * 32)


def written(key: bytes) -> str:
    return base64.b64encode(key).decode()


def ring(current: str = "1", key: str = "", others: str = "", file: str = "") -> RingSettings:
    return RingSettings(current, key, others, file)


def problem(given: RingSettings) -> str:
    [only] = read_ring(given).problems
    return only


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "keys"
    made.write_text(f"# the keys of the service\n\n2025:{written(ONE)}\n2026:{written(TWO)}\n")
    return made


def test_a_key_in_a_variable_is_current_and_others_open_besides() -> None:
    read = read_ring(ring("2", written(TWO), f"1:{written(ONE)}, next:{written(bytes(32))}"))
    assert read.problems == []
    assert read.keys == {"2": TWO, "1": ONE, "next": bytes(32)}
    older = read_ring(ring("1", written(ONE))).cipher()
    sealed = older.seal("text", "t", "r", "c")
    assert read.cipher().open(sealed, "t", "r", "c") == "text"
    assert read.cipher().current == "2"


def test_a_file_outside_the_database_holds_keys(file: Path) -> None:
    read = read_ring(ring("2026", file=str(file)))
    assert (read.problems, read.keys) == ([], {"2025": ONE, "2026": TWO})
    assert read.cipher().current == "2026"


def test_a_key_of_the_file_must_be_current(file: Path) -> None:
    told = problem(ring("2027", file=str(file)))
    assert told == "BOT_ENCRYPTION_KEY_ID must name a key of BOT_ENCRYPTION_KEYS_FILE."


def test_the_same_id_may_not_mean_two_keys(file: Path) -> None:
    assert "an id that is in use" in problem(ring("2025", written(TWO), file=str(file)))
    assert "an id that is in use" in problem(ring("1", written(ONE), f"1:{written(TWO)}"))
    assert read_ring(ring("2025", written(ONE), file=str(file))).problems == []


def test_without_a_key_nothing_is_kept() -> None:
    assert problem(ring()).startswith("BOT_ENCRYPTION_KEY is not set")
    assert problem(ring(others=f"2:{written(TWO)}")).startswith("BOT_ENCRYPTION_KEY is not set")


@pytest.mark.parametrize(
    "entry",
    ["canary", "2:canary", f":{written(TWO)}", f"{'x' * 33}:{written(TWO)}", "2:", written(TWO)],
)
def test_a_broken_entry_is_told_by_its_number(entry: str, tmp_path: Path) -> None:
    listed = ring("1", written(ONE), f"next:{written(bytes(32))},{entry}")
    assert problem(listed).startswith("Entry 2 of BOT_ENCRYPTION_OTHER_KEYS must be ID:KEY")
    file = tmp_path / "keys"
    file.write_text(f"# a file\n{entry}\n")
    in_file = ring("1", written(ONE), file=str(file))
    assert problem(in_file).startswith("Line 2 of BOT_ENCRYPTION_KEYS_FILE must be ID:KEY")
    assert "canary" not in problem(in_file)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    missing = problem(ring(file=str(tmp_path / "nowhere")))
    assert missing == "BOT_ENCRYPTION_KEYS_FILE cannot be read: No such file or directory."
    picture = tmp_path / "picture"
    picture.write_bytes(bytes(range(256)))
    assert "must be a text" in problem(ring(file=str(picture)))


@given(st.text(), st.text(), st.text())
def test_whatever_is_given_is_either_a_ring_or_problems(
    current: str, key: str, others: str
) -> None:
    read = read_ring(ring(current, key, others))
    assert bool(read.problems) is not (current in read.keys and not read.problems)


def test_no_key_is_shown(file: Path) -> None:
    given = ring("2026", written(ONE), f"x:{written(TWO)}")
    read = read_ring(given)
    for secret in (written(ONE), written(TWO), repr(ONE)[2:-1], repr(TWO)[2:-1]):
        assert secret not in repr(given)
        assert secret not in repr(read)
