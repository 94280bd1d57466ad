"""What looks like a password is covered, and the rest of the draft stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_content.passwords import without_passwords


@pytest.mark.parametrize(
    ("draft", "secret"),
    [
        ("The account's password is Umbrella77, if you need it", "Umbrella77"),
        ("login: figures / Hello123", "Hello123"),
        ("changed the password to hunter2", "hunter2"),
        ("the door code is 4821 now", "4821"),
        ("pw = abc#12", "abc#12"),
        ("password: 'dragon'", "dragon"),
        ("here you go: Stats4Life!22", "Stats4Life!22"),
        ("our password is Summ3r!24 and the code 99871", "99871"),
    ],
)
def test_what_looks_like_a_password_is_covered(draft: str, secret: str) -> None:
    covered = without_passwords(draft)
    assert secret not in covered
    assert "•" * len(secret) in covered


@pytest.mark.parametrize(
    "draft",
    [
        "I set up a password manager at home",
        "log in at 9:30 to see the figures",
        "The code is open: https://github.com/ONSdigital/Design2",
        "CPI rose by 3.4% in Q3 2024, and GDP by 0.2%",
        "see ons.gov.uk/Bulletin2024May or @Stats2Day #Census2021England",
        "",
    ],
)
def test_what_is_none_is_left_as_it_is(draft: str) -> None:
    assert without_passwords(draft) == draft


@given(st.lists(st.sampled_from([*"aB3!'\" \n:•", "password ", "code is "])).map("".join))
def test_nothing_moves_and_covering_twice_is_covering_once(draft: str) -> None:
    covered = without_passwords(draft)
    assert len(covered) == len(draft)
    assert all(new in (old, "•") for new, old in zip(covered, draft, strict=True))
