"""Turns what the page shows into HTML. Everything is escaped, and nothing unseen gets through.

The sentences are dialogs.wording's, and how a case is put into words is what its card says.
"""

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dialogs.cards import case_words
from dialogs.cards.case_lists import age, short_claim
from dialogs.languages import spoken
from dialogs.reports.principles import CHOICES, LISTED, principle_words
from dialogs.text.inert import clean
from dialogs.wording import case_lists, cases, london_day, london_time, short_day, team_page
from dialogs.yammer.yammer_links import PostLink, read_link
from policy_content.model import Policy
from storage.records import ReportForTeam

TEMPLATES = Path(__file__).parent / "templates"
WHOLE = 12_000
"""Characters of one entry of a case's thread that are shown; what is kept is no longer."""


class Pages:
    """The templates, with the words that they are filled in with."""

    def __init__(self, path: str, policy: Policy) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_seen,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "at": path,
            "language": spoken(),
            "policy": policy,
            "say": team_page,
            "say_case": cases,
            "say_list": case_lists,
            "principles": [(one, principle_label(policy, one)) for one in CHOICES],
            "claim": partial(case_words.claim_words, policy),
            "ground": partial(case_words.ground_words, policy),
            "short_claim": short_claim,
            "age": age,
            "time": london_time,
            "day": lambda moment: short_day(london_day(moment)),
            "post": post_address,
            "account": account_lines,
            "event_line": partial(case_words.event_line, limit=WHOLE),
        } | {name: getattr(case_words, name) for name in _CASE_WORDS}

    def render(self, name: str, /, **shown: object) -> str:
        """Fill in a template."""
        return self._templates.get_template(f"{name}.html").render(shown)


_CASE_WORDS = ("status_line", "reports_line", "decision_words", "step_words", "content_words")


def principle_label(policy: Policy, principle: str) -> str:
    """Return a principle in the policy's words, where it lists it."""
    listed = principle in LISTED
    return principle_words(policy, principle) if listed else short_claim(principle)


def post_address(link: str) -> str:
    """Return a link that may be followed: to a Yammer post, as its reader knows it; else nothing.

    What a reporter gave as a link may be anything.
    """
    reading = read_link(link)
    return reading.url if isinstance(reading, PostLink) else ""


def account_lines(report: ReportForTeam) -> list[str]:
    """Return what happened, in the reporter's words, paragraph by paragraph."""
    return [line for line in case_words.account_of(report).splitlines() if line.strip()]


def _seen(value: object) -> object:
    """Take unseen characters out of whatever is shown."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
