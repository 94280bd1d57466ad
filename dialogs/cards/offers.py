"""What an answer's card offers besides its words: buttons, and whether the answer helped."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    Column,
    ColumnSet,
    OpenUrlAction,
)

from dialogs import wording
from dialogs.cards.parts import button, card, headline, sentence
from dialogs.payloads.pressed import DontKeep, JudgeAnswer, ShowSection, Simple
from dialogs.wording import answers

_MOST = 3
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Offer(StrEnum):
    """What the buttons of an answer may do; at most three are shown."""

    CHECK = "check"
    SECTION = "section"
    REPORT = "report"
    CONTACT = "contact"
    DONT_KEEP = "dont-keep"


@dataclass(frozen=True, slots=True)
class Judging:
    """What "did this help?" sends back: the question's id and masked words, and the clause."""

    question: UUID
    words: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of one card, in order, with what they need; one that lacks its own is not made.

    `section_of` is the clause whose whole section is offered, `contact` the configured policy
    contact, `kept` the question that was kept.
    """

    order: tuple[Offer, ...] = (Offer.CHECK, Offer.SECTION, Offer.REPORT)
    section_of: str = ""
    contact: str = ""
    kept: UUID | None = None

    def buttons(self) -> list[Action]:
        """Make the first three that can be made."""
        made = (self._button(offer) for offer in self.order)
        return [button for button in made if button is not None][:_MOST]

    def _button(self, offer: Offer) -> Action | None:
        match offer:
            case Offer.CHECK:
                return button(wording.CHECK_A_POST, Simple(do="check"))
            case Offer.REPORT:
                return button(wording.REPORT_A_POST, Simple(do="report"))
            case Offer.SECTION if self.section_of:
                return button(answers.SHOW_SECTION, ShowSection(clause=self.section_of))
            case Offer.CONTACT if self.contact:
                return contact_button(self.contact)
            case Offer.DONT_KEEP if self.kept is not None:
                return button(answers.DONT_KEEP, DontKeep(question=self.kept))
        return None


USUAL = Offers()


def is_e_mail(contact: str) -> bool:
    """Tell whether what the operator set is an e-mail address and nothing else."""
    return _E_MAIL.fullmatch(contact) is not None


def contact_button(contact: str) -> Action:
    """Open what the operator set, where it is an address; say it, where it is not."""
    if is_e_mail(contact):
        return OpenUrlAction(title=answers.ASK_CONTACT, url=f"mailto:{contact}")
    if contact.startswith("https://"):
        return OpenUrlAction(title=answers.ASK_CONTACT, url=contact)
    return button(answers.ASK_CONTACT, Simple(do="ask-contact"))


def did_it_help(judging: Judging) -> ColumnSet:
    """Ask quietly, in one row, whether the answer helped."""
    yes = JudgeAnswer(do="helped", question=judging.question, clause=judging.clause)
    row = ActionSet(actions=[button(answers.YES, yes), not_helped(answers.NO, judging)])
    asking = Column(
        items=[sentence(answers.HELPED, subtle=True)],
        width="auto",
        vertical_content_alignment="Center",
    )
    return ColumnSet(columns=[asking, Column(items=[row], width="stretch")], separator=True)


def not_helped(title: str, judging: Judging) -> Action:
    """Make the button that says that an answer did not help."""
    payload = JudgeAnswer(
        do="not-helped", question=judging.question, clause=judging.clause, words=judging.words
    )
    return button(title, payload)


def kept_card(first_line: str, notice: str, question: UUID) -> AdaptiveCard:
    """Make the card that tells that a question was kept, with the button that forgets it."""
    forget = button(answers.DONT_KEEP, DontKeep(question=question))
    return card(
        [headline(first_line), sentence(notice)], [forget], stands_for=f"{first_line}\n{notice}"
    )
