"""A linear model over n-grams, as it runs: numpy only, small, and the same on every machine."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policy_content.ngrams import SIGN, Gram

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The n-grams that a model knows, with the weight that rarity gives each (idf)."""

    index: Mapping[str, int]
    rarity: Floats

    def vector(self, names: Sequence[str]) -> tuple[NDArray[np.intp], Floats]:
        """Return the indices of the known n-grams and their values.

        Words, letters and signs are scaled to length one apart, so that none drowns the others.
        """
        counts = Counter(name for name in names if name in self.index)
        if not counts:
            return np.zeros(0, np.intp), np.zeros(0, np.float32)
        where = np.array([self.index[name] for name in counts], np.intp)
        often = np.array(list(counts.values()), np.float32)
        values = (1 + np.log(often)) * self.rarity[where]
        kinds = np.array([name[0] if name[0] in ("=", SIGN) else "" for name in counts])
        for part in (kinds == "=", kinds == "", kinds == SIGN):
            length = float(np.sqrt(np.sum(values[part] ** 2)))
            if length:
                values[part] /= length
        return where, values.astype(np.float32)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One linear score for each of `labels`; `weights` are (n-grams x labels), times `scale`.

    `settings` are further numbers fixed when the model was built, such as thresholds.
    """

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats
    settings: Mapping[str, NDArray[np.float64]]

    def knows(self, cut: Sequence[Gram]) -> bool:
        """Tell whether any of the n-grams is known; otherwise the scores say nothing."""
        return any(gram.name in self.vocabulary.index for gram in cut)

    def scores(self, cut: Sequence[Gram]) -> Floats:
        """Return the score of every label, in the order of `labels`."""
        where, values = self.vocabulary.vector([gram.name for gram in cut])
        total: Floats = values @ self.weights[where].astype(np.float32)
        return total * self.scale + self.bias

    def save(self, path: Path) -> None:
        """Write the model to one file."""
        names = sorted(self.vocabulary.index, key=self.vocabulary.index.__getitem__)
        arrays: dict[str, NDArray[np.generic]] = {
            "vocabulary": np.frombuffer("\n".join(names).encode(), np.uint8),
            "labels": np.frombuffer("\n".join(self.labels).encode(), np.uint8),
            "rarity": self.vocabulary.rarity.astype(np.float16),
            "weights": self.weights,
            "scale": self.scale,
            "bias": self.bias,
        }
        settings = {f"setting.{name}": value for name, value in self.settings.items()}
        np.savez_compressed(path, allow_pickle=False, **arrays, **settings)

    @classmethod
    def load(cls, path: Path) -> "LinearModel":
        """Read a model that `save` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            names = kept["vocabulary"].tobytes().decode().split("\n")
            index = {name: number for number, name in enumerate(names)}
            return cls(
                labels=tuple(kept["labels"].tobytes().decode().split("\n")),
                vocabulary=Vocabulary(index, kept["rarity"].astype(np.float32)),
                weights=kept["weights"],
                scale=kept["scale"],
                bias=kept["bias"],
                settings={
                    name.removeprefix("setting."): kept[name]
                    for name in kept.files
                    if name.startswith("setting.")
                },
            )
