"""What the rules of a committee say is to be done with what a deputy raised, and by which article.

Where the rules name no way, the office finds it: a step then rests on no article.
"""

from functions.suggestions.handovers.handover import About
from functions.suggestions.matters.letters.concern import HEARD, Concern, Happened, State
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.regulations import sentences
from shared.regulations.kinds.publish import Publish
from shared.regulations.kinds.route import Branch
from shared.regulations.matters import BINDING, Way, routes
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Fact
from shared.store.packs import packs

LETTER_OR_VISIT, IN_CONTACT = "letter_or_visit", "heard_in_contact"
"""The events that the routes of concerns name."""
VIEW_GIVEN = "view_given"
KNOWN = ("level", "heard_through")
"""Facts that are known here, and that nobody states."""
BODIES = ("special_committee", "working_body", "deputies_affairs_committee", "general_office")
"""Parts of a committee to which a concern can be forwarded."""
_ACTS = {
    Happened.HANDED_OVER: {"hand_over", "forward"},
    Happened.FORWARDED: {"forward"},
    Happened.REPLIED: {"handle", "answer_at_once"},
    Happened.REPORTED: {"report"},
}
"""What each step is called in the rules."""


def book_of(concern: Concern) -> Rulebook:
    """The rules of the committee on the day it came in."""
    return packs().rulebook(concern.division, legal_day(concern.opened_at))


def facts_of(concern: Concern) -> dict[str, Fact]:
    """What the office stated of it, how it came, and the level of the committee."""
    through = "contact" if concern.kind == HEARD else LETTER_OR_VISIT
    return {**concern.facts, "level": str(level_of(concern.division)), "heard_through": through}


def occasions(concern: Concern) -> tuple[str, ...]:
    """The events that the coming in of a concern is to the rules."""
    return (IN_CONTACT, VIEW_GIVEN) if concern.kind == HEARD else (LETTER_OR_VISIT,)


def about(concern: Concern) -> About:
    """What the clocks and lists of those who have it in hand need of it."""
    through = facts_of(concern)["heard_through"]
    facts: dict[str, Fact] = {**concern.facts, "heard_through": through}
    return About(concern.id, concern.kind, concern.division, concern.title, facts, (concern.deputy,))


def ways(concern: Concern) -> tuple[Way, ...]:
    """What is to be done with it, as far as its facts are stated."""
    book, facts = book_of(concern), facts_of(concern)
    return tuple(way for event in occasions(concern) for way in routes(book, facts, event))


def is_done(concern: Concern, way: Way) -> bool:
    """Whether what the rule wants was done."""
    acts = set(way.branch.act)
    if "report" in acts:
        return concern.reported_on is not None
    if not _to_unit(way.branch) and "forward" in acts:
        return concern.body in way.branch.to
    if acts & _ACTS[Happened.HANDED_OVER]:
        return concern.unit is not None or concern.state is State.ANSWERED
    return concern.state is State.ANSWERED


def basis(concern: Concern, what: Happened, body: str | None = None) -> Way | None:
    """The rule under which the step is taken, ``None`` where none speaks of it. ``body`` is to whom it is
    forwarded. Raises ``way_other`` with the article where a binding rule names another step."""
    found = ways(concern)
    fitting = next((way for way in found if _fits(way.branch, what, body)), None)
    if fitting is not None or what is Happened.REPORTED:
        return fitting
    others = (way for way in found if way.part.modality in BINDING and "report" not in way.branch.act)
    binding = next(others, None)
    if binding is not None:
        book = book_of(concern)
        raise Refusal(
            "way_other",
            basis=sentences.basis(binding.part),
            acts=_words(book, binding.branch, 0),
            acts_en=_words(book, binding.branch, 1),
        )
    return None


def told_items(concern: Concern, subject: SubjectKind) -> tuple[str, ...]:
    """What rules call the telling of the deputy by such a subject (the result, the use of the opinions)."""
    return tuple(
        dict.fromkeys(
            item
            for part in book_of(concern).parts
            if isinstance(part.fields, Publish)
            and part.subject is subject
            and "deputy" in part.fields.to
            and {*occasions(concern), "result_known"} & set(part.fields.after)
            for item in part.fields.what
        )
    )


def _fits(branch: Branch, what: Happened, body: str | None) -> bool:
    if not _ACTS[what] & set(branch.act):
        return False
    if what is Happened.HANDED_OVER:
        return _to_unit(branch)
    return what is not Happened.FORWARDED or body in branch.to


def _to_unit(branch: Branch) -> bool:
    return not set(branch.to) <= set(BODIES) or not branch.to


def _words(book: Rulebook, branch: Branch, language: int) -> str:
    between = "、" if language == 0 else ", "
    acts = between.join(book.word(word)[language] for word in branch.act)
    to = between.join(book.word(word)[language] for word in branch.to)
    if not to:
        return acts
    return f"{acts}（{to}）" if language == 0 else f"{acts} ({to})"
