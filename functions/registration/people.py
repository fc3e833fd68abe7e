"""What one person holds: mandates, an office, roles granted, read in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shared.domain.deputies import Deputy
from shared.domain.members import Member
from shared.domain.roles import Grant, Role
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, HOLDS, MEMBER, ROLE, RegistryItem, envelope, person_key

_SIGNED_OUT = f"{HOLDS}SIGNED_OUT"


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Sessions begun up to this instant (UTC) hold no more: the phone they began by is not the person's
    any longer. It stands among what the person holds, so that a refresh reads it without a further call.
    """

    at: datetime


@dataclass(frozen=True, slots=True)
class Holdings:
    """A person's entries as deputy and as member, if any, and granted roles."""

    deputy: Deputy | None = None
    member: Member | None = None
    granted: tuple[Grant, ...] = ()
    signed_out: datetime | None = None

    @property
    def nothing(self) -> bool:
        """Whether the person is a resident and no more."""
        return self.deputy is None and self.member is None and not self.granted

    def grants(self, day: date) -> tuple[Grant, ...]:
        """Every role held on ``day``."""
        mandated = self.deputy.grants(day) if self.deputy is not None else ()
        elected = self.member.grants(day) if self.member is not None else ()
        return tuple(dict.fromkeys(mandated + elected + self.granted))


def holdings(person: str) -> Holdings:
    """One query of what the person's partition says the person holds."""
    return of_items(items(person))


def items(person: str) -> list[RegistryItem]:
    """The items of what the person holds. One call."""
    return engine.query_all(RegistryItem, person_key(person), HOLDS)


def of_items(found: Iterable[RegistryItem]) -> Holdings:
    """What these items of one person say."""
    by_key = {item.sk: item for item in found}
    roles = (key.removeprefix(ROLE).split("#", 1) for key in by_key if key.startswith(ROLE))
    return Holdings(
        deputy=value_of(by_key[DEPUTY], Deputy) if DEPUTY in by_key else None,
        member=value_of(by_key[MEMBER], Member) if MEMBER in by_key else None,
        granted=tuple(Grant(Role(role), scope) for role, scope in roles),
        signed_out=value_of(by_key[_SIGNED_OUT], SignedOut).at if _SIGNED_OUT in by_key else None,
    )


def signed_out(person: str, at: datetime) -> RegistryItem:
    """The item that ends every session the person began up to now."""
    return envelope(person_key(person), _SIGNED_OUT, SignedOut(at))
