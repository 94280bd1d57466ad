"""The real Adaptive Cards renderer, with Markdown as generous as any client's, in Chromium.

Cards are rendered by the npm package adaptivecards, whose Markdown (of TextBlocks) is markdown-it's
with bare addresses made links; a message's own text is rendered with HTML let through as well.
"""

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from bot.local.folder import PLAYGROUND
from tests.hostile import MARK

_MODULES = PLAYGROUND / "node_modules"
SCRIPTS = (
    _MODULES / "markdown-it" / "dist" / "markdown-it.min.js",
    _MODULES / "adaptivecards" / "dist" / "adaptivecards.js",
)
_PREPARE = """
() => {
  const cards = window.markdownit({linkify: true, breaks: true});
  const messages = window.markdownit({linkify: true, html: true, breaks: true});
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = cards.render(text);
    result.didProcess = true;
  };
  window.shown = (message) => {
    const place = document.createElement("div");
    place.innerHTML = message.text ? messages.render(message.text) : "";
    for (const one of message.attachments || []) {
      const card = new AdaptiveCards.AdaptiveCard();
      card.parse(one.content);
      place.appendChild(card.render());
    }
    return place;
  };
  window.live = (place) =>
    [...place.querySelectorAll("a, img, at, iframe, script, svg, object, embed, form, style")]
      .concat([...place.querySelectorAll("*")].filter((one) =>
        [...one.attributes].some((a) => a.name.startsWith("on"))))
      .map((one) => one.outerHTML);
}
"""
_LOOK = """
(messages) => messages.map((message) => {
  const place = window.shown(message);
  document.body.replaceChildren(place);
  return {live: window.live(place), text: place.innerText};
})
"""


def prepare(page: Page) -> list[str]:
    """Load the renderer into an empty page; return the list of what the page then asks for."""
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    for script in SCRIPTS:
        page.add_script_tag(path=script)
    page.evaluate(_PREPARE)
    return asked_for


def look(page: Page, messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Render messages; return what lives in each (as HTML), and the text that is seen."""
    seen: list[dict[str, Any]] = page.evaluate(_LOOK, list(messages))
    return seen


def alive(page: Page, messages: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return what lives of people's texts: an element that holds some, or a template expanded."""
    found = []
    for message, seen in zip(messages, look(page, messages), strict=True):
        found += [(html, json.dumps(message)) for html in seen["live"] if _theirs(html)]
        if "1/1/2026" in seen["text"] or "2026-01-01T" in seen["text"].replace("(2026-01-01T", ""):
            found.append(("a template was expanded", json.dumps(message)))
    return found


def _theirs(html: str) -> bool:
    return MARK in html or "evil" in html or not html.startswith("<a ")
