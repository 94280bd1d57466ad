"""Reads the link of a report, typed or from the form, and says what is wrong with one."""

from dataclasses import dataclass

from dialogs.commands import plain
from dialogs.wording import reports
from dialogs.yammer.yammer_links import NotAPost, PostLink, WhyNot, looks_like_link, read_link

MAX_ABOUT = 300
_NO_LINK = frozenset({
    "no link", "nolink", "none", "no", "skip", "deleted", "it was deleted", "the post was deleted",
    "i have no link", "i dont have a link", "i have none", "i only have a screenshot",
    "screenshot only", "there is no link", "no link sorry", "dont have one", "i dont have one",
    "without a link", "it has been deleted", "the post has been deleted", "no link its deleted",
})  # fmt: skip
_PROBLEMS = {
    WhyNot.COMMUNITY: reports.COMMUNITY,
    WhyNot.FEED: reports.FEED,
    WhyNot.LOOK_ALIKE: reports.LOOK_ALIKE,
    WhyNot.SCRIPT: reports.SCRIPT,
    WhyNot.OTHER_SITE: reports.NOT_YAMMER,
    WhyNot.UNKNOWN_PAGE: reports.NOT_A_LINK,
    WhyNot.UNREADABLE: reports.NOT_A_LINK,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field: a sentence, the text it is about, and what to do.

    `external` tells that the link is of a post outside Yammer, for which there is another route.
    """

    sentence: str
    about: str = ""
    hint: str = ""
    external: bool = False


def says_no_link(text: str) -> bool:
    """Tell whether a message says that there is no link."""
    return plain(text) in {*_NO_LINK, plain(reports.NO_LINK_GIVEN)}


def link_in(text: str) -> str:
    """Return the first word of a message that is meant as a link, good or bad; empty for none."""
    words = text.split()
    alone = len(words) == 1
    meant = (word for word in words if looks_like_link(word.strip("<>()"), alone=alone))
    return next(meant, "")


def kept_link(link: str) -> str | Problem:
    """Return the link that is kept of a post, or what is wrong with it."""
    match read_link(link):
        case PostLink(url):
            return url
        case NotAPost(WhyNot.OTHER_SITE as why):
            return Problem(_PROBLEMS[why], about=link[:MAX_ABOUT], external=True)
        case NotAPost(why):
            return Problem(_PROBLEMS[why], about=link[:MAX_ABOUT], hint=reports.HOW_TO_COPY)
