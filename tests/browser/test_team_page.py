"""The page of Internal Communications in a browser: usable by all, at every width and contrast."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessible import barriers
from tests.browser.conftest import SCREENSHOTS
from tests.browser.page_run import page_run

pytestmark = pytest.mark.browser

DESK, PHONE = (1280, 900), (390, 844)
SLOWEST_MS = 180_000  # on a machine that does much else


@pytest.fixture(scope="module")
def team_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with page_run(tmp_path_factory.mktemp("page")) as running:
        yield running


@contextmanager
def opened(
    browser: Browser, size: tuple[int, int] = DESK, scheme: str = "light", contrast: str = ""
) -> Iterator[Page]:
    """Open a page; the browser has nothing to complain of in the end."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        forced_colors="active" if contrast else "none",
    )
    complaints: list[str] = []
    page.set_default_timeout(SLOWEST_MS)
    page.on("console", lambda told: complaints.append(told.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


@pytest.mark.parametrize(
    ("size", "scheme", "contrast"),
    [(DESK, "light", ""), (DESK, "dark", ""), (PHONE, "light", ""), (DESK, "dark", "forced")],
)
def test_the_page_keeps_nobody_out_and_never_needs_scrolling_sideways(
    browser: Browser, team_page: tuple[str, str], size: tuple[int, int], scheme: str, contrast: str
) -> None:
    address, reference = team_page
    paths = {"queue": "?status=", "case": f"/cases/{reference}", "figures": "/figures"}
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with opened(browser, size, scheme, contrast) as page:
        for name, path in paths.items():
            page.goto(address + path)
            found = barriers(page, "html")
            # In forced colours the system chooses them; axe reads those of the style sheet.
            assert [each for each in found if not contrast or "color-contrast" not in each] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
            kept = f"page-{name}-{size[0]}-{scheme}{contrast}.png"
            page.screenshot(path=SCREENSHOTS / kept, full_page=True)


def test_a_member_goes_from_the_queue_to_a_case_and_back(
    browser: Browser, team_page: tuple[str, str]
) -> None:
    address, reference = team_page
    with opened(browser) as page:
        page.goto(address)
        page.get_by_label("State").select_option("decided")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("status")).to_have_text("Cases: 1")
        page.get_by_role("link", name=reference).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            f"Potential Yammer breach {reference}"
        )
        page.get_by_role("link", name="Figures").click()
        expect(page.get_by_role("heading", name="Cases by week")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
