"""Files for Internal Communications, behind signed links: cards take no files."""

from bot.files.links import FileKind, FileLinks, FileWanted, LinkRefused
from bot.files.route import FILES, File, Writer, files_route

__all__ = [
    "FILES",
    "File",
    "FileKind",
    "FileLinks",
    "FileWanted",
    "LinkRefused",
    "Writer",
    "files_route",
]
