"""Makes the files that signed links open, from the cases as they stand when a file is fetched."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError

from bot.files import File, FileKind, FileWanted, LinkRefused
from dialogs.triage.export import csv_of
from dialogs.triage.pack import draft_pack
from dialogs.wording import case_pack, screenshots
from policy_content.model import Policy
from storage.errors import UnknownCase, UnknownScreenshot
from storage.ports.casework import Casework
from storage.records import Actor, CaseQuery, ReadFor

# Who asked for the link is in the audit already; a link does not know who opens it.
A_LINK = Actor(person="signed-link", name="")
EXPORT_NAME = "cases.csv"


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Writes a draft pack as text, an export as CSV, and hands out a screenshot.

    Each is audited as read by a link.
    """

    casework: Casework
    policy: Policy

    async def write(self, wanted: FileWanted) -> File:
        """Return the file. Raises LinkRefused for what is no more, StorageError."""
        match wanted.kind:
            case FileKind.PACK:
                return await self._pack(wanted.about)
            case FileKind.EXPORT:
                return await self._export(wanted.about)
            case FileKind.SCREENSHOT:
                return await self._screenshot(wanted.about)

    async def _pack(self, reference: str) -> File:
        try:
            case = await self.casework.case(reference, A_LINK, ReadFor.PACK)
        except UnknownCase:
            raise LinkRefused from None
        name = case_pack.FILE_NAME.format(ref=case.reference)
        # Windows programs want both signs at the end of a line.
        text = draft_pack(case, self.policy).text.replace("\n", "\r\n")
        return File.of_text(name, "text/plain", text)

    async def _export(self, about: str) -> File:
        try:
            query = CaseQuery.model_validate_json(about)
        except ValidationError:  # signed by another version of this service
            raise LinkRefused from None
        rows = await self.casework.export(query, A_LINK)
        return File.of_text(EXPORT_NAME, "text/csv", csv_of(rows))

    async def _screenshot(self, about: str) -> File:
        reference, _, name = about.partition(" ")
        try:
            found = await self.casework.screenshot(reference, UUID(name), A_LINK)
        except (UnknownCase, UnknownScreenshot, ValueError):
            raise LinkRefused from None
        ending = found.kind.removeprefix("image/")
        file = screenshots.FILE_NAME.format(ref=reference, ending=ending)
        return File(file, found.kind, found.content, shown=True)
