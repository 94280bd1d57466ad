"""One terminal's talk with the bot: what is typed becomes activities, what comes back is shown."""

import asyncio
import sys
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.local.chat.cards import ShownCard, card_in
from bot.local.chat.connector import Received
from bot.local.chat.screen import Screen, ask_inputs
from bot.local.chat.seats import STAFF_SEAT, TRIAGE_SEAT, Seat

NEWS_SECONDS = 0.3
HELP = (
    "Type a message, or the number of a button. /triage sits you in the Internal Communications "
    "channel, /staff back in your own chat, /quit ends."
)


@dataclass(slots=True)
class Talk:
    """The state of the client: where its user sits, and the card whose buttons have numbers."""

    screen: Screen
    received: Received
    session: aiohttp.ClientSession
    endpoint: str
    seat: Seat = STAFF_SEAT
    card: ShownCard | None = None
    _arrived: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Talk until the input ends."""
        self.screen.say(HELP)
        await self._sit(STAFF_SEAT)
        while True:
            # News may come at any time; it is shown before the next line is asked for.
            await asyncio.sleep(0 if sys.stdin.isatty() else NEWS_SECONDS)
            self._show_news()
            try:
                typed = await self.screen.ask(f"{self.seat.page.acting.given_name}> ")
            except EOFError:
                return
            if typed == "/quit":
                return
            await self._take(typed)

    async def _take(self, typed: str) -> None:
        match typed:
            case "":
                return
            case "/staff":
                await self._sit(STAFF_SEAT)
            case "/triage":
                await self._sit(TRIAGE_SEAT)
            case "/help":
                self.screen.say(HELP)
            case _ if (numbered := self._numbered(typed)) is not None:
                await self._press(*numbered)
            case _:
                await self._send(self.seat.message(self.received.service_url, typed))

    async def _sit(self, seat: Seat) -> None:
        self.seat, self.card = seat, None
        self.screen.say(f"You are {seat.title}.")
        if seat.chat not in self._arrived:
            self._arrived.add(seat.chat)
            await self._send(seat.arrival(self.received.service_url))
        self._show_news()

    def _numbered(self, typed: str) -> tuple[dict[str, Any], ShownCard] | None:
        if self.card is None or not typed.isdecimal():
            return None
        buttons = self.card.buttons()
        return (buttons[int(typed) - 1], self.card) if 1 <= int(typed) <= len(buttons) else None

    async def _press(self, button: dict[str, Any], shown: ShownCard) -> None:
        match button["type"]:
            case "Action.ToggleVisibility":
                shown.toggle(button)
                self.screen.show_card(shown)
            case "Action.ShowCard":
                self._show(ShownCard(button["card"], shown.message))
            case "Action.OpenUrl":
                self.screen.say(button["url"])
            case _:
                await self._execute(button, shown)

    async def _execute(self, button: dict[str, Any], shown: ShownCard) -> None:
        data = dict(button.get("data") or {})
        if button.get("associatedInputs") != "none":
            data |= await ask_inputs(self.screen.ask, shown)
        answer = await self._send(self.seat.press(self.received.service_url, data, shown.message))
        value = (answer or {}).get("value")
        if isinstance(value, dict) and value.get("type") == "AdaptiveCard":
            self._show(ShownCard(value, shown.message))
        elif isinstance(value, dict):
            self.screen.show_text(str(value.get("message", "")))
        elif value:
            self.screen.show_text(str(value))
        self._show_news()

    async def _send(self, activity: dict[str, Any]) -> dict[str, Any] | None:
        async with self.session.post(self.endpoint, json=activity) as response:
            if response.status != 200:
                self.screen.say(f"The bot answered with status {response.status}.")
                return None
            return await response.json() if response.content_type == "application/json" else None

    def _show_news(self) -> None:
        for activity in self.received.take_unread(self.seat.chat):
            card = card_in(activity)
            if card is not None and self.card is not None and card == self.card.card:
                continue  # the pressed card, updated to what its answer showed already
            if card is not None:
                self._show(ShownCard(card, activity["id"]))
            else:
                self.screen.show_text(str(activity.get("text") or ""))

    def _show(self, shown: ShownCard) -> None:
        self.card = shown
        self.screen.show_card(shown)
