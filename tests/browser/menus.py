"""The Playground's stand-in for Teams' own menus: it asks for the id of a command."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.browser.pages import PATIENCE_MS, ChatPage

_OF_A_MESSAGE = "Show more information"
_OF_THE_BOX = "Trigger Message Extension App"


@dataclass(frozen=True, slots=True)
class Menus:
    """The menus of a page: of the newest message, and of the box where one writes."""

    chat: ChatPage

    def open_dialog(self, command: str, *, of_message: str = "") -> Locator:
        """Choose a command that opens a dialog, of a message that is on the page or of the box."""
        self._choose("Action Command", of_message)
        page = self.chat.page
        page.get_by_placeholder("Input command id").fill(command)
        page.get_by_role("button", name="Create", exact=True).click()
        card = page.get_by_role("dialog").locator(".ac-adaptiveCard")
        expect(card).to_be_visible(timeout=PATIENCE_MS)
        return card

    def search(self, typed: str) -> None:
        """Type into the search."""
        self._choose("Search Command")
        self.chat.page.get_by_placeholder("Enter a search term").fill(typed)

    def paste_link(self, link: str) -> Locator:
        """Paste a link; return what becomes of it."""
        self._choose("Link Unfurling")
        dialog = self.chat.page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill(link)
        return dialog

    def _choose(self, kind: str, of_message: str = "") -> None:
        page = self.chat.page
        if of_message:
            # Each message has its menu in its header, and the newest one's is the last.
            page.get_by_text(of_message).last.scroll_into_view_if_needed()
            page.get_by_role("button", name=_OF_A_MESSAGE).last.click()
        else:
            page.get_by_role("button", name=_OF_THE_BOX).click()
        page.get_by_role("menuitem", name=kind).click()
