"""What the steps of special matters have in common: who acts, the cases of one person, notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from functions.suggestions.cases.case import Case
from functions.suggestions.tables import CASE, SuggestionItem, case_key, raised_key, time_sort
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller, Role
from shared.store import engine
from shared.store.envelopes import require_version, value_of
from shared.store.inbox import NoticeItem, notice
from shared.store.pages import Page, partition_page
from shared.store.writing import Write, put

C = TypeVar("C", bound=Case)


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes a case, when, and the version that they read."""

    caller: Caller
    version: int
    now: datetime

    def require(self, item: SuggestionItem) -> None:
        """Raises ``stale_version`` where the case that was read is of another."""
        require_version(item, self.version)


def office_role(division: str) -> Role:
    """Who works for the standing committee of a division, or for a township's congress."""
    township = divisions.get(division).level is Level.TOWNSHIP
    return Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF


def is_of_office(caller: Caller, division: str) -> bool:
    """Whether the caller works for the committee of this very division: no role from above."""
    role = office_role(division)
    return any(grant.role is role and grant.scope == division for grant in caller.grants)


def tell(case: Case, what: str, recipient: str, kind: NoticeKind, now: datetime, **data: str | None) -> Write:
    """A notice to one recipient, of the change that follows the version that was read; ``what`` is what one
    case of the kind is called."""
    said = {name: value for name, value in data.items() if value is not None}
    made = notice(recipient, kind, f"{what}:{case.id}", now, said, cause=str(case.version))
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))


def raised_by(kind: str, person: str, case: Case) -> Write:
    """By which a person finds the case; it names it only."""
    sort = time_sort(case.opened_at, case.id)
    return put(SuggestionItem(raised_key(kind, person), sort, version=1, body={}))


def of_person(kind: str, person: str, cls: type[C], *, limit: int, cursor: str | None) -> Page[C]:
    """A page of the cases of a kind that a person raised, the newest first. Two calls, one for none."""
    page = partition_page(
        SuggestionItem, raised_key(kind, person), limit=limit, cursor=cursor, descending=True
    )
    ids = [item.sk.rsplit("#", 1)[-1] for item in page.items]
    heads = engine.get_many(SuggestionItem, [(case_key(id_), CASE) for id_ in ids])
    by_id = {case.id: case for case in (value_of(item, cls) for item in heads)}
    return Page([by_id[id_] for id_ in ids if id_ in by_id], page.next)
