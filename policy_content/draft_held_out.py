"""How the draft reader does on its own drafts, each read by a model that has not seen it."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from policy_content.draft_reader import (
    CONCERNED_SETTING,
    OBJECTS_SETTING,
    THRESHOLD_SETTING,
    chances_of,
    features_of_objects,
    named,
)
from policy_content.evaluation import Row, about_drafts, severity_of
from policy_content.search import probability
from policy_content.training_files import Draft


def report(
    drafts: Sequence[Draft],
    labels: tuple[str, ...],
    scores: NDArray[np.floating],
    settings: Mapping[str, NDArray[np.float64]],
) -> Iterator[str]:
    """Yield a line for all drafts, and one for those of each deciding clause.

    `scores` is (drafts x labels), by models that have not seen the draft.
    """
    readings = _readings(labels, scores, settings)
    rows = [{"expect": draft.severity, "principles": draft.clauses} for draft in drafts]
    yield f"all drafts: {about_drafts(rows, readings)}"
    deciding = [
        draft.clauses[0] if draft.severity != "ok" and draft.clauses else "" for draft in drafts
    ]
    for clause in sorted({*deciding} - {""}):
        which = [row for row, decides in enumerate(deciding) if decides == clause]
        noticed = sum(readings[row]["verdict"] != "ok" for row in which)
        right = sum(clause in readings[row]["principles"] for row in which)
        share = f"noticed {noticed / len(which):.0%}, named {right / len(which):.0%}"
        yield f"drafts about {clause}: {share} of {len(which):,}"


def _readings(
    labels: tuple[str, ...],
    scores: NDArray[np.floating],
    settings: Mapping[str, NDArray[np.float64]],
) -> list[Row]:
    objects = probability(features_of_objects(scores), settings[OBJECTS_SETTING])
    chances = chances_of(scores[:, :-2], settings[CONCERNED_SETTING])
    raised = [
        [labels[clause] for clause in named(of_draft, labels)]
        if objected >= settings[THRESHOLD_SETTING][0]
        else []
        for objected, of_draft in zip(objects, chances, strict=True)
    ]
    return [{"verdict": severity_of(clauses), "principles": clauses} for clauses in raised]
