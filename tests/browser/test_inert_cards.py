"""Hostile texts, wherever a person may write one, are inert in the real renderer of cards."""

import json

import pytest
from playwright.sync_api import Browser

from policy_content import load_policy
from tests.dialogs.conftest import find, read, toolbox_of
from tests.faults.hostile_plays import PLAYS, messages
from tests.faults.rendering import alive, prepare
from tests.hostile import HOSTILE, MARK, VECTORS

pytestmark = pytest.mark.browser

TOOLBOX = toolbox_of(load_policy(), find, read)


def test_the_renderer_would_show_what_lives(browser: Browser) -> None:
    """Shown as the bot's own sentences are, these texts do act: so the look finds them."""
    page = browser.new_page()
    asked_for = prepare(page)
    cards = [
        {"attachments": [{"content": {"type": "AdaptiveCard", "version": "1.5", "body": [
            {"type": "TextBlock", "text": text}]}}]}
        for text in VECTORS
    ]  # fmt: skip
    in_cards = {json.dumps(card) for card in cards} & {about for _, about in alive(page, cards)}
    plain = [{"text": text} for text in VECTORS]
    in_messages = {about for _, about in alive(page, plain)}
    page.close()
    assert len(in_cards) >= 8
    assert len(in_messages) >= 15
    assert any("evil.example" in url for url in asked_for)


def test_five_hundred_hostile_texts_are_inert_in_one_message_each(browser: Browser) -> None:
    page = browser.new_page()
    asked_for = prepare(page)
    chosen = []
    for number, text in enumerate(HOSTILE):
        sent = messages(TOOLBOX, text, PLAYS[number % len(PLAYS)])
        told = [one for one in sent if MARK in json.dumps(one)]
        assert told, text
        chosen.append(told[number // len(PLAYS) % len(told)])
    found = alive(page, chosen)
    page.close()
    assert len(chosen) >= 500
    assert found == []
    assert not any("evil.example" in url for url in asked_for)


def test_every_message_of_every_play_is_inert_for_each_kind_of_text(browser: Browser) -> None:
    page = browser.new_page()
    prepare(page)
    sent = [one for text in VECTORS[::8] for one in messages(TOOLBOX, text)]
    found = alive(page, sent)
    page.close()
    assert len(sent) > 200
    assert found == []
