"""What somebody hears when a turn fails: a plain sentence, never a stack trace, never silence."""

import logging
import secrets
from http import HTTPStatus

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes

from bot.connector import ConnectorError
from bot.teams import extension_answers, outgoing
from dialogs.wording import ANSWER_NOT_SENT, RECORDS_UNREACHABLE, apology
from storage.errors import StorageError

log = logging.getLogger(__name__)


async def apologise(context: TurnContext, error: Exception) -> None:
    """Tell whoever waits that the turn failed; the adapter calls this with whatever was raised.

    Where the reply itself could not be sent, there is no way left to say so: the turn is committed,
    and the log tells the operator.
    """
    if isinstance(error, ConnectorError):
        log.error("reply.not-sent", extra={"reason": error.reason})
        if context.activity.type == ActivityTypes.invoke:
            await _say(context, ANSWER_NOT_SENT)
        return
    if isinstance(error, StorageError):
        log.error("storage.unreachable", exc_info=error)
        sentence = RECORDS_UNREACHABLE
    else:
        reference = f"E-{secrets.token_hex(4).upper()}"
        log.error("turn.failed", exc_info=error, extra={"reference": reference})
        sentence = apology(reference)
    await _say(context, sentence)


async def _say(context: TurnContext, sentence: str) -> None:
    if context.activity.type == ActivityTypes.invoke:
        answer = extension_answers.failed(str(context.activity.name), sentence)
        if answer is None:
            answer = outgoing.error_answer(HTTPStatus.INTERNAL_SERVER_ERROR, "NotDone", sentence)
        await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=answer))
        return
    if context.activity.type != ActivityTypes.message:
        return
    try:
        await context.send_activity(sentence)
    except ConnectorError:
        log.exception("apology.not-sent")
