"""What the rules want a station to make public, and what it has to be as a legislative contact point.

Shangqiu art. 9 names five items, art. 14 what is one where station and contact point are. Elsewhere no rule
names any, and nothing is published here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from shared.domain.errors import Basis, Refusal, invalid
from shared.domain.stations import Station
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.publish import Publish
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.store.packs import packs

DEPUTIES, STAFF = "deputies_listed", "staff_listed"
"""Items whose content the Registry keeps: they are shown as it stands today, with the station's own words."""
_PUBLIC = "public"
_SIGN = "two_signs"


@dataclass(frozen=True, slots=True)
class Shown:
    """An item that a station made public on a legal day, in its own words; ``at`` is when these were last
    changed. ``reason``: why it was taken back; then it is public no more."""

    station: str
    item: str
    day: date
    by: str
    at: datetime
    text: str | None = None
    reason: str | None = None
    version: int = 1

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """What a station has of what a legislative contact point in it must have, in words of the rules."""

    station: str
    has: tuple[str, ...]
    by: str
    at: datetime
    version: int = 1


def book_of(station: Station, day: date) -> Rulebook:
    """The rulebook that binds the station."""
    return packs().rulebook(station.division, day)


def rule_of(book: Rulebook, station: Station) -> Part | None:
    """The rule that says what this station makes public at any time, if there is one."""
    facts = _facts(station)
    for part in book.of(SubjectKind.STATION):
        fields = part.fields
        if (
            isinstance(fields, Publish)
            and _PUBLIC in fields.to
            and not (fields.per or fields.after or fields.before)
            and part.condition.holds(facts)
        ):
            return part
    return None


def require_item(book: Rulebook, station: Station, item: str) -> None:
    """Raises ``public_item_not_named`` unless a rule there wants the item public."""
    rule = rule_of(book, station)
    if rule is None or item not in rule.fields.what:
        basis = None if rule is None else Basis(rule.instrument, rule.article)
        raise Refusal("public_item_not_named", basis=basis)


def require_words(item: str, text: str | None) -> None:
    """Raises ``invalid_request`` for an item without words that nothing else tells."""
    if text is None and item != DEPUTIES:
        raise invalid("body.text", "请填写公示内容", "say what is made public")


def contact_rule(book: Rulebook, station: Station) -> Part | None:
    """The rule that says what a legislative contact point in a station has, if one binds this station."""
    for part in book.of(SubjectKind.STATION):
        fields = part.fields
        if isinstance(fields, Checklist) and _SIGN in fields.items and part.condition.holds(_facts(station)):
            return part
    return None


def require_contact_point(book: Rulebook, station: Station, has: Collection[str]) -> Part:
    """The rule. Raises ``not_contact_point`` where no rule binds this station as one, ``invalid_request`` for
    what it does not name."""
    rule = contact_rule(book, station)
    if rule is None:
        raise Refusal("not_contact_point")
    strange = next((word for word in has if word not in rule.fields.items), None)
    if strange is not None:
        raise invalid("body.has", f"法规没有“{strange}”这一项", f"the rule does not name {strange}")
    return rule


def _facts(station: Station) -> dict[str, str | bool]:
    return {
        "station_type": str(station.type),
        "level": str(level_of(station.division)),
        "legislative_contact_point": station.legislative_contact_point,
    }
