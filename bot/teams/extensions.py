"""Answers Teams' own menus: message extensions, and the dialogs (task modules) that they open.

A dialog's turns run through the same flows as a chat's. Nothing is ever written where it was
opened: the bot need not be there, and nobody there is to know of it.
"""

import asyncio
from dataclasses import dataclass
from functools import partial

from botbuilder.core import InvokeResponse
from botbuilder.schema import Activity

from bot.teams import extension_answers as answers
from bot.teams.extension_values import Action, LinkQuery, MessagePayload, Query, read_value
from bot.teams.incoming import ActivityReader
from bot.teams.outgoing import card_json
from bot.teams.personal_chats import PersonalChats
from bot.teams.whereabouts import person_of
from bot.turns.turns import LONG_CHARACTERS, Turns
from dialogs.answers.policy_search import clauses_for
from dialogs.cards.dialog_card import dialog_card
from dialogs.cards.shared_cards import clause_card, link_card
from dialogs.seen_message import SeenMessage
from dialogs.text.inert import inert
from dialogs.turn import Dialog, Event, Opened, Pressed
from dialogs.wording import answers as wording
from dialogs.wording import extensions
from dialogs.yammer.yammer_links import PostLink, read_link
from policy_content.model import Clause

NAMES = answers.SEARCHES | answers.DIALOGS
QUERY = "words"
MOST_RESULTS = 10
_OPENS = frozenset({"composeExtension/fetchTask", "task/fetch"})
_TITLES = {
    Dialog.CHECK: extensions.CHECK_TITLE,
    Dialog.LOOK: extensions.LOOK_TITLE,
    Dialog.REPORT: extensions.REPORT_TITLE,
}
_PREVIEW_TITLE, _PREVIEW_CHARACTERS = 48, 120


@dataclass(frozen=True, slots=True)
class Extensions:
    """Answers the invokes that are named in NAMES."""

    turns: Turns
    reader: ActivityReader
    chats: PersonalChats

    async def answer(self, activity: Activity) -> InvokeResponse:
        """Answer one. What cannot be read is answered with a sentence, where people see it."""
        match activity.name:
            case "composeExtension/query":
                return await self._search(activity)
            case "composeExtension/queryLink":
                return _unfurl(activity)
        action = read_value(Action, activity.value)
        if action is None:
            return answers.sentence_in_dialog(extensions.BAD_COMMAND)
        if activity.name in _OPENS:
            return await self._open(activity, action)
        return await self._press(activity, action)

    async def _search(self, activity: Activity) -> InvokeResponse:
        query = read_value(Query, activity.value)
        if query is None:
            return answers.nothing_found(extensions.BAD_COMMAND)
        toolbox, typed = self.turns.toolbox, query.typed(QUERY)
        search = partial(clauses_for, typed, toolbox)
        clauses = await asyncio.to_thread(search) if len(typed) > LONG_CHARACTERS else search()
        if not clauses:
            return answers.nothing_found(wording.NONE)
        start = query.query_options.skip if query.query_options else 0
        now = self.reader.clock()
        return answers.found(
            [
                answers.attachment(
                    card_json(clause_card(toolbox.policy, clause, now)),
                    *_preview(toolbox.policy.clause(clause)),
                )
                for clause in clauses[start : start + MOST_RESULTS]
            ]
        )

    async def _open(self, activity: Activity, action: Action) -> InvokeResponse:
        dialog = _dialog(action.command_id or str(action.data.get("dialog") or ""))
        if dialog is None:
            return answers.sentence_in_dialog(extensions.BAD_COMMAND)
        message = _seen(action.message, activity)
        return await self._play(activity, Opened(dialog, message), dialog)

    async def _press(self, activity: Activity, action: Action) -> InvokeResponse:
        """Take a pressed button; a report that a look leads to knows the message as well."""
        message = _seen(action.message, activity)
        dialog = _dialog(action.command_id or "") or Dialog.CHECK
        if str(action.data.get("do")).startswith("report"):
            dialog = Dialog.REPORT
        if action.data == {"do": "report"} and message is not None:
            return await self._play(activity, Opened(Dialog.REPORT, message), dialog)
        return await self._play(activity, Pressed(action.data), dialog)

    async def _play(self, activity: Activity, event: Event, dialog: Dialog) -> InvokeResponse:
        chat = await self.chats.find(activity)
        incoming = self.reader.read_dialog(activity, event, chat)
        result = await self.turns.run(incoming)
        if not result.replies:
            # What a draft was answered with is not kept, so that it cannot be said again.
            return answers.sentence_in_dialog(extensions.ANSWERED_BEFORE)
        card = dialog_card(result.replies)
        await self.turns.told(result)
        if card is None:
            return answers.sentence_in_dialog("\n\n".join(reply.text for reply in result.replies))
        return answers.dialog(_TITLES[dialog], card)


def _unfurl(activity: Activity) -> InvokeResponse:
    """Show a Yammer post's link as a card; other links are left as they are."""
    link = read_value(LinkQuery, activity.value)
    reading = read_link(link.url) if link is not None else None
    if not isinstance(reading, PostLink):
        return answers.found([])
    card = card_json(link_card(reading.url))
    return answers.found([answers.attachment(card, extensions.A_POST, extensions.NOT_OPENED)])


def _dialog(command: str) -> Dialog | None:
    return Dialog(command) if command in set(Dialog) else None


def _seen(payload: MessagePayload | None, activity: Activity) -> SeenMessage | None:
    if payload is None:
        return None
    sender = activity.from_property
    return payload.seen_by((person_of(activity), sender.id), sender.name or "")


def _preview(clause: Clause) -> tuple[str, str]:
    text = inert(" ".join(clause.text.split()), _PREVIEW_CHARACTERS)
    return inert(clause.title, _PREVIEW_TITLE), f"“{text}” ({clause.id})"
