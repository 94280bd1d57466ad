"""The linear model: what it scores, and that it survives being written and read."""

from pathlib import Path

import numpy as np
import pytest

from policy_content.linear import LinearModel, Vocabulary
from policy_content.ngrams import grams, tokens


@pytest.fixture
def model() -> LinearModel:
    """Make a model that knows three n-grams, for the labels "good" and "bad"."""
    return LinearModel(
        labels=("good", "bad"),
        vocabulary=Vocabulary({"=fine": 0, "=awful": 1, " day": 2}, np.ones(3, np.float32)),
        weights=np.array([[100, -100], [-50, 100], [1, 0]], np.int8),
        scale=np.array([0.1, 0.2], np.float32),
        bias=np.array([0.5, -0.5], np.float32),
        settings={"odds": np.array([0.25])},
    )


def test_a_score_is_the_weighted_words_and_the_bias(model: LinearModel) -> None:
    assert model.scores(list(grams(tokens("fine", 100)))) == pytest.approx([10.5, -20.5])


def test_a_text_without_a_known_word_scores_the_bias_and_is_not_known(model: LinearModel) -> None:
    cut = list(grams(tokens("zebra", 100)))
    assert not model.knows(cut)
    assert model.scores(cut) == pytest.approx([0.5, -0.5])


def test_words_letters_and_signs_are_scaled_apart() -> None:
    index = {"=fine": 0, "=awful": 1, " day": 2, "#question": 3}
    vocabulary = Vocabulary(index, np.ones(4, np.float32))
    where, values = vocabulary.vector(list(index))
    assert where.tolist() == [0, 1, 2, 3]
    assert values == pytest.approx([2**-0.5, 2**-0.5, 1, 1])


def test_a_model_survives_being_written_and_read(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    again = LinearModel.load(tmp_path / "model.npz")
    cut = list(grams(tokens("an awful, fine day", 100)))
    assert again.labels == model.labels
    assert again.scores(cut) == pytest.approx(model.scores(cut))
    assert again.settings["odds"] == pytest.approx([0.25])


def test_the_same_model_is_the_same_file(model: LinearModel, tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        model.save(tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
