"""Checks that an activity's fields have the types that the SDK believes them to have.

The SDK's deserialiser mangles what it does not expect (a number becomes text, a null in a list
stays there) or fails with the content in its message. Its own attribute maps say what it expects,
so they are what is checked here. Paths in the sentences are field names of the protocol, never
anything that was sent.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from botbuilder import schema

from bot.endpoint.body import BodyError
from bot.endpoint.reading import read_activity

Check = Callable[[Any, str], None]

# `action` is text in an installation update, and an object in some invokes.
_FREE = frozenset({"action"})
# Every activity has these (Bot Framework activity specification, "Basic activity structure").
_IDENTIFIED = ("from", "conversation", "recipient")


def check_activity(raw: Mapping[str, Any]) -> None:
    """Raise BodyError (400) where a field of the activity has another type than it must have."""
    if not isinstance(raw.get("type"), str) or not raw["type"]:
        raise BodyError(400, "The activity has no type.")
    _model(schema.Activity)(raw, "")
    for field in _IDENTIFIED:
        if not (raw.get(field) or {}).get("id"):
            raise BodyError(400, f"The activity has no {field}.id.")


def to_activity(raw: Mapping[str, Any]) -> schema.Activity:
    """Return a checked activity as the SDK's model."""
    return read_activity({k: v for k, v in raw.items() if k not in _FREE or isinstance(v, str)})


@cache
def _model(model: type) -> Check:
    fields = {
        entry["key"]: _check(entry["type"])
        for entry in vars(model)["_attribute_map"].values()
        if entry["key"] not in _FREE
    }

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(path, "an object")
        for key, held in value.items():
            if held is not None and (field := fields.get(key)):
                field(held, f"{path}.{key}" if path else key)

    return check


def _check(kind: str) -> Check:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind.startswith("["):
        return _list_of(_check(kind[1:-1]))
    if kind.startswith("{"):
        return _map_of(_check(kind[1:-1]))
    model = getattr(schema, kind)

    # Looked up when it is met, since models refer to one another.
    def check(value: Any, path: str) -> None:
        _model(model)(value, path)

    return check


def _list_of(item: Check) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            raise _wrong(path, "a list")
        for entry in value:
            item(entry, path)

    return check


def _map_of(item: Check) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(path, "an object")
        for entry in value.values():
            item(entry, path)

    return check


def _text(value: Any, path: str) -> None:
    if not isinstance(value, str):
        raise _wrong(path, "text")


def _truth(value: Any, path: str) -> None:
    if not isinstance(value, bool):
        raise _wrong(path, "true or false")


def _number(value: Any, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(path, "a number")


def _time(value: Any, path: str) -> None:
    try:
        datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise _wrong(path, "an ISO 8601 time") from None


def _anything(_value: Any, _path: str) -> None:
    return


def _wrong(path: str, expected: str) -> BodyError:
    return BodyError(400, f"The activity's {path or 'body'} must be {expected}.")


_PLAIN: dict[str, Check] = {
    "str": _text,
    "bool": _truth,
    "int": _number,
    "float": _number,
    "iso-8601": _time,
    "object": _anything,
}
