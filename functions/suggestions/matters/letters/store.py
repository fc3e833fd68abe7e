"""Concerns in the Suggestions table: a case like others, found by the deputy who raised it too."""

from dataclasses import dataclass
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.matters.acting import raised_by
from functions.suggestions.matters.letters.concern import HEARD, LETTERS, Concern, State, Way
from functions.suggestions.tables import SuggestionItem
from shared.domain.clock import from_text
from shared.domain.errors import Refusal
from shared.store.envelopes import value_of
from shared.store.writing import Write

OWN = "CONCERNS"
"""Under which a deputy finds what they raised, whatever the way."""


@dataclass(frozen=True, slots=True)
class Found:
    """A concern as it stands, and its item."""

    item: SuggestionItem
    concern: Concern


def create(concern: Concern, entry: Entry, mark: str | None, *others: Write) -> Concern:
    """Writes a new concern; the same request repeated answers what stands. One call."""
    own = raised_by(OWN, concern.deputy, concern)
    return cases.create(concern.kind, concern, entry, shown, mark, own, *others)


def load(concern: str) -> Found:
    """The concern as it stands; raises ``case_not_found``. One call."""
    item = cases.load(concern, consistent=True)
    return Found(item, value_of(item, Concern))


def save(found: Found, after: Concern, entry: Entry, *others: Write) -> Concern:
    """Writes what a step made of it. Raises ``stale_version`` and what ``others`` refuse. One call."""
    return cases.change(after.kind, found.item, after, [entry], shown, *others)


def list_of(kind: str) -> str:
    """The lists of a kind of concern as the API calls it; raises ``Refusal("not_found")``."""
    found = {"letters": LETTERS, "heard": HEARD}.get(kind)
    if found is None:
        raise Refusal("not_found")
    return found


def shown(concern: Concern) -> dict[str, Any]:
    """What lists show of it."""
    told = {
        "id": concern.id,
        "division": concern.division,
        "way": concern.way.value,
        "title": concern.title,
        "deputy": concern.deputy,
        "name": concern.name,
        "opened_at": concern.opened_at.isoformat(),
        "state": concern.state.value,
        "with_": concern.unit_name or concern.body_name,
        "round": concern.round,
    }
    return {name: value for name, value in told.items() if value is not None}


def of_list(plain: dict[str, Any]) -> dict[str, Any]:
    """The fields of ``ConcernListed`` of what lists keep."""
    return {
        "with_": None,
        **plain,
        "way": Way(plain["way"]),
        "state": State(plain["state"]),
        "opened_at": from_text(plain["opened_at"]),
    }
