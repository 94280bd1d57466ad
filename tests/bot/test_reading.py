"""An activity is read as the SDK reads it, whatever of its fields it has."""

from typing import Any

import pytest
from botbuilder.schema import Activity
from hypothesis import given
from hypothesis import strategies as st

from bot.endpoint.shape import check_activity, to_activity
from tests.bot.activities import invoke, message

FULL = message(
    expiration="2025-06-02T09:00:00+00:00",
    membersAdded=[{"id": "28:bot"}, {"id": "29:person", "properties": {"a": [1, {"b": None}]}}],
    reactionsAdded=[{"type": "like"}],
    suggestedActions={"to": ["29:person"], "actions": [{"type": "imBack", "title": "Yes"}]},
    relatesTo={"activityId": "1", "user": {"id": "29:other"}, "conversation": {"isGroup": True}},
    semanticAction={"id": "x", "entities": {"one": {"type": "thing", "unknown": 1}}},
    replyToId="2",
    historyDisclosed=False,
    unknown={"field": "kept beside"},
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def by_the_sdk(raw: dict[str, Any]) -> Any:
    return Activity.deserialize(raw)


def plain(value: Any) -> Any:
    """Return a model as plain data, with its type, all the way down."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if hasattr(value, "_attribute_map"):
        return type(value).__name__, plain(vars(value))
    return value


@pytest.mark.parametrize("raw", [message(), invoke(), FULL], ids=["message", "invoke", "full"])
def test_an_activity_is_read_as_the_sdk_reads_it(raw: dict[str, Any]) -> None:
    check_activity(raw)
    assert plain(to_activity(raw)) == plain(by_the_sdk(raw))


@given(st.sets(st.sampled_from(sorted(FULL))), JSON)
def test_whichever_fields_are_missing_and_whatever_is_in_the_free_ones(
    missing: set[str], free: Any
) -> None:
    raw = {key: value for key, value in FULL.items() if key not in missing}
    raw |= {"value": free, "channelData": free}
    read = plain(to_activity(raw))
    assert read == plain(by_the_sdk(raw))


def test_two_activities_share_nothing_that_could_be_changed() -> None:
    one, other = to_activity(message()), to_activity(message())
    one.additional_properties["x"] = 1
    one.conversation.additional_properties["x"] = 1
    assert "x" not in other.additional_properties
    assert "x" not in other.conversation.additional_properties
