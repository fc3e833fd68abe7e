"""What the rules say of a consultation: on which occasion deputies are consulted, what is done besides, what
people may be asked at stations, and that who spoke is told what was adopted.

Guangxi art. 5 and 8, Shenzhen art. 16, Tianjin art. 6, 7 and 8, Shangqiu art. 19.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from functions.publications.consultations.consultation import Consultation, Counts, State
from functions.publications.documents.publication import Issuer
from shared.domain.clock import legal_day
from shared.domain.errors import Basis, FieldProblem, Refusal, invalid
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.publish import Publish
from shared.regulations.matters import BINDING
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.verdicts import State as Stand
from shared.store.packs import packs

CONSULTED = frozenset({"consultation", "draft_consultation", "deputies_consulted"})
"""Words of the rules for what a consultation of deputies is."""
HEARD = "view_on_deputy_work"
"""The occasion that is the views themselves: deputies speak of the committee's work with deputies."""
_USED = "use_of_opinions"
_AT_STATIONS = "consultation"


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule on an occasion, what it wants done, what of it is not there, and where that stands."""

    part: Part
    occasion: str
    items: tuple[str, ...]
    missing: tuple[str, ...]
    state: Stand


def book_of(issuer: Issuer, day: date) -> Rulebook:
    """The rulebook that binds the organ that asks."""
    return packs().rulebook(issuer.division, day)


def parts_of(book: Rulebook, issuer: Issuer) -> list[tuple[Part, str]]:
    """The rules that have deputies consulted, each with an occasion that it names."""
    found: list[tuple[Part, str]] = []
    for part in _of_committee(book, issuer):
        fields = part.fields
        if isinstance(fields, Checklist) and CONSULTED.intersection(fields.items):
            found += [(part, occasion) for occasion in fields.on]
        elif isinstance(fields, Publish) and HEARD in fields.after and _USED in fields.what:
            found.append((part, HEARD))
    return found


def matter_rule(book: Rulebook, issuer: Issuer) -> Part | None:
    """The rule that says on what people may be asked at stations, if there is one."""
    for part in _of_committee(book, issuer):
        if isinstance(part.fields, Checklist) and _AT_STATIONS in part.fields.on:
            return part
    return None


def require(consultation: Consultation, day: date) -> None:
    """Raises ``invalid_request``: for an occasion or matter that no rule there names, for a question at
    stations without its matter where a rule names those (with the article), where nobody is asked."""
    issuer = consultation.issuer
    book = book_of(issuer, day)
    named = {occasion for _, occasion in parts_of(book, issuer)}
    if consultation.occasion is not None and consultation.occasion not in named:
        raise invalid("body.occasion", "当地法规没有这一情形", "no rule there names this occasion")
    rule = matter_rule(book, issuer)
    if consultation.matter is not None and (rule is None or consultation.matter not in rule.fields.items):
        raise _of_matter(rule)
    if rule is not None and consultation.stations and consultation.matter is None:
        raise _of_matter(rule)
    if consultation.audience is None and not consultation.of_everybody:
        raise invalid("body.audience", "请说明征求谁的意见", "say whose views are asked")


def require_preparation(consultation: Consultation, item: str, day: date) -> None:
    """Raises ``invalid_request`` for what no rule wants done for the occasion besides consulting."""
    book = book_of(consultation.issuer, day)
    parts = _on(book, consultation)
    if not any(item in _items(part) and item not in CONSULTED for part in parts):
        raise invalid("body.item", "法规没有要求此项准备", "no rule wants this done for the occasion")


def asked(book: Rulebook, consultation: Consultation, counts: Counts | None) -> list[Asked]:
    """Where the consultation stands under the rules of its occasion. ``counts`` where they matter
    (:data:`HEARD`)."""
    return [_asked(part, consultation, counts) for part in _on(book, consultation)]


def duties(
    book: Rulebook, issuer: Issuer, consultations: Sequence[Consultation], counts: dict[str, Counts]
) -> list[tuple[Part, str, list[tuple[Consultation, Asked]]]]:
    """Each rule and occasion there, with the consultations that were for it."""
    return [
        (
            part,
            occasion,
            [
                (one, _asked(part, one, counts.get(one.id)))
                for one in consultations
                if one.occasion == occasion and one.state is not State.WITHDRAWN
            ],
        )
        for part, occasion in parts_of(book, issuer)
    ]


def _asked(part: Part, consultation: Consultation, counts: Counts | None) -> Asked:
    items = _items(part)
    if isinstance(part.fields, Publish):
        told = counts or Counts()
        stand = Stand.EXCUSED if not told.comments else Stand.OPEN
        if told.comments and told.answered >= told.comments:
            stand = Stand.MET
        return Asked(part, HEARD, items, () if stand is not Stand.OPEN else (_USED,), stand)
    there = _present(consultation)
    missing = tuple(item for item in items if item not in there)
    if not missing:
        stand = Stand.MET
    elif consultation.happened_on is not None and part.modality in BINDING:
        stand = Stand.SHORT
    else:
        stand = Stand.OPEN
    return Asked(part, consultation.occasion or "", items, missing, stand)


def _present(consultation: Consultation) -> set[str]:
    """What was done before the occasion, if it has come: deputies are consulted once they were asked."""
    by = consultation.happened_on or date.max
    there = {one.item for one in consultation.prepared if one.on <= by}
    opened = consultation.opened_at
    if consultation.audience is not None and opened is not None and legal_day(opened) <= by:
        there |= CONSULTED
    return there


def _on(book: Rulebook, consultation: Consultation) -> list[Part]:
    found = parts_of(book, consultation.issuer)
    return [part for part, occasion in found if occasion == consultation.occasion]


def _items(part: Part) -> tuple[str, ...]:
    fields = part.fields
    return fields.items if isinstance(fields, Checklist) else tuple(fields.what)


def _of_committee(book: Rulebook, issuer: Issuer) -> Iterable[Part]:
    facts: dict[str, str | bool | int] = {
        "level": str(level_of(issuer.division)),
        "consultation_needed": True,
    }
    return (part for part in book.of(SubjectKind.COMMITTEE) if part.condition.holds(facts))


def _of_matter(rule: Part | None) -> Refusal:
    problem = FieldProblem(
        "body.matter",
        "请选择可以依托联络站听取意见的事项",
        "name one of the matters on which people may be asked at stations",
    )
    basis = None if rule is None else Basis(rule.instrument, rule.article)
    return Refusal("invalid_request", errors=(problem,), basis=basis)
