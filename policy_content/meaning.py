"""What a text means, as a direction in space: texts that mean alike point alike.

The encoder is all-MiniLM-L6-v2, quantised (policy_content/encoder/NOTICE.md), run by onnxruntime on
one thread. `KnownTexts` lets every text that was learnt from speak for those that mean alike, which
n-grams cannot do for words that they have never seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

Floats = NDArray[np.float32]

ENCODER_FOLDER = Path(__file__).parent / "encoder"
DIRECTIONS = 384
LONGEST_IN_TOKENS = 128
# How fast a known text counts less for what means something else.
_NARROW = 2.0


class SentenceEncoder:
    """Encodes one text at a time."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it would keep the memory of the longest text
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST_IN_TOKENS)

    def encode(self, text: str) -> Floats:
        """Return the direction of a text (384 numbers, of length one); 128 tokens are read."""
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        direction: Floats = self._session.run(None, given)[0][0]
        return direction


@cache
def sentence_encoder() -> SentenceEncoder:
    """Return the one encoder of this process."""
    return SentenceEncoder(ENCODER_FOLDER)


@dataclass(frozen=True, slots=True)
class KnownTexts:
    """The texts that were learnt from, and how each pulls what means alike towards the labels.

    `directions` are (texts x 384), kept in a byte a number. `pull` is (texts x labels), in two: in
    one, the rounding of thousands of pulls adds up to wrong answers.
    """

    directions: Floats
    pull: Floats

    def scores(self, direction: Floats) -> Floats:
        """Return how much a direction is pulled towards every label."""
        # Not by "@": its library spreads over all cores, and waits for them longer than it works.
        cosines = np.einsum("ij,j->i", self.directions, direction)
        pulled: Floats = np.einsum("i,ij->j", likeness(cosines), self.pull)
        return pulled

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return what is to be kept of it."""
        return {
            "directions": np.rint(self.directions * 127).astype(np.int8),
            "pull": self.pull.astype(np.float16),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]]) -> "KnownTexts":
        """Make it of what was kept."""
        directions = arrays["directions"].astype(np.float32) / np.float32(127)
        return cls(directions, arrays["pull"].astype(np.float32))


def likeness(cosines: Floats) -> Floats:
    """Turn cosines into how much one text counts for another, from one down to nearly nothing."""
    alike: Floats = np.exp(_NARROW * (cosines - 1))
    return alike


def as_kept(directions: Floats) -> Floats:
    """Round directions as they are kept, so that a model learns with what it will run with."""
    return np.rint(directions * 127).astype(np.float32) / np.float32(127)
