"""Gathers every sentence that a translator needs, and compiles what they made of it.

Needs Babel, which is installed for development only.

The template is made anew each time and not kept: the code and the owner's files are its source.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from dialogs import commands
from dialogs.languages import DOMAIN
from dialogs.languages.owners_files import sentences_of
from policy_content.follow_up_files import load_follow_ups
from policy_content.loader import load_policy
from policy_content.silence_files import load_silence
from storage import errors

ROOT = Path(__file__).resolve().parents[2]
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # so that the same sentences give the same bytes
ROOMS = ("bot", "dialogs")
_COMMANDS = "What a person may type, with | between: any number of phrases in your language."
_OWNERS = "From the owner's files in policy_content/policy/."
_REFUSALS = "Why something was not done."


def template() -> Catalog:
    """Return all sentences, each once, with where it comes from."""
    catalogue = Catalog(project="social-media-policy-bot", charset="utf-8")
    catalogue.creation_date = NO_TIME
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords={"_": None})
        for file, line, message, comments, _context in found:
            catalogue.add(message, locations=[(f"{room}/{file}", line)], auto_comments=comments)
    for phrases in commands.phrases():
        catalogue.add(phrases, auto_comments=[_COMMANDS])
    for refusal in _refusals():
        catalogue.add(refusal, auto_comments=[_REFUSALS])
    for sentence in _of_the_owner():
        catalogue.add(sentence, auto_comments=[_OWNERS])
    return catalogue


def po_text(catalogue: Catalog) -> str:
    """Return a catalogue as translators' tools read it."""
    written = BytesIO()
    write_po(written, catalogue, width=100, omit_header=not catalogue.locale)
    return written.getvalue().decode()


def renew(folder: Path, language: str) -> Path:
    """Bring a language's catalogue up to date with the template, or begin one; compile it.

    Translations are kept. A sentence that changed is marked fuzzy and falls back to English.
    """
    source = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    known = Catalog(locale=language.replace("-", "_"))
    if source.exists():
        with source.open("rb") as before:
            known = read_po(before, locale=known.locale)
    known.update(template(), update_header_comment=False)
    known.creation_date = known.revision_date = NO_TIME
    source.write_text(po_text(known), encoding="utf-8")
    source.with_suffix(".mo").write_bytes(compiled(known))
    return source


def stale(folder: Path) -> list[str]:
    """Return the languages whose catalogue lacks a sentence, or was not compiled as it stands."""
    needed = {message.id for message in template() if message.id}
    found = []
    for source in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        with source.open("rb") as file:
            known = read_po(file)
        binary = source.with_suffix(".mo")
        same = binary.exists() and binary.read_bytes() == compiled(known)
        if needed != {message.id for message in known if message.id} or not same:
            found.append(source.parents[1].name)
    return found


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the bot reads it; the same catalogue gives the same bytes."""
    written = BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def _refusals() -> Iterator[str]:
    """Yield the errors of the stores, whose docstrings begin with their messages."""
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.StorageError) and error.__doc__:
            yield error.__doc__.partition("\n")[0]


def _of_the_owner() -> Iterator[str]:
    policy = load_policy()
    silence, follow_ups = load_silence(policy.clauses), load_follow_ups(policy.clauses)
    return (text for text in sentences_of(policy, silence, follow_ups) if text)
