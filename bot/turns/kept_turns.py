"""What is kept of a turn in its conversation's state: the dialogs' state, and a press's answer.

A pressed button that reaches another replica again is owed the answer that it had. The answer is
kept for turns that had an effect, in the state's own encrypted document, until the next turn. It
stands behind the state, on a line of its own.
"""

from microsoft_teams.cards import AdaptiveCard
from pydantic import BaseModel, JsonValue, ValidationError

from bot.teams.outgoing import card_json
from dialogs.state import Conversation
from dialogs.turn import Reply


class _KeptReply(BaseModel):
    text: str
    card: JsonValue = None
    suggestions: tuple[str, ...] = ()
    in_place: bool = False
    private: bool = False
    own: bool = False


class _Answer(BaseModel):
    activity: str
    replies: tuple[_KeptReply, ...]


def written(conversation: Conversation) -> str:
    """Return the document of a state."""
    return conversation.model_dump_json()


def written_with_answer(
    conversation: Conversation, activity: str, replies: tuple[Reply, ...]
) -> str:
    """Return the document of a state and of how this activity was answered."""
    kept = _Answer(activity=activity, replies=tuple(_kept(reply) for reply in replies))
    return f"{written(conversation)}\n{kept.model_dump_json(exclude_defaults=True)}"


def read(document: str) -> Conversation:
    """Read a state; one that this version cannot read starts afresh rather than ending the chat."""
    if not document:
        return Conversation()
    try:
        return Conversation.model_validate_json(document.partition("\n")[0])
    except ValidationError:
        return Conversation()


def answer_to(document: str, activity: str) -> tuple[Reply, ...]:
    """Return how this activity was answered, nothing where that is not kept."""
    _, _, kept = document.partition("\n")
    if not kept or not activity:
        return ()
    try:
        answer = _Answer.model_validate_json(kept)
        replies = tuple(_reply(each) for each in answer.replies)
    except ValidationError:
        return ()
    return replies if answer.activity == activity else ()


def _kept(reply: Reply) -> _KeptReply:
    return _KeptReply(
        text=reply.text,
        card=None if reply.card is None else card_json(reply.card),
        suggestions=reply.suggestions,
        in_place=reply.in_place,
        private=reply.private,
        own=reply.own,
    )


def _reply(kept: _KeptReply) -> Reply:
    return Reply(
        text=kept.text,
        card=None if kept.card is None else AdaptiveCard.model_validate(kept.card),
        suggestions=kept.suggestions,
        in_place=kept.in_place,
        private=kept.private,
        own=kept.own,
    )
