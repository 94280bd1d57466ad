"""The fields of a report: how each is read, typed or from the form, and what is wrong with it."""

import json

from dialogs.answers.asked import asks
from dialogs.commands import is_skip, is_yes
from dialogs.payloads.pressed import FillReport
from dialogs.reports.principles import (
    CHOICES,
    CODE,
    LISTED,
    NOT_SURE,
    SOMETHING_ELSE,
    principle_words,
)
from dialogs.reports.report_link import Problem, kept_link, link_in, says_no_link
from dialogs.state import ReportFlow
from dialogs.text.inert import clean
from dialogs.text.matching import match_one
from dialogs.wording import reports
from dialogs.yammer.yammer_links import without_trackers
from policy_content.model import Policy

STEPS = ("link", "principle", "account", "seen_when", "own_post", "share_name", "review")
MAX_ACCOUNT = 2_000
MAX_ACCOUNT_BYTES = 8_000  # of JSON, so that a card with the account in it stays under 20 KB
MAX_SEEN_WHEN = 200
# From so many words on, what is typed beside a link, or instead of one, tells what happened.
_AN_ACCOUNT_BESIDE, _AN_ACCOUNT = 4, 8


def next_step(flow: ReportFlow) -> str:
    """Return the first step that has no answer yet, or "review"."""
    return next(step for step in STEPS if not (step in flow.given or _is_known(flow, step)))


def _is_known(flow: ReportFlow, step: str) -> bool:
    """Tell whether a field has a value, whoever put it there."""
    return bool(getattr(flow, step, False)) or (step == "link" and flow.no_link)


def is_complete(flow: ReportFlow) -> bool:
    """Tell whether a report may be sent: nothing is missing, and its own post has a name."""
    linked = bool(flow.link) or flow.no_link
    named = flow.share_name or not flow.own_post
    return linked and named and bool(flow.principle and flow.account)


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
            return _answered(flow, principle=chosen) if chosen else None
        case "account":
            return _account(flow, text)
        case "seen_when":
            passed_over = is_skip(text) or is_yes(text) is False
            return _seen_when(flow, "" if passed_over else text)
        case "own_post" | "share_name":
            return _typed_yes_no(flow, is_yes(text))
    return None


def form_answers(flow: ReportFlow, form: FillReport) -> tuple[ReportFlow, tuple[Problem, ...]]:
    """Read the whole form. What was sound is kept, so that nobody types it again."""
    link = _form_link(form)
    principle = form.principle if form.principle in CHOICES else ""
    account, seen_when = _account(flow, form.account), _seen_when(flow, form.seen_when)
    kept = "" if isinstance(link, Problem) else link
    filled = _with(
        flow,
        link=kept,
        earlier=flow.earlier if kept == flow.link else "",
        no_link=form.no_link == "true" and not (isinstance(link, str) and link),
        principle=principle,
        account=start_of(form.account) if isinstance(account, Problem) else account.account,
        seen_when="" if isinstance(seen_when, Problem) else seen_when.seen_when,
        own_post=form.own_post == "true",
        share_name=form.share_name == "true",
    )
    fields = {"link": link, "account": account, "seen_when": seen_when}
    wrong = {step: field for step, field in fields.items() if isinstance(field, Problem)}
    if not principle:
        wrong["principle"] = Problem(reports.NEEDS_PRINCIPLE)
    if filled.own_post and not filled.share_name:
        wrong["share_name"] = Problem(reports.OWN_POST_NEEDS_NAME)
    given = tuple(step for step in STEPS[:-1] if step not in wrong)
    return _with(filled, given=given), tuple(wrong[step] for step in STEPS if step in wrong)


def _form_link(form: FillReport) -> str | Problem:
    """Read the form's link; empty where it says that there is none."""
    link = clean(form.link)
    if link:
        return kept_link(link_in(link) or link)
    return "" if form.no_link == "true" else Problem(reports.NEEDS_LINK)


def _typed_link(flow: ReportFlow, text: str) -> ReportFlow | Problem | None:
    """Read a link, that there is none, or an account that came before its link.

    What is typed beside a link is the beginning of the account; nobody types it twice.
    """
    if says_no_link(text):
        return _answered(flow, link="", no_link=True, earlier="")
    link = link_in(text)
    rest = text.replace(link, " ", 1) if link else text
    least = _AN_ACCOUNT_BESIDE if link else _AN_ACCOUNT
    told = not flow.account and len(rest.split()) >= least and not asks(rest)
    if not link:
        return _account(flow, text) if told else None
    kept = kept_link(link)
    if isinstance(kept, Problem):
        return kept
    linked = _answered(flow, link=kept, no_link=False, earlier="")
    account = _account(linked, rest) if told else linked
    return linked if isinstance(account, Problem) else account


def _typed_yes_no(flow: ReportFlow, yes: bool | None) -> ReportFlow | Problem | None:
    """Take yes or no. Whoever reports their own post is asked for their name (again)."""
    if yes is None:
        return None
    if flow.pending == "share_name":
        nameless = flow.own_post and not yes
        named = _answered(flow, share_name=yes)
        return Problem(reports.OWN_POST_NEEDS_NAME) if nameless else named
    owned = _answered(flow, own_post=yes)
    if not yes or flow.share_name:
        return owned
    return _with(owned, given=tuple(step for step in owned.given if step != "share_name"))


def within_limits(text: str) -> str:
    """Return the sentence that says why a text is too long to be sent on; empty if it is not."""
    whole, start = clean(without_trackers(text)), start_of(text)
    if start == whole:
        return ""
    return reports.TOO_LONG.format(length=len(whole), limit=len(start))


def _account(flow: ReportFlow, text: str) -> ReportFlow | Problem:
    account = clean(without_trackers(text))
    problem = within_limits(text) if account else reports.NEEDS_ACCOUNT
    return Problem(problem) if problem else _answered(flow, account=account)


def start_of(account: str) -> str:
    """Return as much of an account as a report can hold; emoji weigh more than letters."""
    start = clean(without_trackers(account), MAX_ACCOUNT)
    weight = len(json.dumps(start))
    if weight <= MAX_ACCOUNT_BYTES:
        return start
    return clean(start, len(start) * MAX_ACCOUNT_BYTES // weight)


def _seen_when(flow: ReportFlow, text: str) -> ReportFlow | Problem:
    seen = " ".join(clean(without_trackers(text)).split())
    if len(seen) > MAX_SEEN_WHEN:
        return Problem(reports.NEEDS_SHORTER_LINE.format(limit=MAX_SEEN_WHEN))
    return _answered(flow, seen_when=seen)


def _answered(flow: ReportFlow, **fields: object) -> ReportFlow:
    """Return the flow with fields answered; "no link" is part of the link's answer."""
    given = tuple(dict.fromkeys((*flow.given, *(f for f in fields if f in STEPS))))
    return _with(flow, given=given, **fields)


def _with(flow: ReportFlow, **fields: object) -> ReportFlow:
    return flow.model_copy(update=fields)
