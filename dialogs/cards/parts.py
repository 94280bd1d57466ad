"""The parts that cards are made of.

The bot's own sentences are TextBlocks; the policy's words and people's words are TextRuns, because
a TextBlock renders Markdown and would act on theirs.
"""

import json
from collections.abc import Sequence

from microsoft_teams.cards import (
    Action,
    ActionSet,
    ActionStyle,
    AdaptiveCard,
    AssociatedInputs,
    CardElement,
    Choice,
    ChoiceSetInput,
    Container,
    ExecuteAction,
    RichTextBlock,
    Spacing,
    SubmitAction,
    TextBlock,
    TextRun,
    ToggleVisibilityAction,
    Version,
)

from dialogs import wording
from dialogs.payloads.payload_parts import Payload
from dialogs.text.inert import fit, without_templates
from dialogs.wording import answers
from policy_content.model import Clause, Policy

VERSION: Version = "1.5"
FALLBACK_BYTES = 2_500
"""What a card's stand-in text may weigh in JSON; the card itself has the whole."""


def card(
    body: Sequence[CardElement], actions: Sequence[Action] = (), *, stands_for: str
) -> AdaptiveCard:
    """Make a card; `stands_for` is its text where it cannot be shown, and what is read aloud."""
    return AdaptiveCard(
        version=VERSION,
        lang="en-GB",
        fallback_text=fit(stands_for, FALLBACK_BYTES),
        speak=fit(stands_for.split("\n", 1)[0], 600),
        body=list(body),
        actions=list(actions) or None,
    )


def headline(text: str) -> TextBlock:
    """Make the first line of a card, a heading to a screen reader."""
    return TextBlock(text=text, wrap=True, weight="Bolder", size="Medium", style="heading")


def sentence(
    text: str, *, subtle: bool = False, strong: bool = False, spacing: Spacing | None = None
) -> TextBlock:
    """Make a line of the bot's own words."""
    return TextBlock(
        text=text,
        wrap=True,
        is_subtle=subtle or None,
        weight="Bolder" if strong else None,
        size="Small" if subtle else None,
        spacing=spacing,
    )


def words(text: str, *, subtle: bool = False, spacing: Spacing | None = None) -> RichTextBlock:
    """Make a block of words that are not the bot's own: shown as they are, never acted on."""
    run: CardElement = TextRun(
        text=without_templates(text), is_subtle=subtle or None, size="Small" if subtle else None
    )
    return RichTextBlock(inlines=[run], spacing=spacing)


def source(clause: Clause) -> str:
    """Return where a clause stands: its section and id."""
    return f"{clause.section} · {clause.id}"


def quotation(policy: Policy, clause_id: str) -> Container:
    """Quote a clause word for word, under its list's heading, with its section and id.

    A clause that is itself such a heading is quoted with all of its items.
    """
    clause = policy.clause(clause_id)
    items: list[CardElement] = []
    if clause.follows:
        heading = answers.FOLLOWS.format(heading=policy.clause(clause.follows).text)
        items.append(words(heading, subtle=True))
    items.append(words(f"“{clause.text}”", spacing="Small"))
    items.append(words(source(clause), subtle=True, spacing="Small"))
    items += [_item(item) for item in items_of(policy, clause_id)]
    if clause.note:
        note = answers.NOTE.format(note=clause.note)
        items.append(sentence(note, subtle=True, spacing="Small"))
    return Container(items=items, style="emphasis", spacing="Small")


def items_of(policy: Policy, heading: str) -> list[Clause]:
    """Return the clauses that stand under a list's heading."""
    return [clause for clause in policy.clauses.values() if clause.follows == heading]


def _item(clause: Clause) -> RichTextBlock:
    quoted: CardElement = TextRun(text=f"“{clause.text}” ")
    where: CardElement = TextRun(text=clause.id, is_subtle=True, size="Small")
    return RichTextBlock(inlines=[quoted, where], spacing="Small")


def button(
    title: str,
    payload: Payload,
    *,
    takes_inputs: bool = False,
    style: ActionStyle | None = None,
) -> ExecuteAction:
    """Make a button that sends `payload`; clients without Action.Execute send it as a message."""
    data = payload.model_dump(mode="json", exclude_defaults=True) | {
        "do": payload.model_dump()["do"]
    }
    inputs: AssociatedInputs | None = None if takes_inputs else "none"
    plain = SubmitAction(title=title, data=data, associated_inputs=inputs)
    return ExecuteAction(
        title=title,
        verb=str(data["do"]),
        data=data,
        associated_inputs=inputs,
        style=style,
        fallback=plain,
    )


def within(elements: Sequence[CardElement], budget: int) -> list[CardElement]:
    """Return the elements from the first on that weigh no more than `budget` bytes of JSON."""
    kept: list[CardElement] = []
    for element in elements:
        budget -= len(json.dumps(element.model_dump(mode="json", by_alias=True, exclude_none=True)))
        if budget < 0:
            break
        kept.append(element)
    return kept


def stacked(buttons: Sequence[Action]) -> list[CardElement]:
    """Put each button on a row of its own, so that a long option is read in full."""
    return [ActionSet(actions=[one], spacing="Small") for one in buttons]


def with_details(
    first_screen: Sequence[CardElement], details: Sequence[CardElement]
) -> list[CardElement]:
    """Return the body of a card with `details` hidden behind Show details, where there are any."""
    if not details:
        return list(first_screen)
    hidden = Container(id="details", is_visible=False, items=list(details))
    toggle = ToggleVisibilityAction(title=wording.SHOW_DETAILS, target_elements=["details"])
    return [*first_screen, ActionSet(actions=[toggle]), hidden]


def choices(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    value: str = "",
    *,
    many: bool = False,
) -> ChoiceSetInput:
    """Make a list to choose from, (id, words) each; `value` is what is chosen already."""
    return ChoiceSetInput(
        id=name,
        label=label,
        choices=[Choice(title=title, value=option) for option, title in options],
        value=value or None,
        is_multi_select=many or None,
        style="expanded" if many else "compact",
        wrap=True,
    )
