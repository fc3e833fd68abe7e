"""What one person holds: the deputy's mandates and the roles granted, read in one query."""

from dataclasses import dataclass
from datetime import date

from shared.domain.deputies import Deputy
from shared.domain.roles import Grant, Role
from shared.store import engine
from shared.store.registry import DEPUTY, HOLDS, ROLE, RegistryItem, person_key, value_of


@dataclass(frozen=True, slots=True)
class Holdings:
    """A person's deputy entry, if any, and granted roles."""

    deputy: Deputy | None
    granted: tuple[Grant, ...]

    def grants(self, day: date) -> tuple[Grant, ...]:
        """Every role held on ``day``."""
        mandated = self.deputy.grants(day) if self.deputy is not None else ()
        return tuple(dict.fromkeys(mandated + self.granted))


def holdings(person: str) -> Holdings:
    """One query of what the person's partition says the person holds."""
    deputy: Deputy | None = None
    granted: list[Grant] = []
    for item in engine.query_all(RegistryItem, person_key(person), HOLDS):
        if item.sk == DEPUTY:
            deputy = value_of(item, Deputy)
        elif item.sk.startswith(ROLE):
            role, scope = item.sk.removeprefix(ROLE).split("#", 1)
            granted.append(Grant(Role(role), scope))
    return Holdings(deputy, tuple(granted))
