"""Links of Yammer posts: every public shape is read, nothing else passes, nothing is fetched."""

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.yammer_links import NotAPost, PostLink, WhyNot, read_link, without_trackers
from storage.records import PostAddress

NUMBER = "1099394986409984"
POST = f"https://web.yammer.com/main/threads/{NUMBER}"
APP = "db5e5970-212f-477f-a3fc-2227dc7782bf"


def wrapped(kind: str, number: str, *, padded: bool = True) -> str:
    plain = base64.b64encode(json.dumps({"_type": kind, "id": number}).encode()).decode()
    return plain if padded else plain.rstrip("=")


THREAD = wrapped("Thread", NUMBER)
MESSAGE = wrapped("Message", "3297749157707776", padded=False)


def teams(entity: str) -> str:
    context = quote('{"subEntityId":"type=custom,data=' + entity + '"}')
    return f"https://teams.microsoft.com/l/entity/{APP}/vivaengage?context={context}&tenantId=t"


SHAPES = [
    f"https://web.yammer.com/main/threads/{THREAD}",
    f"https://web.yammer.com/main/threads/{THREAD.rstrip('=')}",
    f"https://web.yammer.com/main/org/ons.gov.uk/threads/{THREAD}",
    f"https://engage.cloud.microsoft/main/threads/{THREAD}?trk_copy_link=V2",
    f"https://engage.cloud.microsoft/main/org/ons.gov.uk/threads/{THREAD}?trk_copy_link=V1.abc",
    f"https://engage.cloud.microsoft/main/articles/{THREAD}?search=a%20b#top",
    f"engage.cloud.microsoft/main/threads/{THREAD}",
    f"HTTPS://WEB.YAMMER.COM/main/threads/{THREAD}",
    f"http://web.yammer.com/main/threads/{THREAD}",
    f"<https://web.yammer.com/main/threads/{THREAD}>",
    f"https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId={NUMBER}",
    f"https://www.yammer.com/ons.gov.uk/#/threads/show?threadId={NUMBER}&messageId={NUMBER}",
    teams(f"thread:{THREAD}"),
    teams(f"thread:{NUMBER}"),
    "https://eur03.safelinks.protection.outlook.com/?url="
    + quote(f"https://web.yammer.com/main/threads/{THREAD}", safe="")
    + "&data=05%7C01%7Cpat.reporter%40ons.gov.uk",
]


@pytest.mark.parametrize("link", SHAPES)
def test_every_shape_of_one_threads_link_gives_the_same_address(link: str) -> None:
    reading = read_link(link)
    assert isinstance(reading, PostLink)
    assert reading.post == PostAddress(thread=NUMBER)


@pytest.mark.parametrize(
    "link",
    [
        f"https://engage.cloud.microsoft/main/org/ons.gov.uk/threads/{THREAD}/{MESSAGE}",
        f"https://www.yammer.com/ons/#/Threads/show?threadId={NUMBER}&messageId=3297749157707776",
    ],
)
def test_a_reply_in_a_thread_is_a_post_of_its_own(link: str) -> None:
    reading = read_link(link)
    assert isinstance(reading, PostLink)
    assert reading.post == PostAddress(thread=NUMBER, message="3297749157707776")


@pytest.mark.parametrize("link", SHAPES)
def test_a_kept_link_opens_the_same_post_and_has_lost_what_tells_who_copied_it(link: str) -> None:
    reading = read_link(link)
    assert isinstance(reading, PostLink)
    assert reading.url.startswith("https://")
    assert not any(trace in reading.url for trace in ("trk_", "tenantId", "safelinks", "reporter"))
    assert read_link(reading.url) == reading


@pytest.mark.parametrize(
    ("link", "why"),
    [
        (f"https://web.yammer.com/main/groups/{wrapped('Group', '1')}/all", WhyNot.COMMUNITY),
        (f"https://engage.cloud.microsoft/main/org/a.uk/groups/{THREAD}", WhyNot.COMMUNITY),
        ("https://www.yammer.com/a/#/threads/inGroup?type=in_group&feedId=1", WhyNot.COMMUNITY),
        (teams(f"group:{wrapped('Group', '1')}"), WhyNot.COMMUNITY),
        ("https://engage.cloud.microsoft/main/feed", WhyNot.FEED),
        ("https://engage.cloud.microsoft/", WhyNot.FEED),
        (f"https://engage.cloud.microsoft/main/users/{wrapped('User', '1')}", WhyNot.FEED),
        (f"https://teams.microsoft.com/l/entity/{APP}/vivaengage", WhyNot.FEED),
        ("https://engage.cloud.microsoft/main/leadership/a/b", WhyNot.UNKNOWN_PAGE),
        ("https://web.yammer.com/main/threads/not-an-id", WhyNot.UNREADABLE),
        (f"https://web.yammer.com/main/threads/{wrapped('User', '1')}", WhyNot.UNREADABLE),
        ("javascript:alert(document.cookie)", WhyNot.SCRIPT),
        ("data:text/html,hello", WhyNot.SCRIPT),
        (f"https://web.yammer.com.evil.example/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (f"https://web.yammer.com@evil.example/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (f"https://web.yаmmer.com/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (f"https://xn--web-ymmer.com/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (f"https://web.yammer.com:8443/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (f"https://engage-cloud.example/main/threads/{THREAD}", WhyNot.OTHER_SITE),
        ("https://x.com/somebody/status/1", WhyNot.OTHER_SITE),
        ("https://teams.microsoft.com/l/message/19:a/1", WhyNot.OTHER_SITE),
        ("https://[::1", WhyNot.UNREADABLE),
        ("", WhyNot.UNREADABLE),
    ],
)
def test_what_is_no_post_is_told_apart(link: str, why: WhyNot) -> None:
    assert read_link(link) == NotAPost(why)


def test_safe_links_are_unwrapped_once_only() -> None:
    once = "https://a.safelinks.protection.outlook.com/?url="
    twice = once + quote(once + quote(SHAPES[0], safe=""), safe="")
    assert read_link(twice) == NotAPost(WhyNot.OTHER_SITE)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(read_link(text), PostLink | NotAPost)


@given(
    st.sampled_from(["https://", "http://", "", "javascript:", "//"]),
    st.sampled_from(["web.yammer.com", "engage.cloud.microsoft", "www.yammer.com", "x.com"]),
    st.text(max_size=60),
    st.text(max_size=60),
)
def test_a_link_that_passes_stays_on_a_known_host_and_has_only_plain_signs(
    scheme: str, host: str, before: str, after: str
) -> None:
    for link in (f"{scheme}{before}{host}/main/threads/{THREAD}{after}", f"{scheme}{host}{after}"):
        reading = read_link(link)
        if isinstance(reading, PostLink):
            allowed = ("web.yammer.com/", "engage.cloud.microsoft/", "www.yammer.com/")
            assert reading.url.removeprefix("https://").startswith(allowed)
            assert reading.url.isascii()
            assert not set(reading.url) & set(" \"'<>\\{}\n`")


@given(st.integers(min_value=1, max_value=10**18), st.booleans())
def test_the_number_of_a_thread_survives_its_wrapping(number: int, padded: bool) -> None:
    reading = read_link(
        f"https://web.yammer.com/main/threads/{wrapped('Thread', str(number), padded=padded)}"
    )
    assert isinstance(reading, PostLink)
    assert reading.post.thread == str(number)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            "https://e1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Fa&data=x it",
            "https://x.com/a it",
        ),
        (f"it is {POST}?trk=nia.jones now", f"it is {POST} now"),
        ("https://[broken and https://x.com/a?b=c", "https://[broken and https://x.com/a?b=c"),
        ("no link at all", "no link at all"),
    ],
)
def test_links_in_a_text_do_not_tell_who_copied_them(written: str, kept: str) -> None:
    assert without_trackers(written) == kept
