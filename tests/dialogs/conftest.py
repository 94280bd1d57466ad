"""The policy, and a toolbox whose finder and reader are small and predictable."""

import pytest

from dialogs.languages.owners_files import (
    translated_follow_ups,
    translated_policy,
    translated_silence,
)
from dialogs.toolbox import Finder, Reader, Toolbox
from dialogs.turn import Place
from policy_content import load_policy
from policy_content.follow_up_files import load_follow_ups
from policy_content.model import Citation, Concern, Finding, Policy
from policy_content.silence_files import load_silence
from tests.dialogs.chat import Chat

ANSWERS = {
    "can i moan about work on facebook?": "not-a-breach.work-frustrating",
    "what counts as internal material?": "soft-breach.internal-material",
    "who is the policy owner?": "meta.owner",
    "what is the policy called?": "meta.policy-name",
    "give me the link to the employee relations policy": "links.employee-relations",
    "is this policy current?": "meta.next-review",
    "what are the five things?": "five-things",
    "how do i report a yammer post": "yammer.report",
}
GUESSES = {"tell me about breaches": ("soft-breach", "hard-breach", "not-a-breach")}


def find(question: str) -> Finding:
    """Answer what is listed, guess what is listed, and find nothing else."""
    asked = question.casefold()
    if asked in ANSWERS:
        return Finding("answer", (Citation(ANSWERS[asked], 0.9), Citation("statement", 0.02)))
    if asked in GUESSES:
        return Finding("unsure", tuple(Citation(c, 0.3) for c in GUESSES[asked]))
    near = 0.3 if "near" in asked else 0.01
    return Finding("none", (Citation("scope", near),))


def read(draft: str, channel: str = "external", capacity: str = "personal") -> tuple[Concern, ...]:
    """Raise a clause for each of two words."""
    raised = {"hacked": "hard-breach.hacked", "photo": "soft-breach.internal-material"}
    return tuple(
        Concern(clause, (word,), ((draft.index(word), draft.index(word) + len(word)),))
        for word, clause in raised.items()
        if word in draft
    )


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy()


def toolbox_of(policy: Policy, finder: Finder, reader: Reader) -> Toolbox:
    """Return a toolbox with the owner's lists, in the language that is spoken."""
    return Toolbox(
        translated_policy(policy),
        finder,
        reader,
        silence=translated_silence(load_silence(policy.clauses)),
        follow_ups=translated_follow_ups(load_follow_ups(policy.clauses)),
    )


@pytest.fixture(scope="session")
def toolbox(policy: Policy) -> Toolbox:
    return toolbox_of(policy, find, read)


@pytest.fixture
def chat(toolbox: Toolbox) -> Chat:
    return Chat(toolbox)


@pytest.fixture
def desk(toolbox: Toolbox) -> Chat:
    """Give a chat to a member of Internal Communications in their channel."""
    return Chat(toolbox, place=Place.TRIAGE, person="ic-1", name="Ida Comms")
