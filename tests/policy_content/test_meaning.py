"""The sentence encoder: its files are those that were pinned, and alike means near."""

import hashlib

import numpy as np
import pytest

from policy_content.meaning import (
    DIRECTIONS,
    ENCODER_FOLDER,
    KnownTexts,
    likeness,
    sentence_encoder,
)


def test_the_encoders_files_are_those_that_were_checked_in() -> None:
    for line in (ENCODER_FOLDER / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((ENCODER_FOLDER / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("text", ["", "a", "can I post this?", "🎉", "word " * 5_000, "\x00", "Ĳ"])
def test_every_text_has_a_direction_of_length_one(text: str) -> None:
    direction = sentence_encoder().encode(text)
    assert direction.shape == (DIRECTIONS,)
    assert float(np.linalg.norm(direction)) == pytest.approx(1, abs=1e-3)


def test_texts_that_mean_alike_are_nearer_than_others() -> None:
    encode = sentence_encoder().encode
    asked = encode("may I say who my employer is")
    assert asked @ encode("can my profile name the place where I work") > asked @ encode("fish pie")


def test_no_more_than_128_tokens_are_read() -> None:
    encode = sentence_encoder().encode
    assert np.array_equal(encode("word " * 126 + "and fish"), encode("word " * 126 + "or cake"))


def test_known_texts_pull_what_means_alike_and_survive_being_kept() -> None:
    directions = np.eye(2, DIRECTIONS, dtype=np.float32)
    known = KnownTexts(directions, np.array([[1.0, -0.5], [0.0, 2.0]], np.float32))
    scores = known.scores(directions[0])
    assert scores == pytest.approx(
        [1, -0.5 + 2 * float(likeness(np.zeros(1, np.float32))[0])], rel=1e-5
    )
    assert KnownTexts.of(known.arrays()).scores(directions[0]) == pytest.approx(scores, abs=2e-3)
