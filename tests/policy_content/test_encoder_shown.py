"""What the encoder was tuned on is known, so that nothing is measured on it."""

import numpy as np

from policy_content.checking import read_everything
from policy_content.encoder.shown import blocks_to_show, were_shown
from policy_content.loader import POLICY_FOLDER
from policy_content.ngrams import LONGEST_QUESTION, as_encoded, tokens


def test_whole_blocks_of_neighbours_are_kept_from_the_encoder() -> None:
    shown = blocks_to_show(1_200, np.random.default_rng(1)).reshape(100, 12)
    assert np.count_nonzero(~shown.any(axis=1)) == 25
    assert np.count_nonzero(shown.all(axis=1)) == 75


def test_a_fair_part_of_the_phrasings_was_never_shown_to_the_encoder() -> None:
    _, material, _ = read_everything(POLICY_FOLDER)
    asked = [row.question for row in (*material.phrasings, *material.off_topic)]
    shown = were_shown([as_encoded(tokens(text, LONGEST_QUESTION)) for text in asked])
    assert np.mean(~shown) > 0.2


def test_a_text_that_nobody_wrote_before_was_not_shown() -> None:
    assert not were_shown(["the marmalade is on the third shelf of the observatory"]).any()
