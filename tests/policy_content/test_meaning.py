"""The sentence encoder: its files are those that were pinned, and alike means near."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from policy_content.meaning import (
    DIRECTIONS,
    ENCODER_FOLDER,
    KnownTexts,
    along,
    likeness,
    main_axes,
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


def test_known_texts_pull_what_means_alike_and_survive_being_kept(tmp_path: Path) -> None:
    axes = np.eye(DIRECTIONS, 2, dtype=np.float32)
    directions = np.eye(2, dtype=np.float32)
    known = KnownTexts(axes, directions, np.array([[1.0, -0.5], [0.0, 2.0]], np.float32))
    scores = known.scores(axes[:, 0])
    assert scores == pytest.approx(
        [1, -0.5 + 2 * float(likeness(np.zeros(1, np.float32))[0])], rel=1e-5
    )
    known.save(tmp_path / "known.npz")
    assert KnownTexts.load(tmp_path / "known.npz").scores(axes[:, 0]) == pytest.approx(
        scores, abs=2e-3
    )


def test_directions_along_the_main_axes_keep_what_tells_texts_apart() -> None:
    random = np.random.default_rng(0)
    spread = np.zeros((400, DIRECTIONS), np.float32)
    spread[:, :100] = random.normal(size=(400, 100))
    spread /= np.linalg.norm(spread, axis=1, keepdims=True)
    fewer = along(spread, main_axes(spread))
    assert fewer.shape == (400, 128)
    assert fewer @ fewer.T == pytest.approx(spread @ spread.T, abs=0.03)
