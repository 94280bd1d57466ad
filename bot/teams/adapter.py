"""The SDK's adapter over our own connector: pooled, bounded, and answering invokes once."""

from collections.abc import Awaitable, Callable

from botbuilder.core import BotAdapter, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, ResourceResponse
from typing_extensions import override

from bot.connector import Connector

TurnLogic = Callable[[TurnContext], Awaitable[None]]


class TeamsAdapter(BotAdapter):
    """Runs a turn and sends its replies."""

    def __init__(self, connector: Connector) -> None:
        super().__init__()
        self._connector = connector

    async def process(self, activity: Activity, logic: TurnLogic) -> InvokeResponse | None:
        """Run one turn; return the answer where the activity is an invoke."""
        context = TurnContext(self, activity)
        await self.run_pipeline(context, logic)
        answer = context.turn_state.get(self._INVOKE_RESPONSE_KEY)
        return answer if isinstance(answer, InvokeResponse) else None

    @classmethod
    def answer(cls, context: TurnContext, answer: InvokeResponse) -> InvokeResponse:
        """Keep an invoke's answer as it is; sent as an activity, the SDK would copy the card."""
        context.turn_state[cls._INVOKE_RESPONSE_KEY] = answer
        return answer

    @override
    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        """Send in order; an invoke's answer is kept for the HTTP response instead."""
        responses = []
        for activity in activities:
            if activity.type == ActivityTypes.invoke_response:
                context.turn_state[self._INVOKE_RESPONSE_KEY] = activity.value
                responses.append(ResourceResponse())
                continue
            sent = await self._connector.send(
                activity.service_url,
                activity.conversation.id,
                activity.serialize(),
                reply_to=activity.reply_to_id,
            )
            responses.append(ResourceResponse(id=sent))
        return responses

    @override
    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Replace a message that was sent before, by its id."""
        await self._connector.update(
            activity.service_url, activity.conversation.id, activity.id, activity.serialize()
        )
        return ResourceResponse(id=activity.id)

    @override
    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Refuse: this bot never takes back what it said."""
        raise NotImplementedError("The bot never deletes a message.")
