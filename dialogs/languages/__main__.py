"""The command line for translators: `python -m dialogs.languages template | renew TAG`."""

import argparse
import sys

from dialogs.languages import CATALOGUES
from dialogs.languages.template import po_text, renew, template


def main(arguments: list[str] | None = None) -> int:
    """Print the template, or bring a language's catalogue up to date. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m dialogs.languages", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("template", help="print every sentence, for a translator's tool")
    one = commands.add_parser("renew", help="begin a catalogue, or bring it up to date; compile it")
    one.add_argument("language", help="the language's tag, for example cy")
    given = parser.parse_args(arguments)
    if given.command == "template":
        sys.stdout.write(po_text(template()))
        return 0
    try:
        file = renew(CATALOGUES, given.language)
    except ValueError:
        # Babel's UnknownLocaleError is none, but a tag that cannot be read is.
        sys.stderr.write(f"{given.language} is not a language tag.\n")
        return 1
    sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
