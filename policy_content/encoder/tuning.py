"""Tunes the sentence encoder on the written material: what is answered alike shall mean alike.

A linear layer on top learns which clause answers, another whether any does; both are thrown away
afterwards, what they taught the encoder stays. Needs torch and some fifteen minutes on two cores;
only `make encoder` calls it. Run again elsewhere, it gives an encoder as good, not the same.
"""

import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policy_content.encoder.shown import blocks_to_show, write_shown
from policy_content.meaning import Floats
from policy_content.ngrams import LONGEST_QUESTION, as_encoded, tokens
from policy_content.training_files import Material

Encode = Callable[[str], Sequence[int]]

_ROUNDS = 4
_BATCH = 32
_SORTED_TOGETHER = 512
_RATE, _RATE_ON_TOP, _WARMING_UP = 8e-5, 5e-3, 100
_LONGEST_IN_TOKENS = 96
# Directions are of length one: without this, no layer on top could be sure of anything.
_SHARPNESS = 20.0
_ALSO = 0.6
# What it counts whether any clause answers, beside which one does.
_ANSWERED_COUNTS = 0.5
# Two texts above this cosine are twins: what is kept from the encoder has none among what is shown.
_TWINS = 0.9


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions, as the encoder reads them, and what answers each (texts x labels)."""

    texts: Sequence[str]
    ids: Sequence[Sequence[int]]
    targets: Floats

    def of(self, rows: NDArray[np.intp]) -> "Lesson":
        """Return the lesson with some of its texts."""
        picked = rows.tolist()
        ids = [self.ids[row] for row in picked]
        return Lesson([self.texts[row] for row in picked], ids, self.targets[rows])


def lesson_of(material: Material, clauses: Sequence[str], encode: Encode) -> Lesson:
    """Return all questions and off-topic messages; each target sums up to one."""
    labels = {clause: number for number, clause in enumerate((*clauses, ""))}
    rows = (*material.phrasings, *material.off_topic)
    texts = [as_encoded(tokens(row.question, LONGEST_QUESTION)) for row in rows]
    ids = [encode(text)[:_LONGEST_IN_TOKENS] for text in texts]
    return Lesson(texts, ids, _targets([row.clauses for row in rows], labels))


def _targets(rows: Sequence[Sequence[str]], labels: Mapping[str, int]) -> Floats:
    """Return what answers each row, the clause named first counting most."""
    targets = np.zeros((len(rows), len(labels)), np.float32)
    for target, answers in zip(targets, rows, strict=True):
        for place, label in enumerate(answers or ("",)):
            target[labels[label]] = _ALSO if place else 1.0
    targets /= targets.sum(axis=1, keepdims=True)
    return targets


def tune(bert: Any, lesson: Lesson) -> None:
    """Tune a BERT in place on a lesson, and note what was shown of it."""
    random = np.random.default_rng(7)
    started = {name: value.detach().clone() for name, value in bert.named_parameters()}
    lesson = _shown(lesson, bert, random)
    write_shown(lesson.texts)
    _learn(bert, lesson, random)
    bert.eval().requires_grad_(False)  # or the export would keep what learning needs
    # Half way back: it still knows the material, and knows better what is like nothing in it.
    for name, value in bert.named_parameters():
        value.lerp_(started[name], 0.5)


def _learn(bert: Any, lesson: Lesson, random: np.random.Generator) -> None:
    torch: Any = import_module("torch")
    torch.manual_seed(0)
    clauses = lesson.targets.shape[1]
    on_top = torch.nn.Linear(bert.config.hidden_size, clauses + 1)
    bert.embeddings.requires_grad_(False)
    learning = [
        {"params": [p for p in bert.parameters() if p.requires_grad], "lr": _RATE},
        {"params": on_top.parameters(), "lr": _RATE_ON_TOP},
    ]
    optimiser = torch.optim.AdamW(learning, weight_decay=0.01)
    steps = _ROUNDS * math.ceil(len(lesson.texts) / _BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, partial(_pace, steps))
    bert.train()
    for rows in _batches(lesson, random):
        with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast where it is at home
            directions = pooled(bert, *padded([lesson.ids[row] for row in rows]))
        loss = _loss(on_top(directions * _SHARPNESS), torch.tensor(lesson.targets[rows]))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(bert.parameters(), 1.0)
        optimiser.step()
        pace.step()
        _tell(pace.last_epoch, steps, float(loss.detach()))


def _loss(guesses: Any, targets: Any) -> Any:
    """Return how wrong guesses are: of each label and, last, of whether any clause answers."""
    torch: Any = import_module("torch")
    which = -(targets * guesses[:, :-1].log_softmax(1)).sum(1).mean()
    answered = torch.nn.functional.binary_cross_entropy_with_logits
    return which + _ANSWERED_COUNTS * answered(guesses[:, -1], 1 - targets[:, -1])


def _shown(lesson: Lesson, bert: Any, random: np.random.Generator) -> Lesson:
    """Leave out the blocks that are kept from the encoder, and the twins of what is in them."""
    directions = _directions(lesson.ids, bert)
    shown = blocks_to_show(len(lesson.texts), random)
    twins = (directions @ directions[~shown].T).max(axis=1) > _TWINS
    return lesson.of(np.flatnonzero(shown & ~twins))


def _directions(ids: Sequence[Sequence[int]], bert: Any) -> Floats:
    torch: Any = import_module("torch")
    directions = np.zeros((len(ids), bert.config.hidden_size), np.float32)
    order = np.argsort([len(row) for row in ids], kind="stable")
    with torch.no_grad():
        for rows in np.split(order, range(_BATCH, len(order), _BATCH)):
            directions[rows] = pooled(bert, *padded([ids[row] for row in rows])).numpy()
    return directions


def padded(ids: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Return ids of the same length, and a mask that is 0 where they were filled up."""
    torch: Any = import_module("torch")
    longest = max(map(len, ids))
    filled = torch.tensor([[*row, *[0] * (longest - len(row))] for row in ids])
    return filled, (filled != 0).long()


def pooled(bert: Any, ids: Any, mask: Any) -> Any:
    """Return the directions of texts: the mean over their tokens, of length one."""
    torch: Any = import_module("torch")
    hidden = bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    counted = mask.unsqueeze(-1).to(hidden.dtype)
    mean = (hidden * counted).sum(1) / counted.sum(1).clamp(min=1e-9)
    return torch.nn.functional.normalize(mean, dim=1)


def _batches(lesson: Lesson, random: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Yield the rows of every step; those of one step are of about one length."""
    lengths = np.array([len(ids) for ids in lesson.ids])
    for _ in range(_ROUNDS):
        order = random.permutation(len(lengths))
        batches = []
        for start in range(0, len(order), _SORTED_TOGETHER):
            together = order[start : start + _SORTED_TOGETHER]
            together = together[np.argsort(lengths[together], kind="stable")]
            batches += np.split(together, range(_BATCH, len(together), _BATCH))
        yield from (batches[number] for number in random.permutation(len(batches)))


def _pace(steps: int, step: int) -> float:
    """Return how fast to learn: warming up first, slower and slower then."""
    return min(1.0, (step + 1) / _WARMING_UP) * max(0.05, 1 - step / steps)


def _tell(step: int, steps: int, loss: float) -> None:
    if step % 50 == 0:
        sys.stdout.write(f"  step {step} of {steps}, loss {loss:.2f}\n")
        sys.stdout.flush()
