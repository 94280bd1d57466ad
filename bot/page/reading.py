"""What members read: the list, a case, its screenshots, the figures, and the list as a file."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from aiohttp import web

from bot.desks.case_files import EXPORT_NAME
from bot.files import File
from bot.page.answers import Answers
from bot.page.asked import ON_A_PAGE, CasesAsked, page_number, week_bounds, weeks_asked
from bot.page.charts import HOURS, figures_shown, review_line
from bot.page.reception import Reception
from dialogs.triage.export import csv_of
from dialogs.wording import screenshots
from policy_content.model import Policy
from storage.errors import UnknownCase, UnknownScreenshot
from storage.ports.casework import Casework
from storage.ports.clock import Clock
from storage.ports.questions import UnansweredQuestions
from storage.records import Actor, FiguresWanted, ReadFor

_REFERENCE = re.compile(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}", re.ASCII)

Read = Callable[[web.Request, Actor], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The handlers of what only members may read; every look is audited by the stores."""

    answers: Answers
    reception: Reception
    casework: Casework
    questions: UnansweredQuestions
    policy: Policy
    clock: Clock
    cases_kept_days: int

    def routes(self) -> list[web.RouteDef]:
        """Return the routes; each lets in members alone."""
        handlers: dict[str, Read] = {
            "": self._list,
            "/cases/{reference}": self._case,
            "/cases/{reference}/screenshots/{screenshot}": self._screenshot,
            "/figures": self._figures,
            "/cases.csv": self._export,
        }
        return [web.get(path, self._for_members(read)) for path, read in handlers.items()]

    def _for_members(self, read: Read) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            return await read(request, await self.reception.reader(request))

        return handle

    async def _list(self, request: web.Request, reader: Actor) -> web.Response:
        asked, number = CasesAsked.read(request.query), page_number(request.query)
        query = asked.sought(reader.person, self.clock())
        shown = {"reader": reader, "here": "queue", "asked": asked, "now": self.clock()}
        if isinstance(query, str):
            html = self.answers.pages.render("queue", **shown, wrong=query, found=None)
            return self.answers.page(html, 400)
        skip = (number - 1) * ON_A_PAGE
        found = await self.casework.page(query, reader, skip=skip, most=ON_A_PAGE)
        html = self.answers.pages.render(
            "queue", **shown, wrong="", found=found, number=number, skip=skip
        )
        return self.answers.page(html)

    async def _case(self, request: web.Request, reader: Actor) -> web.Response:
        case = await self.casework.case(_reference(request), reader, ReadFor.PAGE)
        html = self.answers.pages.render("case", reader=reader, here="case", case=case)
        return self.answers.page(html)

    async def _screenshot(self, request: web.Request, reader: Actor) -> web.Response:
        try:
            id_ = UUID(request.match_info["screenshot"])
        except ValueError:
            raise UnknownScreenshot from None
        reference = _reference(request)
        found = await self.casework.screenshot(reference, id_, reader, ReadFor.PAGE)
        ending = found.kind.removeprefix("image/")
        name = screenshots.FILE_NAME.format(ref=reference, ending=ending)
        return File(name, found.kind, found.content, shown=True).response()

    async def _figures(self, request: web.Request, reader: Actor) -> web.Response:
        now, weeks = self.clock(), weeks_asked(request.query)
        bounds = week_bounds(weeks, now)
        wanted = FiguresWanted(weeks=bounds, hours=HOURS)
        counted = await self.casework.figures(wanted, reader)
        html = self.answers.pages.render(
            "figures",
            reader=reader,
            here="figures",
            weeks=weeks,
            figures=figures_shown(self.policy, counted, bounds, await self.questions.counted()),
            review=review_line(self.policy, now),
            kept_days=self.cases_kept_days,
        )
        return self.answers.page(html)

    async def _export(self, request: web.Request, reader: Actor) -> web.Response:
        query = CasesAsked.read(request.query).sought(reader.person, self.clock())
        if isinstance(query, str):
            return self.answers.refusal(400, query)
        rows = await self.casework.export(query, reader)
        return File.of_text(EXPORT_NAME, "text/csv", csv_of(rows)).response()


def _reference(request: web.Request) -> str:
    """Return the case that is named. Raises UnknownCase for what can be none."""
    named = request.match_info["reference"]
    if not _REFERENCE.fullmatch(named):
        raise UnknownCase
    return named
