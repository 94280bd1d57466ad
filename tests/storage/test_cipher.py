"""What is sealed opens only with its key, in its place, unaltered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.data_protection.cipher import KEY_BYTES, Cipher
from storage.errors import Unreadable

KEY = bytes(range(KEY_BYTES))
PLACE = ("reports", "row-1", "account")


@pytest.fixture
def sealing() -> Cipher:
    return Cipher.from_key("key-1", KEY)


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    cipher = Cipher.from_key("key-1", KEY)
    assert cipher.open(cipher.seal(text, *PLACE), *PLACE) == text


def test_a_lone_surrogate_comes_back(sealing: Cipher) -> None:
    assert sealing.open(sealing.seal("\ud83e", *PLACE), *PLACE) == "\ud83e"


def test_the_same_text_is_never_sealed_alike(sealing: Cipher) -> None:
    assert len({sealing.seal("text", *PLACE) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("reporters", "row-1", "account"),
        ("reports", "row-2", "account"),
        ("reports", "row-1", "link"),
    ],
)
def test_moved_to_another_place_it_does_not_open(
    sealing: Cipher, elsewhere: tuple[str, str, str]
) -> None:
    with pytest.raises(Unreadable):
        sealing.open(sealing.seal("text", *PLACE), *elsewhere)


def test_any_altered_byte_is_noticed(sealing: Cipher) -> None:
    sealed = sealing.seal("text", *PLACE)
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(Unreadable):
            sealing.open(bytes(altered), *PLACE)


def test_any_shortened_value_is_noticed(sealing: Cipher) -> None:
    sealed = sealing.seal("text", *PLACE)
    for length in range(len(sealed)):
        with pytest.raises(Unreadable):
            sealing.open(sealed[:length], *PLACE)


@pytest.mark.parametrize(
    "other", [Cipher.from_key("key-1", bytes(KEY_BYTES)), Cipher.from_key("key-2", KEY)]
)
def test_with_another_key_it_does_not_open(sealing: Cipher, other: Cipher) -> None:
    with pytest.raises(Unreadable):
        other.open(sealing.seal("text", *PLACE), *PLACE)


def test_the_key_id_stands_with_every_value(sealing: Cipher) -> None:
    assert sealing.seal("text", *PLACE).startswith(b"\x05key-1")


def test_a_person_has_one_pseudonym_for_each_key(sealing: Cipher) -> None:
    assert sealing.person("a") == Cipher.from_key("key-2", KEY).person("a")
    assert sealing.person("a") != sealing.person("b")
    assert sealing.person("a") != Cipher.from_key("key-1", bytes(KEY_BYTES)).person("a")
    assert sealing.person("a") != sealing.hash_of("post", "a")


def test_parts_of_a_hash_do_not_run_together(sealing: Cipher) -> None:
    assert sealing.hash_of("post", "ab", "c") != sealing.hash_of("post", "a", "bc")
    assert sealing.hash_of("post", "a,b") != sealing.hash_of("post", "a", "b")


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Cipher.from_key("key-1", bytes(length))


@pytest.mark.parametrize("key_id", ["", "k" * 256])
def test_a_key_id_of_an_impossible_length_is_refused(key_id: str) -> None:
    with pytest.raises(ValueError, match="id"):
        Cipher.from_key(key_id, KEY)


def test_generated_keys_fit_and_differ() -> None:
    keys = {Cipher.generate_key() for _ in range(10)}
    assert len(keys) == 10
    assert {len(key) for key in keys} == {KEY_BYTES}


def test_a_cipher_does_not_show_its_key(sealing: Cipher) -> None:
    assert KEY.hex() not in repr(vars(sealing))
    assert repr(KEY)[2:-1] not in repr(vars(sealing))
