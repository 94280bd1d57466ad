"""Finds Chromium, or installs Debian's: `python -m tests.browser.chromium`.

It never skips: without a browser the tests fail with the sentence that says how to get one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOW_TO_INSTALL = (
    "The browser tests need Chromium, and there is none.\n"
    "  Debian:  sudo apt-get update && sudo apt-get install -y chromium\n"
    "  macOS:   brew install --cask chromium"
)


class NoChromiumError(Exception):
    """There is no Chromium here; the message says how to get it."""

    def __init__(self) -> None:
        super().__init__(HOW_TO_INSTALL)


def find_chromium() -> Path:
    """Return the browser's program. Raises NoChromiumError."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    for program in ON_MACOS:
        if program.exists():
            return program
    raise NoChromiumError


def install_chromium() -> None:
    """Install Debian's package, where this user may. Raises NoChromiumError."""
    apt_get = shutil.which("apt-get")
    if apt_get is None or os.geteuid() != 0:
        raise NoChromiumError
    sys.stdout.write("Installing Chromium (apt-get) ...\n")
    sys.stdout.flush()
    install = (apt_get, "install", "-y", "--no-install-recommends", "chromium")
    for command in ((apt_get, "update"), install):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
            raise NoChromiumError


def main() -> int:
    """Make sure that there is a Chromium; return the exit status."""
    try:
        find_chromium()
    except NoChromiumError:
        try:
            install_chromium()
            find_chromium()
        except NoChromiumError as missing:
            sys.stderr.write(f"{missing}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
