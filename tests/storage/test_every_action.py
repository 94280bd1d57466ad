"""Of every action of the team it is said what event it becomes, who hears of that, and how."""

from typing import get_args

from dialogs.wording import cases
from storage.cases import action_events
from storage.cases.thread import AUDIENCE
from storage.records import CaseAction, EventKind


def test_every_action_becomes_an_event() -> None:
    assert set(action_events._KINDS) == set(get_args(CaseAction))


def test_of_every_event_it_is_said_who_hears_and_what_the_history_tells() -> None:
    assert set(AUDIENCE) == set(EventKind) == set(cases.EVENTS)
