"""One terminal's talk with the bot: what is typed becomes activities, what comes back is shown."""

import asyncio
from dataclasses import dataclass, field

from bot.local.chat.board import Board, Pressable
from bot.local.chat.endpoint import Endpoint, NoAnswer
from bot.local.chat.filling import LEAVE, Filling, NotFilledIn
from bot.local.chat.keyboard import Keyboard
from bot.local.chat.mailbox import Mailbox, Message
from bot.local.chat.screen import Screen
from bot.local.chat.seats import SEATS, STAFF_SEAT, TRIAGE_SEAT, Seat, seats_of
from bot.local.people import BOT_NAME

QUIT = "/quit"
WAIT_SECONDS = 10.0
HELP = (
    "Type a message, or the number of a button. Ctrl-D or /quit ends.",
    "/triage  sit in the Internal Communications channel, where reports arrive",
    "/staff   go back to the member of staff",
    "/wait    wait for the next news (for scripts)",
    "/help    show this again",
)

_HINTS = {
    True: "A report that somebody sends arrives here.",
    False: "Type hi to be told what the bot can do.",
}


@dataclass(slots=True)
class Talk:
    """The client: where its user sits, and in which thread they write."""

    keyboard: Keyboard
    screen: Screen
    mailbox: Mailbox
    endpoint: Endpoint
    seat: Seat = STAFF_SEAT
    board: Board = field(init=False)
    _root: str = ""
    _arrived: set[str] = field(default_factory=set)
    _announced: set[str] = field(default_factory=set)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.board = Board(self.screen)

    async def run(self) -> None:
        """Talk until the input ends."""
        self.screen.say(*HELP)
        watch = asyncio.create_task(self._watch())
        try:
            await self._do("/staff")
            while (typed := await self._next()) != QUIT:
                await self._do(typed)
        except EOFError:
            return
        finally:
            watch.cancel()

    async def _next(self) -> str:
        if not self.keyboard.live:
            self._show_news()
        return await self.keyboard.line(f"{self.seat.person.given_name}> ")

    async def _watch(self) -> None:
        """Show what comes while somebody sits at the prompt; a script is shown it in its turn."""
        while self.keyboard.live:
            await self.mailbox.arrived.wait()
            self.mailbox.arrived.clear()
            async with self._turn:
                self._show_news()

    async def _do(self, typed: str) -> None:
        async with self._turn:
            try:
                await self._take(typed)
            except NoAnswer as told:
                self.screen.say(str(told))
            except NotFilledIn:
                self.screen.say("Left. The button was not pressed.")
            self._show_news()
            self.board.go_on()

    async def _take(self, typed: str) -> None:
        match typed:
            case "":
                return
            case "/staff":
                await self._sit(STAFF_SEAT)
            case "/triage":
                await self._sit(TRIAGE_SEAT)
            case "/help":
                self.screen.say(*HELP)
            case "/wait":
                await self._wait()
            case _ if typed == LEAVE:
                self.screen.say("No form is open.")
            case _ if (pressed := self.board.pressed(typed)) is not None:
                await self._press(pressed)
            case _:
                await self._say(typed)

    async def _sit(self, seat: Seat) -> None:
        self.seat, self._root = seat, ""
        self.screen.say("", f"You are {seat.person.name}, {seat.page.title} ({seat.place}).")
        if seat.chat not in self._arrived:
            self._arrived.add(seat.chat)
            await self.endpoint.send(seat.arrival())
        self.board.begin_again()
        messages = self.mailbox.newest(seat.chat, seat.glance)
        for message in messages:
            self._show(message)
        if not messages:
            self.screen.say(f"Nothing new is here. {_HINTS[seat.in_channel]}")

    async def _say(self, text: str) -> None:
        self.board.begin_again()
        await self.endpoint.send(self.seat.message(text, self._root))

    async def _press(self, pressed: Pressable) -> None:
        action, shown = pressed.button.action, pressed.shown
        match action["type"]:
            case "imBack":
                await self._say(action["title"])
            case "Action.ToggleVisibility" | "Action.ShowCard" if shown is not None:
                shown.toggle(action)
                self.board.begin_again()
                self.board.show(_title(pressed.message, self.seat), pressed.message, shown)
            case "Action.OpenUrl":
                self.screen.say("The button opens this address:")
                self.screen.address(action["url"])
            case _:
                await self._send(pressed)

    async def _send(self, pressed: Pressable) -> None:
        """Press a button that the bot hears of; its answer replaces the card, or is a message."""
        action, message = pressed.button.action, pressed.message
        filled = await Filling(self.keyboard, self.screen).fill(pressed.button.inputs)
        data = {**(action.get("data") or {}), **filled}
        press = SEATS[message.chat].press(action, data, message.id, message.root)
        answer = await self.endpoint.send(press)
        if isinstance(answer, dict) and answer.get("type") == "AdaptiveCard":
            self.board.begin_again()
            self._show(self.mailbox.replace_card(message, answer))
        elif answer:
            beside = answer.get("message", "") if isinstance(answer, dict) else answer
            self.board.remark(_title(message, self.seat), str(beside))
        else:
            self.board.begin_again()

    async def _wait(self) -> None:
        chats = [seat.chat for seat in seats_of(self.seat)]
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self.mailbox.until_unread(chats)
        except TimeoutError:
            self.screen.say(f"Nothing came within {WAIT_SECONDS:.0f} seconds.")

    def _show_news(self) -> None:
        for message in self.mailbox.unread([seat.chat for seat in seats_of(self.seat)]):
            self._show(message)
        for seat in (STAFF_SEAT, TRIAGE_SEAT):
            fresh = {one.id for one in self.mailbox.unread([seat.chat])} - self._announced
            if fresh:
                command = "/triage" if seat.in_channel else "/staff"
                self.screen.say(f"There is news for {seat.person.name}: {command}")
            self._announced |= fresh

    def _show(self, message: Message) -> None:
        self.mailbox.shown(message)
        self._announced.discard(message.id)
        if message.chat == self.seat.chat and self.seat.in_channel:
            self._root = message.root
        self.board.show(_title(message, self.seat), message)


def _title(message: Message, seat: Seat) -> str:
    """Return the heading of a message, for somebody who sits at `seat`."""
    its = SEATS[message.chat]
    alone = "" if its == seat else f", to {its.person.given_name} alone"
    return f"{BOT_NAME}{alone}{' (changed)' * message.edited}"
