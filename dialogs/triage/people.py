"""Finds the member of the team who is meant: by directory id, by name, or by part of a name."""

from collections.abc import Sequence

from dialogs.commands import plain
from storage.records import Actor


def find_member(wanted: str, members: Sequence[Actor]) -> Actor | None:
    """Return the one member that is meant, None where there is none or more than one."""
    for one in members:
        if wanted.strip().lower() == one.person.lower():
            return one
    said = plain(wanted)
    if not said:
        return None
    exact = [one for one in members if plain(one.name) == said]
    words = set(said.split())
    found = exact or [one for one in members if words <= set(plain(one.name).split())]
    return found[0] if len(found) == 1 else None
