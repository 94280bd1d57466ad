"""One Playground page as its person uses it: type, press, read."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.accessible import barriers

CARD = ".ac-adaptiveCard"
PATIENCE_MS = 60_000


@dataclass(frozen=True, slots=True)
class ChatPage:
    """A page. Cards are found newest last; `screenshots` is where pictures of it are kept."""

    page: Page
    screenshots: Path

    def open_channel(self, name: str) -> None:
        """Open a channel of the team."""
        self.page.get_by_text(name, exact=True).first.click()

    def say(self, text: str) -> None:
        """Type a message and send it."""
        # The cards' own text boxes come before it.
        box = self.page.get_by_role("textbox").last
        box.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def card(self, *texts: str) -> Locator:
        """Return the newest card that shows all of these texts, once it is there."""
        cards = self.page.locator(CARD)
        for text in texts:
            cards = cards.filter(has_text=text)
        newest = cards.last
        expect(newest).to_be_visible(timeout=PATIENCE_MS)
        newest.scroll_into_view_if_needed()
        return newest

    def press(self, card: Locator, title: str) -> None:
        """Press one of a card's buttons."""
        card.get_by_role("button", name=title, exact=True).first.click()

    def choose(self, card: Locator, label: str, option: str) -> None:
        """Choose from a drop-down list of a card."""
        card.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option).first.click()

    def tick(self, card: Locator, option: str) -> None:
        """Tick one option of a list; it stays ticked, however often this is asked for."""
        card.get_by_role("checkbox", name=option).check()

    def picture(self, name: str) -> None:
        """Keep a picture of the page as it is now, and see that its cards can be used by all."""
        assert barriers(self.page) == []
        self.page.screenshot(path=self.screenshots / f"{name}.png")
