"""What a report may say is wrong with a post: the ten listed principles, and three answers more."""

from policy_content.model import Policy

SOFT = (
    "soft-breach.agree-criticism",
    "soft-breach.broad-ons-matters",
    "soft-breach.unfair-employer",
    "soft-breach.internal-material",
)
HARD = (
    "hard-breach.data-security-independence",
    "hard-breach.vent-bully-harass",
    "hard-breach.offensive-content",
    "hard-breach.hacked",
    "hard-breach.security-threat",
    "hard-breach.pre-release-statistics",
)
LISTED = HARD + SOFT
CODE = "code"
SOMETHING_ELSE = "something-else"
NOT_SURE = "not-sure"
CHOICES = (*LISTED, CODE, SOMETHING_ELSE, NOT_SURE)


def principle_words(policy: Policy, principle: str) -> str:
    """Return a listed principle in the policy's words: the first sentence of its clause."""
    first, stop, rest = policy.clause(principle).text.partition(". ")
    return first + stop.strip() if rest else first
