"""Searches the policy for a clause to quote, as somebody types. Nothing of it is kept."""

from collections.abc import Iterator

from dialogs.cards.parts import items_of
from dialogs.toolbox import Toolbox
from policy_content.model import Policy
from policy_content.phrases import plain_words

_WORTH_SHOWING = 0.5  # of the best citation's probability


def clauses_for(query: str, toolbox: Toolbox) -> tuple[str, ...]:
    """Return the ids of the clauses for what was typed so far, the likeliest first.

    A clause that is named by its id comes first, then what answers it as a question, then clauses
    that have all of its words, or words that begin so. Without any words: the policy's lists.
    """
    policy, words = toolbox.policy, plain_words(query).split()
    if not words:
        return tuple(clause for clause in policy.clauses if items_of(policy, clause))
    named = [clause for clause in policy.clauses if clause == query.strip().casefold()]
    return tuple(dict.fromkeys((*named, *_answering(query, toolbox), *_having(words, policy))))


def _answering(query: str, toolbox: Toolbox) -> Iterator[str]:
    finding = toolbox.find(query)
    if finding.kind == "none":
        return
    best = finding.citations[0].probability
    for citation in finding.citations:
        likely = citation.probability >= best * _WORTH_SHOWING
        if citation.clause in toolbox.policy.clauses and (likely or finding.kind == "unsure"):
            yield citation.clause


def _having(words: list[str], policy: Policy) -> Iterator[str]:
    for clause in policy.clauses.values():
        text = " " + plain_words(f"{clause.title} {clause.text} {clause.id}")
        if all(f" {word}" in text for word in words):
            yield clause.id
