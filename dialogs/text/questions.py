"""Tells a question from a statement, by its mark or by how it begins."""

import re

_BEGINS = re.compile(
    r"(?:(?:and|but|so|also|ok|okay|hi|hello|hey|please|sorry)\b[\s,]*)*"
    r"(?:(?:what|when|where|who|whom|whose|which|why|how|whats|wheres|whos|whether)\b"
    r"|(?:tell|show|remind) me\b|explain\b|i wonder\b|i want to know\b"
    r"|(?:am|is|are|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have)"
    r" (?:i|we|you|they|he|she|it|there|this|that|my|our|the|a|an|any\w*|some\w*|staff|people)\b)"
)


def is_question(text: str) -> bool:
    """Tell whether a message asks something: it has a question mark, or begins as questions do."""
    return (
        "?" in text or _BEGINS.match(text.casefold().replace("’", "'").replace("'", "")) is not None
    )
