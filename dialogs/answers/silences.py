"""What is said where the policy has no answer: several kinds of honest silence.

Not about social media; about it, but not in the policy; a person's own matter; abuse or orders to
the bot. None of them rules on anything, and none quotes a clause but as the closest.
"""

from collections.abc import Sequence

from dialogs.answers import owners_loop
from dialogs.answers.answering import (
    CONTACTS,
    SHOWN,
    Around,
    contact_line,
    in_doubt,
    quote,
    remember,
    said,
    why_kept,
    with_notice,
)
from dialogs.answers.asked import Asked
from dialogs.cards.answer_card import AnswerView
from dialogs.cards.offers import Offer, Offers
from dialogs.here import Here
from dialogs.state import Conversation
from dialogs.turn import Reply, Step
from dialogs.wording import answers
from policy_content.model import Finding
from policy_content.phrases import plain_words
from policy_content.silence import Unsaid

_MAY_HELP = 0.1  # below this, the closest clause is about something else
_LIKELY_ABOUT = 0.3  # from this on, a question is about social media whatever its words
_SHORT = 40
"""Words up to which a subject that is mentioned is taken to be what a question is about."""


def danger(text: str, here: Here) -> tuple[Reply, ...]:
    """Return where to turn, if a message tells of danger to somebody's life; nothing otherwise."""
    if not here.toolbox.silence.danger.found_in(plain_words(text)):
        return ()
    signpost = here.toolbox.danger_signpost
    return (
        Reply(answers.DANGER_SIGNPOST.format(signpost=signpost) if signpost else answers.DANGER),
    )


def contact(conversation: Conversation, here: Here) -> Step:
    """Say whom to ask about the policy; without a configured contact, what the policy says."""
    if here.toolbox.policy_contact:
        return Step(conversation, (Reply(contact_line(here.toolbox)),))
    return quote(conversation, CONTACTS, here, Around(answers.NO_CONTACT, alone=True))


def none(conversation: Conversation, finding: Finding, asked: Asked, here: Here) -> Step:
    """Say honestly that the policy has no answer, in the words for this kind of question."""
    silence = here.toolbox.silence
    if silence.danger.found_in(asked.plain):
        return Step(remember(conversation, (), "none"))  # where to turn was said already
    if silence.orders.found_in(asked.plain) or silence.abuse.found_in(asked.plain):
        return _plain_none(conversation, (answers.ONLY_POLICY,), here)
    if silence.personal.found_in(asked.plain):
        return _personal(conversation, here)
    if asked.told:
        return _somebody_else(conversation, finding, here)
    return _unanswered(conversation, finding, asked, here)


def subjects(asked: Asked, here: Here) -> tuple[Unsaid, ...]:
    """Return the subjects of a question that the policy does not settle.

    In a long story they are mentioned in passing, and are not what is asked.
    """
    if len(asked.plain.split()) > _SHORT:
        return ()
    return here.toolbox.silence.unsaid_in(asked.plain)


def no_ruling(
    conversation: Conversation,
    cited: Sequence[str],
    unsaid: Sequence[Unsaid],
    asked: Asked,
    here: Here,
) -> Step:
    """Quote what comes nearest, say what the policy does not mention, and rule on nothing."""
    own = [clause for subject in unsaid if subject.no_ruling for clause in subject.clauses]
    clauses = tuple(dict.fromkeys((*cited, *own)))
    around = Around(answers.NO_RULING, left_open(unsaid), alone=True, unanswered=True)
    return quote(conversation, clauses, here, around, asked)


def left_open(unsaid: Sequence[Unsaid]) -> tuple[str, ...]:
    """Return the sentences on what the policy does not mention, or leaves open."""
    names = [subject.name for subject in unsaid if subject.name]
    says = tuple(subject.says for subject in unsaid if subject.says)
    match names:
        case []:
            return says
        case [one]:
            return (answers.NOT_MENTIONED.format(one=one), *says)
        case [first, last]:
            return (answers.NEITHER.format(first=first, last=last), *says)
    return (answers.NONE_MENTIONED.format(all=", ".join(names)), *says)


def _unanswered(conversation: Conversation, finding: Finding, asked: Asked, here: Here) -> Step:
    about = _is_about_social_media(finding, asked, here)
    near = _nearest(finding, asked, here) if about else ()
    policy, after = here.toolbox.policy, remember(conversation, near, "none")
    view = _about_view(near, asked, here) if about else _off_topic_view(here)
    why = why_kept(conversation, unanswered=True)
    if not asked.words or why is None:
        return said(after, view, policy)
    step = said(after, with_notice(view, asked, here), policy)
    return owners_loop.kept(step, asked, why, near[0] if near else "")


def _is_about_social_media(finding: Finding, asked: Asked, here: Here) -> bool:
    words = here.toolbox.silence.about
    likely = any(citation.probability >= _LIKELY_ABOUT for citation in finding.citations)
    return likely or words.found_in(asked.plain) or bool(subjects(asked, here))


def _off_topic_view(here: Here) -> AnswerView:
    contact = here.toolbox.policy_contact
    return AnswerView(
        answers.OFF_TOPIC,
        footers=(contact_line(here.toolbox),) if contact else (),
        offers=Offers((Offer.CONTACT, Offer.CHECK, Offer.REPORT), contact=contact),
    )


def _about_view(near: tuple[str, ...], asked: Asked, here: Here) -> AnswerView:
    contact = here.toolbox.policy_contact
    return AnswerView(
        first_line=answers.NONE,
        shown=near,
        remarks=(*left_open(subjects(asked, here)), *((answers.CLOSEST,) if near else ())),
        footers=(contact_line(here.toolbox) if contact else in_doubt(here.toolbox.policy),),
        offers=Offers(
            (Offer.CONTACT, Offer.SECTION, Offer.CHECK), near[0] if near else "", contact
        ),
    )


def _personal(conversation: Conversation, here: Here) -> Step:
    view = AnswerView(
        first_line=answers.PERSONAL,
        remarks=signpost(here) or (answers.ONLY_POLICY,),
        offers=Offers((Offer.CONTACT,), contact=here.toolbox.policy_contact),
    )
    return said(remember(conversation, (), "none"), view, here.toolbox.policy)


def signpost(here: Here) -> tuple[str, ...]:
    """Return where a person may turn with a matter of their own, if the operator has said so."""
    where = here.toolbox.personal_signpost
    return (answers.SIGNPOST.format(signpost=where),) if where else ()


def _somebody_else(conversation: Conversation, finding: Finding, here: Here) -> Step:
    near = _near(finding, here)
    view = AnswerView(
        first_line=answers.SOMEBODY_ELSE,
        shown=near,
        remarks=(answers.REPORT_OFFER, *((answers.CLOSEST,) if near else ())),
        footers=(in_doubt(here.toolbox.policy),),
        offers=Offers((Offer.REPORT, Offer.SECTION, Offer.CHECK), near[0] if near else ""),
    )
    return said(remember(conversation, near, "none"), view, here.toolbox.policy)


def _plain_none(conversation: Conversation, remarks: tuple[str, ...], here: Here) -> Step:
    view = AnswerView(
        first_line=answers.NONE, remarks=remarks, offers=Offers((Offer.CHECK, Offer.REPORT))
    )
    return said(remember(conversation, (), "none"), view, here.toolbox.policy)


def _nearest(finding: Finding, asked: Asked, here: Here) -> tuple[str, ...]:
    """Return the closest clauses: at least one, if it is only the best of a poor lot."""
    own = tuple(clause for subject in subjects(asked, here) for clause in subject.clauses)
    known = here.toolbox.policy.clauses
    best = tuple(c.clause for c in finding.citations[:1] if c.clause in known)
    return tuple(dict.fromkeys((*_near(finding, here), *own)))[:SHOWN] or best


def _near(finding: Finding, here: Here) -> tuple[str, ...]:
    """Return the closest clauses, as far as they may be about the question at all."""
    known = here.toolbox.policy.clauses
    near = [c.clause for c in finding.citations if c.probability >= _MAY_HELP]
    return tuple(clause for clause in near if clause in known)[:SHOWN]
