"""The look for barriers finds them: it would not be worth much otherwise."""

import pytest
from playwright.sync_api import Browser

from tests.browser.accessible import barriers

pytestmark = pytest.mark.browser

CARD = '<main class="ac-adaptiveCard">{}</main>'


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ('<input type="text">', "label"),
        ('<p style="color: #bbb; background: #fff">Pale words</p>', "color-contrast"),
        ("<button></button>", "button-name"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
    ],
)
def test_a_barrier_is_found(browser: Browser, inside: str, rule: str) -> None:
    page = browser.new_page()
    page.set_content(CARD.format(inside))
    found = barriers(page)
    page.close()
    assert [line.split(":")[0] for line in found] == [rule]


def test_plain_words_and_labelled_boxes_are_no_barrier(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(CARD.format("<h2>A question</h2><label>Answer <input></label>"))
    assert barriers(page) == []
    page.close()
