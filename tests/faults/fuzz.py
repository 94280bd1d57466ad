"""Activities and payloads as nobody means them: good ones, with parts changed, moved or made up.

Everything follows from a seed, so that what fails can be tried again.
"""

import copy
import random
from collections.abc import Sequence
from typing import Any, get_args

from dialogs.payloads.pressed import AnyPayload
from tests.bot.activities import invoke, message
from tests.hostile import HOSTILE

FLOW = "00000000-0000-0000-0000-000000000001"
ODD: Sequence[Any] = (
    None, True, False, 0, -1, 2**62, 1.5, "", " ", "a" * 13_000, "0" * 200, [], {}, [None], [[]],
    {"": ""}, {"id": None}, {"id": {}}, "true", "null", FLOW, "C-7K3M-9QXT", "R-7K3M-9QXT",
    "hard-breach.hacked", "28:bot", "29:person", "19:x@thread.tacv2;messageid=1", "msteams",
    "../../v3", "%2e%2e", "a:conversation", "9999-12-31T23:59:59Z", "2026-13-40", "2026-06-02",
)  # fmt: skip
TYPES = (
    "message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction",
    "messageUpdate", "messageDelete", "event", "typing", "endOfConversation", "handoff", "trace",
    "command", "zq",
)  # fmt: skip
NAMES = (
    "adaptiveCard/action", "composeExtension/query", "composeExtension/fetchTask",
    "composeExtension/submitAction", "composeExtension/queryLink", "task/fetch", "task/submit",
    "fileConsent/invoke", "signin/verifyState", "message/submitAction", "zq", "",
)  # fmt: skip


def _models() -> list[type[Any]]:
    union = get_args(AnyPayload)[0]
    found: list[type[Any]] = []
    for part in get_args(union):
        inner = get_args(part)
        found += get_args(inner[0]) if inner else [part]
    return found


def _payload(chance: random.Random) -> dict[str, Any]:
    """Return a payload of some card, with each field good, odd, hostile or missing."""
    model = chance.choice(_MODELS)
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name == "do":
            fields["do"] = chance.choice(get_args(field.annotation) or ("zq",))
        elif chance.random() < 0.8:
            fields[name] = _value(chance)
    if chance.random() < 0.2:
        fields[chance.choice(("actor", "person", "zq", "do"))] = _value(chance)
    return fields


_MODELS = _models()


def _value(chance: random.Random) -> Any:
    return copy.deepcopy(chance.choice(chance.choice((ODD, HOSTILE))))


def activity(seed: int, **usual: Any) -> dict[str, Any]:
    """Return the activity of this seed; `usual` are fields as they are without any change."""
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated
    number = f"fuzz-{seed}"
    kind = chance.random()
    if kind < 0.4:
        action = {"type": "Action.Execute", "verb": "x", "data": _payload(chance)}
        made = invoke(value={"action": action, "trigger": "manual"}, id=number)
    elif kind < 0.5:
        made = message(text=None, value=_payload(chance), id=number)
    elif kind < 0.75:
        made = message(text=chance.choice(HOSTILE), id=number)
    else:
        made = message(type=chance.choice(TYPES), name=chance.choice(NAMES), id=number)
    made |= usual
    for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
        _change(made, chance)
    return made


def _change(node: Any, chance: random.Random) -> None:
    """Change something, on this level or further in."""
    while isinstance(node, dict | list) and node:
        key = chance.choice(list(node) if isinstance(node, dict) else range(len(node)))
        if isinstance(node[key], dict | list) and node[key] and chance.random() < 0.7:
            node = node[key]
            continue
        if isinstance(node, dict) and chance.random() < 0.15:
            del node[key]
        else:
            node[key] = _value(chance)
        return
