"""Looks for what keeps people from using a card or a page: axe-core's rules, run in it."""

from playwright.sync_api import Page

from bot.local.folder import PLAYGROUND

AXE = PLAYGROUND / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """
async (within) => {
  const found = await axe.run({include: [[within]]}, {resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html]));
}
"""
# The Playground's renderer names what a button shows or hides, but gives it no id in the page.
_CLIENTS_OWN = ("aria-valid-attr-value", 'aria-controls="')


def barriers(page: Page, within: str = ".ac-adaptiveCard") -> list[str]:
    """Return what is wrong with a page's cards: the rule and the element, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[tuple[str, str]] = page.evaluate(_RUN, within)
    return [
        f"{rule}: {html}"
        for rule, html in found
        if not (rule == _CLIENTS_OWN[0] and _CLIENTS_OWN[1] in html)
    ]
