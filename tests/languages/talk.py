"""Plays conversations in another language, and prints all that was shown.

    python -m tests.languages.talk FOLDER TAG

A process of its own, since a process has one language.
"""

import json
import sys
from pathlib import Path

from dialogs.languages import speak


def main() -> None:
    """Choose the language, and only then import what is said."""
    speak(sys.argv[2], Path(sys.argv[1]))
    from tests.languages.conversations import play

    json.dump(play(), sys.stdout)


if __name__ == "__main__":
    main()
