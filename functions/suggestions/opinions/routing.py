"""What the rules of the place say is to be done with an opinion (Shangqiu art. 20), and by whom.

A division whose rules give no routes leaves the way to its staff: then a step rests on no article.
"""

from functions.suggestions.handovers.handover import About
from functions.suggestions.opinions.opinion import KIND, Happened, Opinion
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.places import division_of
from shared.domain.roles import OVERSEERS, STATION_STAFF, Caller, Role
from shared.regulations import sentences
from shared.regulations.kinds.route import Route
from shared.regulations.matters import BINDING, Way, routes
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.values import Fact
from shared.store.packs import packs

RECEIPT = "received"
"""The event that the routes of an opinion name."""
HANDLERS = STATION_STAFF | OVERSEERS
"""Those who handle opinions where they were received."""
_SUBJECTS = (SubjectKind.STATION,)
_ACTS = {
    Happened.ANSWERED: "answer_at_once",
    Happened.EXPLAINED: "explain",
    Happened.FORWARDED: "forward",
    Happened.HANDED_OVER: "hand_over",
    Happened.RESEARCH: "do_research",
}
"""What each step is called in the rules."""
_BODIES: dict[str, frozenset[Role]] = {
    "station": HANDLERS,
    "township_body": frozenset({Role.TOWNSHIP_STAFF}) | OVERSEERS,
    "county_body": OVERSEERS,
}
"""Who acts for the bodies that the rules name."""


def book_of(opinion: Opinion) -> Rulebook:
    """The rules of the place on the day it was received."""
    return packs().rulebook(division_of(opinion.scope), legal_day(opinion.opened_at))


def facts_of(opinion: Opinion) -> dict[str, Fact]:
    """What the staff stated of the matter, and the level of the place."""
    return {**opinion.facts, "level": str(level_of(division_of(opinion.scope)))}


def about(opinion: Opinion) -> About:
    """What the clocks and lists of those who have it in hand need of it."""
    facts = dict(opinion.facts)
    return About(opinion.id, KIND, opinion.scope, opinion.begins, facts, named=opinion.named)


def ways(opinion: Opinion) -> tuple[Way, ...]:
    """What is to be done with it, as far as its facts are stated."""
    return routes(book_of(opinion), facts_of(opinion), RECEIPT, _SUBJECTS)


def basis(opinion: Opinion, what: Happened, caller: Caller) -> Part | None:
    """The rule under which the step is taken, ``None`` where none speaks of it.

    Raises ``opinion_not_sorted`` where the rules ask what the matter is and nobody has said so, ``way_other``
    with the article where a binding rule names another step, ``way_through`` where it names another body.
    """
    book, found, act = book_of(opinion), ways(opinion), _ACTS[what]
    fitting = next((way for way in found if act in way.branch.act), None)
    if fitting is not None:
        _require_body(book, fitting, act, caller, opinion.scope)
        return fitting.part
    binding = next((way for way in found if way.part.modality in BINDING), None)
    if binding is not None:
        acts = "、".join(book.word(word)[0] for word in binding.branch.act)
        in_english = ", ".join(book.word(word)[1] for word in binding.branch.act)
        raise Refusal("way_other", basis=sentences.basis(binding.part), acts=acts, acts_en=in_english)
    if not opinion.facts:
        asking = next((part for part in book.parts if _asks(part)), None)
        if asking is not None:
            raise Refusal("opinion_not_sorted", basis=sentences.basis(asking))
    return None


def _asks(part: Part) -> bool:
    rule = part.fields
    return (
        isinstance(rule, Route)
        and RECEIPT in rule.on
        and part.subject in _SUBJECTS
        and part.modality in BINDING
    )


def _require_body(book: Rulebook, way: Way, act: str, caller: Caller, scope: str) -> None:
    """What goes through somebody is handed over by them, once it was forwarded to them: those of this very
    place, whatever the caller is elsewhere."""
    through = act == "hand_over" and way.branch.via
    bodies = way.branch.via if through else (way.by,)
    allowed = frozenset[Role]().union(*(_BODIES.get(body, HANDLERS) for body in bodies))
    if not caller.reaches(allowed, scope):
        names = [book.word(body) for body in bodies]
        raise Refusal(
            "way_through",
            basis=sentences.basis(way.part),
            by="、".join(name[0] for name in names),
            by_en=", ".join(name[1] for name in names),
        )
