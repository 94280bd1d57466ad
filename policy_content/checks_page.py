"""Keeps what is generated in a page fresh: the picture and the tables of the check.

A page marks the place of a part with `<!-- graph -->` and `<!-- end of graph -->`, or the same with
`table`.
"""

import re
from pathlib import Path
from typing import Literal

from policy_content.graph import mermaid
from policy_content.model import Checks
from policy_content.verdict_table import verdict_tables

Part = Literal["graph", "table"]


def part_of_page(checks: Checks, part: Part) -> str:
    """Return a part as it stands in a page."""
    if part == "table":
        return verdict_tables(checks)
    return f"```mermaid\n{mermaid(checks)}```"


def renewed(page: str, checks: Checks, part: Part) -> str:
    """Return a page with one part made anew. Raises ValueError where it has no place for it."""
    place = re.compile(rf"(?<=<!-- {part} -->\n).*?(?=<!-- end of {part} -->)", re.DOTALL)
    if len(place.findall(page)) != 1:
        raise ValueError(f'the page has no one place marked "<!-- {part} -->"')
    content = f"\n{part_of_page(checks, part)}\n\n"
    return place.sub(lambda _: content, page)


def renew(path: Path, checks: Checks, part: Part) -> None:
    """Write one part of a page anew. Raises ValueError where the page has no place for it."""
    path.write_text(renewed(path.read_text("utf-8"), checks, part), encoding="utf-8")
