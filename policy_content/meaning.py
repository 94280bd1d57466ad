"""What a text means, as a direction in space: texts that mean alike point alike.

The encoder is all-MiniLM-L6-v2, quantised (policy_content/encoder/NOTICE.md), run by onnxruntime on
one thread. `Nearness` tells what is near the questions that the policy answers from what is not;
n-grams cannot do that for words that they have never seen.
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
class Nearness:
    """A kernel machine: known texts (n x 384) that pull towards "answered", or away from it."""

    known: Floats
    pull: Floats
    bias: float
    gamma: float

    def score(self, directions: Floats) -> NDArray[np.float64]:
        """Return one score a direction (rows x 384); above zero means "answered"."""
        # Not "@": its threads would go on spinning, and cost more CPU than the product itself.
        cosines = np.einsum("rd,kd->rk", directions, self.known)
        # Of unit length, so the squared distance is 2 - 2 cos.
        alike = np.exp(self.gamma * (2 * cosines - 2))
        return np.asarray(alike @ self.pull + self.bias, np.float64)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return what is to be kept of it, small: a byte a number."""
        return {
            "nearness.known": np.rint(self.known * 127).astype(np.int8),
            "nearness.pull": self.pull,
            "nearness.bias": np.array([self.bias, self.gamma]),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]]) -> "Nearness":
        """Make it of what was kept."""
        bias, gamma = (float(number) for number in arrays["nearness.bias"])
        known = arrays["nearness.known"].astype(np.float32) / np.float32(127)
        return cls(known, arrays["nearness.pull"].astype(np.float32), bias, gamma)
