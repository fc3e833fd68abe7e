"""Who supervises the handling of a suggestion, who chooses the key ones, and before whom one is brought: as
the rules of its congress name them."""

from functions.suggestions.suggestions import ruling
from functions.suggestions.suggestions.persons import office_of
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.domain.errors import Refusal
from shared.domain.roles import Role
from shared.regulations import matters, sentences
from shared.regulations.kinds.route import Route
from shared.regulations.matters import Way
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part

_CHOOSE, _SUPERVISE, _REPORT = "designate_key", "supervise", "report"
_OCCASIONS = ("handed_over", "overdue", "letter_or_visit")
"""When rules let something major be reported to those above."""


def meeting(suggestion: Suggestion, rules: Rulebook) -> Way:
    """Who may choose it for key supervision, as a matter that is widely followed (Deputies Law art. 52-2).
    Raises ``key_not_foreseen`` where no rule lets anybody: a township has no such meeting."""
    facts = {**ruling.facts(suggestion), "widely_followed": True}
    for way in matters.routes(rules, facts, ruling.SUBMITTED):
        if _CHOOSE in way.branch.act:
            return way
    known = (part for part in rules.parts if isinstance(part.fields, Route) and _lets(part.fields, _CHOOSE))
    raise Refusal("key_not_foreseen", basis=next(map(sentences.basis, known), None))


def supervisor(suggestion: Suggestion, rules: Rulebook, word: str) -> Part:
    """The rule by which the body that ``word`` names supervises the handling (Deputies Law art. 52-1). Raises
    ``not_supervisor``, which names those that do."""
    found: dict[str, Part] = {}
    for way in matters.routes(rules, ruling.facts(suggestion), "handed_over"):
        if _SUPERVISE in way.branch.act:
            for body in filter(None, (way.by, *way.branch.co)):
                found.setdefault(body, way.part)
    if word in found:
        return found[word]
    zh, en = ("、".join(rules.word(body)[language] for body in found) for language in (0, 1))
    basis = next(map(sentences.basis, found.values()), None)
    raise Refusal("not_supervisor", basis=basis, bodies=zh, bodies_en=en)


def above(suggestion: Suggestion, rules: Rulebook) -> tuple[str, Part | None]:
    """Before whom something major is brought, and the rule that says so (Guangxi art. 13). Where none does,
    the chairpersons' meeting, in a township the presidium: no regulation says so."""
    facts = {**ruling.facts(suggestion), "important": True}
    for occasion in _OCCASIONS:
        for way in matters.routes(rules, facts, occasion):
            if _REPORT in way.branch.act and way.branch.to:
                return way.branch.to[0], way.part
    township = office_of(suggestion.congress) is Role.TOWNSHIP_STAFF
    return "presidium" if township else "chairpersons_meeting", None


def _lets(route: Route, act: str) -> bool:
    return any(act in branch.act for branch in route.branch)
