"""The fields of a report: how each is read, typed or from the form, and what is wrong with it."""

import json
from dataclasses import dataclass

from dialogs.commands import is_skip, is_yes, plain
from dialogs.inert import clean
from dialogs.matching import match_one
from dialogs.payloads import FillReport
from dialogs.principles import CHOICES, CODE, LISTED, NOT_SURE, SOMETHING_ELSE, principle_words
from dialogs.state import ReportFlow
from dialogs.wording import reports
from dialogs.yammer_links import (
    NotAPost,
    PostLink,
    WhyNot,
    looks_like_link,
    read_link,
    without_trackers,
)
from policy_content.model import Policy

STEPS = ("link", "principle", "account", "seen_when", "own_post", "share_name", "review")
MAX_ACCOUNT = 2_000
MAX_ACCOUNT_BYTES = 8_000  # of JSON, so that a card with the account in it stays under 20 KB
MAX_SEEN_WHEN = 200
_NO_LINK = frozenset({
    "no link", "nolink", "none", "no", "skip", "deleted", "it was deleted", "the post was deleted",
    "i have no link", "i dont have a link", "i have none", "i only have a screenshot",
    "screenshot only",
})  # fmt: skip
_LINK_PROBLEMS = {
    WhyNot.COMMUNITY: reports.COMMUNITY,
    WhyNot.FEED: reports.FEED,
    WhyNot.LOOK_ALIKE: reports.LOOK_ALIKE,
    WhyNot.SCRIPT: reports.SCRIPT,
    WhyNot.OTHER_SITE: reports.NOT_YAMMER,
    WhyNot.UNKNOWN_PAGE: reports.NOT_A_LINK,
    WhyNot.UNREADABLE: reports.NOT_A_LINK,
}
# The policy's only words on details from staff about a breach outside Yammer.
_EXTERNAL_ROUTE = "soft-breach.action.line-manager"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field: a sentence, the text it is about, and a clause to quote."""

    sentence: str
    about: str = ""
    clause: str = ""
    hint: str = ""


def principle_label(policy: Policy, principle: str) -> str:
    """Return what a report may say is wrong, in the policy's words where it lists it."""
    if principle in LISTED:
        return principle_words(policy, principle)
    others = {
        CODE: reports.CODE,
        SOMETHING_ELSE: reports.SOMETHING_ELSE,
        NOT_SURE: reports.NOT_SURE,
    }
    return others[principle]


def typed_answer(flow: ReportFlow, text: str, policy: Policy) -> ReportFlow | Problem | None:
    """Read a typed answer to the pending step; None where it is no answer to it."""
    match flow.pending:
        case "link":
            return _typed_link(flow, text)
        case "principle":
            options = [(choice, principle_label(policy, choice)) for choice in CHOICES]
            chosen = match_one(text, options)
            return _with(flow, principle=chosen) if chosen else None
        case "account":
            return _account(flow, text)
        case "seen_when":
            return _seen_when(flow, "" if is_skip(text) else text)
        case "own_post" | "share_name":
            answer = is_yes(text)
            return None if answer is None else _with(flow, **{flow.pending: answer})
    return None


def form_answers(flow: ReportFlow, form: FillReport) -> tuple[ReportFlow, tuple[Problem, ...]]:
    """Read the whole form. What was sound is kept, so that nobody types it again."""
    problems: list[Problem] = []
    link = clean(form.link)
    if link:
        reading = _link(flow, link)
    elif form.no_link == "true":
        reading = _with(flow, link="", no_link=True)
    else:
        reading = Problem(reports.NEEDS_LINK)
    if isinstance(reading, Problem):
        problems.append(reading)
        reading = _with(flow, link="", no_link=form.no_link == "true")
    flow = _with(
        reading,
        principle=form.principle if form.principle in CHOICES else "",
        own_post=form.own_post == "true",
        share_name=form.share_name == "true",
    )
    if not flow.principle:
        problems.append(Problem(reports.NEEDS_PRINCIPLE))
    typed = (_account(flow, form.account), _seen_when(flow, form.seen_when))
    problems += [field for field in typed if isinstance(field, Problem)]
    return _typed_fields(flow, form), tuple(problems)


def _typed_fields(flow: ReportFlow, form: FillReport) -> ReportFlow:
    """Keep what was typed, cut where it is too long: the form is shown again with it."""
    account = _account(flow, form.account)
    seen_when = _seen_when(flow, form.seen_when)
    return _with(
        flow,
        account=_start_of(form.account) if isinstance(account, Problem) else account.account,
        seen_when="" if isinstance(seen_when, Problem) else seen_when.seen_when,
    )


def _typed_link(flow: ReportFlow, text: str) -> ReportFlow | Problem | None:
    if plain(text) in {*_NO_LINK, plain(reports.NO_LINK_GIVEN)}:
        return _with(flow, link="", no_link=True)
    found = next((word for word in text.split() if looks_like_link(word)), None)
    return _link(flow, found) if found else None


def _link(flow: ReportFlow, link: str) -> ReportFlow | Problem:
    match read_link(link):
        case PostLink(url):
            return _with(flow, link=url, no_link=False)
        case NotAPost(why):
            external = why is WhyNot.OTHER_SITE
            return Problem(
                _LINK_PROBLEMS[why],
                about=link[:300],
                clause=_EXTERNAL_ROUTE if external else "",
                hint="" if external else reports.HOW_TO_COPY,
            )


def _account(flow: ReportFlow, text: str) -> ReportFlow | Problem:
    account = clean(without_trackers(text))
    if not account:
        return Problem(reports.NEEDS_ACCOUNT)
    start = _start_of(account)
    if start != account:
        return Problem(reports.TOO_LONG.format(length=len(account), limit=len(start)))
    return _with(flow, account=account)


def _start_of(account: str) -> str:
    """Return as much of an account as a report can hold; emoji weigh more than letters."""
    start = clean(account, MAX_ACCOUNT)
    weight = len(json.dumps(start))
    if weight <= MAX_ACCOUNT_BYTES:
        return start
    return clean(start, len(start) * MAX_ACCOUNT_BYTES // weight)


def _seen_when(flow: ReportFlow, text: str) -> ReportFlow | Problem:
    seen = " ".join(clean(without_trackers(text)).split())
    if len(seen) > MAX_SEEN_WHEN:
        return Problem(reports.NEEDS_SHORTER_LINE.format(limit=MAX_SEEN_WHEN))
    return _with(flow, seen_when=seen)


def _with(flow: ReportFlow, **fields: object) -> ReportFlow:
    return flow.model_copy(update=fields)
