"""Which texts the encoder was tuned on, so that nothing is measured or calibrated on them.

Three blocks of twelve neighbours in four are shown to the encoder: one author's variations stand
together, so that blocks, not rows, are kept from it. The list that was used is committed beside the
model; texts that the owner writes later are in it nowhere, and count as not shown.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHOWN_FILE = Path(__file__).with_name("shown.txt")
_BLOCK = 12
_ONE_KEPT_IN = 4
_DIGITS = 10


def blocks_to_show(count: int, random: np.random.Generator) -> NDArray[np.bool_]:
    """Return which of so many rows may be shown."""
    blocks = np.arange(count) // _BLOCK
    number = int(blocks.max(initial=0)) + 1
    return ~np.isin(blocks, random.choice(number, number // _ONE_KEPT_IN, replace=False))


def write_shown(texts: Iterable[str]) -> None:
    """Note the texts that were shown, by their digests."""
    digests = sorted({_digest(text) for text in texts})
    SHOWN_FILE.write_text("".join(f"{digest}\n" for digest in digests), encoding="ascii")


def were_shown(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which texts the committed encoder has been tuned on."""
    shown = set(SHOWN_FILE.read_text(encoding="ascii").split())
    return np.array([_digest(text) in shown for text in texts], bool)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
