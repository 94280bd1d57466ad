"""What is in view with a number: which button of which message a typed number presses."""

from dataclasses import dataclass, field

from bot.local.chat.cards import Button, ShownCard
from bot.local.chat.mailbox import Message
from bot.local.chat.screen import Screen


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button in view, with the message that it stands on (and its card, where it has one)."""

    button: Button
    message: Message
    shown: ShownCard | None


@dataclass(slots=True)
class Board:
    """Shows messages, and keeps the numbers of their buttons.

    What comes in answer to something begins again at 1; what comes unasked goes on counting, so
    that a number never changes its meaning while somebody is about to type it.
    """

    screen: Screen
    _numbered: list[Pressable] = field(default_factory=list)
    _begin_again: bool = False

    def begin_again(self) -> None:
        """Let the next message begin at 1: it answers what was done just now."""
        self._begin_again = True

    def go_on(self) -> None:
        """Let what comes from now on go on counting: nobody has asked for it."""
        self._begin_again = False

    def show(self, title: str, message: Message, shown: ShownCard | None = None) -> None:
        """Show a message. `shown` is its card with what was opened on it, where it was in view."""
        if self._begin_again:
            self._numbered, self._begin_again = [], False
        first = len(self._numbered) + 1
        if message.card is None:
            suggested = [Button({"type": "imBack", "title": one}) for one in message.suggestions]
            buttons = self.screen.text(title, message.text, suggested, first)
        else:
            shown = shown or ShownCard(message.card)
            buttons = self.screen.card(title, shown, first)
        self._numbered += [Pressable(button, message, shown) for button in buttons]

    def remark(self, title: str, text: str) -> None:
        """Show words that came in answer to a press but left its card, which keeps its numbers."""
        self.screen.text(title, text, [], len(self._numbered) + 1)

    def pressed(self, typed: str) -> Pressable | None:
        """Return the button whose number was typed; None where it is no number in view."""
        if not (typed.isascii() and typed.isdecimal()):
            return None
        number = int(typed)
        return self._numbered[number - 1] if 1 <= number <= len(self._numbered) else None
