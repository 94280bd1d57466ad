"""The whole local run, as `make run` starts it, and a page for each of its two people."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.local.folder import ROOT
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.pages import PATIENCE_MS, ChatPage
from tests.ports import own_ports
from tests.waiting import PATIENCE_SECONDS, wait_until

READY = "Open both pages"
SCREENSHOTS = ROOT / ".local" / "screenshots"


@dataclass(frozen=True, slots=True)
class LocalRun:
    """A running bot with its two pages."""

    folder: Path
    first_page: int

    @property
    def staff(self) -> str:
        """Return the address of the page for a member of staff."""
        return f"http://127.0.0.1:{self.first_page}"

    @property
    def internal_communications(self) -> str:
        """Return the address of the page for a member of Internal Communications."""
        return f"http://127.0.0.1:{self.first_page + 1}"


@pytest.fixture(scope="module")
def local_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalRun]:
    """Start everything in a folder of its own; stop it as Ctrl-C would."""
    folder = tmp_path_factory.mktemp("a local run")
    bot, first_page, _ = own_ports(3)
    command = [sys.executable, "-m", "bot.local", "--folder", str(folder)]
    command += ["--port", str(bot), "--playground-port", str(first_page)]
    output = folder / "output.txt"
    unset = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    with output.open("w") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=unset, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        wait_until(lambda: process.poll() is not None or READY in output.read_text())
        assert process.poll() is None, output.read_text()
        yield LocalRun(folder, first_page)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def staff(local_run: LocalRun, browser: Browser) -> Iterator[ChatPage]:
    yield from _opened(browser, local_run.staff)


@pytest.fixture
def internal_communications(local_run: LocalRun, browser: Browser) -> Iterator[ChatPage]:
    yield from _opened(browser, local_run.internal_communications)


def _opened(browser: Browser, address: str) -> Iterator[ChatPage]:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page: Page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    yield ChatPage(page, SCREENSHOTS)
    page.close()
