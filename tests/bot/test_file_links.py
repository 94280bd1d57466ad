"""A link to a file is signed, good for ten minutes, and for what it names alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files import FileKind, FileLinks, LinkRefused

KEY = bytes(range(32))
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
CASE = "C-7K3M-9QXT"


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def links(
    clock: Clock | None = None, base: str = "https://bot.example/", key: bytes = KEY
) -> FileLinks:
    return FileLinks.from_key(base, key, clock or Clock())


def token(made: str) -> str:
    return made.rsplit("/", 1)[1]


def test_a_link_says_what_it_opens_and_until_when() -> None:
    made = links().link("/files", FileKind.PACK, CASE)
    assert made.startswith("https://bot.example/files/")
    wanted = links().read(token(made))
    assert (wanted.kind, wanted.about) == (FileKind.PACK, CASE)
    assert wanted.until == int((NOON + timedelta(minutes=10)).timestamp())


def test_without_a_public_address_there_are_no_links() -> None:
    assert links(base="").link("/files", FileKind.PACK, CASE) == ""


def test_what_a_link_cannot_say_has_none_and_the_longest_that_it_can_is_read() -> None:
    assert links().link("/files", FileKind.EXPORT, "x" * 601) == ""
    longest = "😀" * 600
    assert links().read(token(links().link("/files", FileKind.EXPORT, longest))).about == longest


def test_a_link_ends_after_ten_minutes() -> None:
    clock = Clock()
    made = token(links(clock).link("/files", FileKind.PACK, CASE))
    clock.now = NOON + timedelta(minutes=9, seconds=59)
    assert links(clock).read(made).about == CASE
    clock.now = NOON + timedelta(minutes=10)
    with pytest.raises(LinkRefused):
        links(clock).read(made)


def test_another_services_link_is_refused() -> None:
    made = token(links(key=bytes(32)).link("/files", FileKind.PACK, CASE))
    with pytest.raises(LinkRefused):
        links().read(made)


@given(st.integers(0, 10_000), st.integers(1, 63))
def test_no_sign_of_a_link_can_be_changed(at: int, by: int) -> None:
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    made = token(links().link("/files", FileKind.PACK, CASE))
    place = at % len(made)
    altered = signs[(signs.index(made[place]) + by) % 64]
    changed = made[:place] + altered + made[place + 1 :]
    with pytest.raises(LinkRefused):
        links().read(changed)


@given(st.text(max_size=300) | st.binary(max_size=200).map(lambda raw: raw.hex()))
def test_no_nonsense_is_ever_read(nonsense: str) -> None:
    with pytest.raises(LinkRefused):
        links().read(nonsense)
