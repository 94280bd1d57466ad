"""Files for Internal Communications, behind signed links: cards take no files."""

from bot.files.links import FileKind, FileLinks, FileWanted, LinkRefused
from bot.files.route import FILES, Writer, files_route

__all__ = [
    "FILES",
    "FileKind",
    "FileLinks",
    "FileWanted",
    "LinkRefused",
    "Writer",
    "files_route",
]
