"""What a text means, as a direction in space: texts that mean alike point alike.

The encoder is all-MiniLM-L6-v2, quantised (policy_content/encoder/NOTICE.md), run by onnxruntime on
one thread. `KnownTexts` lets every text that was learnt from speak for those that mean alike, which
n-grams cannot do for words that they have never seen.
"""

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
# Of 384; with all of them the answers are no better, and take three times as long to find.
_AXES = 128
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
        direction: Floats = self._session.run(None, {"input_ids": ids})[0][0]
        return direction


@cache
def sentence_encoder() -> SentenceEncoder:
    """Return the one encoder of this process."""
    return SentenceEncoder(ENCODER_FOLDER)


@dataclass(frozen=True, slots=True)
class KnownTexts:
    """The texts that were learnt from, and how each pulls what means alike towards the labels.

    `axes` (384 x 128) are those in which the texts differ most. `directions` (texts x 128) are
    along these, kept in a byte a number. `pull` is (texts x labels), in two: in one, the rounding
    of thousands of pulls adds up to wrong answers.
    """

    axes: Floats
    directions: Floats
    pull: Floats

    def scores(self, direction: Floats) -> Floats:
        """Return how much a direction (384 numbers) is pulled towards every label."""
        # The service keeps numpy to one thread (bot/__init__.py): on more, they would wait for each
        # other longer than they work.
        along = direction @ self.axes
        cosines = self.directions @ (along / np.linalg.norm(along))
        pulled: Floats = likeness(cosines) @ self.pull
        return pulled

    def save(self, file: Path) -> None:
        """Keep it."""
        np.savez_compressed(
            file,
            allow_pickle=False,
            axes=self.axes,
            directions=np.rint(self.directions * 127).astype(np.int8),
            pull=self.pull.astype(np.float16),
        )

    @classmethod
    def load(cls, file: Path) -> "KnownTexts":
        """Read what `save` kept."""
        with np.load(file, allow_pickle=False) as kept:
            directions = kept["directions"].astype(np.float32) / np.float32(127)
            return cls(kept["axes"], directions, kept["pull"].astype(np.float32))


def likeness(cosines: Floats) -> Floats:
    """Turn cosines into how much one text counts for another, from one down to nearly nothing."""
    alike: Floats = np.exp(_NARROW * (cosines - 1))
    return alike


def main_axes(directions: Floats) -> Floats:
    """Return the axes (384 x 128) in which directions (texts x 384) differ most."""
    _, axes = np.linalg.eigh(directions.T @ directions)
    most: Floats = axes[:, ::-1][:, :_AXES].astype(np.float32)
    return most


def along(directions: Floats, axes: Floats) -> Floats:
    """Return directions along fewer axes, of length one, rounded as they are kept.

    So a model learns with what it will run with.
    """
    fewer = directions @ axes
    fewer /= np.linalg.norm(fewer, axis=1, keepdims=True)
    rounded: Floats = np.rint(fewer * 127).astype(np.float32) / np.float32(127)
    return rounded
