"""Links of Yammer posts: every public shape is read, nothing else passes, nothing is fetched."""

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.yammer.yammer_ids import MESSAGE_ALONE, post_url
from dialogs.yammer.yammer_links import NotAPost, PostLink, WhyNot, read_link, without_trackers
from storage.records import PostAddress

NUMBER = "1099394986409984"
POST = f"https://web.yammer.com/main/threads/{NUMBER}"
KEPT = post_url(PostAddress(thread=NUMBER))
APP = "db5e5970-212f-477f-a3fc-2227dc7782bf"


def wrapped(kind: str, number: str, *, padded: bool = True) -> str:
    plain = base64.b64encode(json.dumps({"_type": kind, "id": number}).encode()).decode()
    return plain if padded else plain.rstrip("=")


THREAD = wrapped("Thread", NUMBER)
MESSAGE = wrapped("Message", "3297749157707776", padded=False)


def teams(entity: str) -> str:
    context = quote('{"subEntityId":"type=custom,data=' + entity + '"}')
    return f"https://teams.microsoft.com/l/entity/{APP}/vivaengage?context={context}&tenantId=t"


SAFE = "https://eur03.safelinks.protection.outlook.com/?url="
TEAMS_SAFE = (
    "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url="
)


def outlook(link: str) -> str:
    return f"{SAFE}{quote(link, safe='')}&data=05%7C01%7Cpat.reporter%40ons.gov.uk%7C&reserved=0"


def by_teams(link: str) -> str:
    return f"{TEAMS_SAFE}{quote(link, safe='')}&locale=cy-gb&dest=https%3A%2F%2Fteams.microsoft.com"


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
    f"https://web.yammer.com/main/threads/{THREAD}/pat.reporter/from-the-third-floor",
    f"https://web.yammer.com/main/org/pat.reporter/threads/{THREAD}",
    f"https://www.yammer.com/ons.gov.uk/#/Threads/show?threadId={NUMBER}",
    f"https://www.yammer.com/ons.gov.uk/#/threads/show?threadId={NUMBER}&messageId={NUMBER}",
    f"https://www.yammer.com/ons.gov.uk/threads/{NUMBER}?pat.reporter",
    teams(f"thread:{THREAD}"),
    teams(f"thread:{NUMBER}"),
    "https://aka.ms/VivaEngage/Launch?context="
    + quote('{"subEntityId":"type=custom,data=thread:' + THREAD + '"}'),
    outlook(f"https://web.yammer.com/main/threads/{THREAD}"),
    by_teams(outlook(f"https://web.yammer.com/main/threads/{THREAD}")),
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
def test_a_kept_link_is_made_of_the_posts_numbers_and_of_nothing_that_was_copied(link: str) -> None:
    reading = read_link(link)
    assert isinstance(reading, PostLink)
    assert reading.url == KEPT
    assert read_link(KEPT) == reading


def test_a_kept_link_is_written_as_the_clients_write_it() -> None:
    threads = "https://engage.cloud.microsoft/main/threads/"
    thread = f"{threads}eyJfdHlwZSI6IlRocmVhZCIsImlkIjoiMjQ2OCJ9"
    assert post_url(PostAddress(thread="2468")) == thread
    reply = post_url(PostAddress(thread="2468", message="13"))
    assert reply == f"{thread}/eyJfdHlwZSI6Ik1lc3NhZ2UiLCJpZCI6IjEzIn0"


def test_a_message_whose_thread_is_not_told_keeps_a_link_of_its_own() -> None:
    reading = read_link("https://www.yammer.com/ons.gov.uk/messages/77?trk=pat")
    assert reading == PostLink("https://www.yammer.com/messages/77", PostAddress(thread="77"))
    assert read_link(reading.url) == reading


@pytest.mark.parametrize(
    ("link", "network"),
    [(SHAPES[2], "ons.gov.uk"), (SHAPES[12], "ons.gov.uk"), (SHAPES[0], ""), (SHAPES[15], "")],
)
def test_the_network_is_read_where_the_link_names_it(link: str, network: str) -> None:
    reading = read_link(link)
    assert isinstance(reading, PostLink)
    assert reading.network == network


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
        (f"https://engage-cloud.example/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (f"https://web.yarnmer.com/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (f"https://engage.cloud.microsoft.evil.example/main/threads/{THREAD}", WhyNot.LOOK_ALIKE),
        (
            f"https://engage.cloud.microsoft/main/groups/{wrapped('Group', '1')}/new",
            WhyNot.COMMUNITY,
        ),
        (outlook("javascript:alert(1)"), WhyNot.SCRIPT),
        (outlook("https://x.com/a"), WhyNot.OTHER_SITE),
        ("https://aka.ms/VivaEngage/Web", WhyNot.FEED),
        ("https://aka.ms/something", WhyNot.OTHER_SITE),
        (f"https://web.yammer.com/main/threads/{THREAD}?{'a' * 2000}", WhyNot.UNREADABLE),
        ("https://web.yammer.com/main/threads/0", WhyNot.UNREADABLE),
        ("https://x.com/somebody/status/1", WhyNot.OTHER_SITE),
        ("https://teams.microsoft.com/l/message/19:a/1", WhyNot.OTHER_SITE),
        ("https://[::1", WhyNot.UNREADABLE),
        ("", WhyNot.UNREADABLE),
    ],
)
def test_what_is_no_post_is_told_apart(link: str, why: WhyNot) -> None:
    assert read_link(link) == NotAPost(why)


def test_a_link_that_is_wrapped_without_end_is_dropped() -> None:
    link = "https://x.com/a"
    for _ in range(6):
        link = outlook(link)
    assert read_link(link) == NotAPost(WhyNot.UNREADABLE)
    assert without_trackers(f"see {link}") == "see "


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
            allowed = ("https://engage.cloud.microsoft/main/threads/", MESSAGE_ALONE)
            assert reading.url.startswith(allowed)
            assert reading.url.isascii()
            assert not set(reading.url) & set(" \"'<>\\{}\n`")


numbers = st.integers(min_value=1, max_value=10**18).map(str)
# What a client or a reporter may leave in a link, none of it part of the post's address.
traces = st.sampled_from(
    ["", "?trk_copy_link=V2", "?trk=pat.reporter#third-floor", "/pat.reporter", "?locale=cy-GB"]
)


@given(
    numbers, st.none() | numbers, st.booleans(), traces, st.sampled_from(["outlook", "", "both"])
)
def test_every_shape_of_a_posts_link_gives_its_numbers_back_and_nothing_else(
    thread: str, message: str | None, padded: bool, trace: str, wrap: str
) -> None:
    ids = wrapped("Thread", thread, padded=padded)
    reply = f"/{wrapped('Message', message, padded=padded)}" if message else ""
    numbered = f"threadId={thread}" + (f"&messageId={message}" if message else "")
    shapes = [
        f"https://web.yammer.com/main/threads/{ids}{reply}{trace}",
        f"https://engage.cloud.microsoft/main/org/ons.gov.uk/threads/{ids}{reply}{trace}",
        f"https://engage.cloud.microsoft/main/articles/{ids}{reply}{trace}",
        f"https://www.yammer.com/ons.gov.uk/#/Threads/show?{numbered}",
    ]
    expected = PostAddress(thread=thread, message="" if message in {None, thread} else message)
    for shape in shapes:
        link = {"": shape, "outlook": outlook(shape), "both": by_teams(outlook(shape))}[wrap]
        reading = read_link(link)
        assert isinstance(reading, PostLink)
        assert reading.post == expected
        assert reading.url == post_url(expected)
        assert read_link(reading.url) == reading


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            "https://e1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Fa&data=x it",
            "https://x.com/a it",
        ),
        (f"it is {POST}?trk=nia.jones now", f"it is {KEPT} now"),
        (f"see ({POST}?trk=nia), or not", f"see ({KEPT}), or not"),
        (f"Teams wrote {by_teams('https://x.com/a')}.", "Teams wrote https://x.com/a."),
        ("https://[broken and https://x.com/a?b=c", "https://[broken and https://x.com/a?b=c"),
        ("no link at all", "no link at all"),
    ],
)
def test_links_in_a_text_do_not_tell_who_copied_them(written: str, kept: str) -> None:
    assert without_trackers(written) == kept
