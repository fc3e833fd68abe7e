"""Who may call a route, declared beside it; the role matrix and the contract are read from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.errors import Refusal
from shared.domain.roles import Caller, Role

RESOURCE = "resource"
ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Access:
    """``roles`` empty and ``signed_in`` false: anybody. ``within`` says where the code that the role
    must reach is found: ``path:NAME``, ``query:NAME``, ``body:NAME`` (checked before the view runs),
    ``resource`` (the view loads it and calls ``caller.require_reach``) or ``anywhere``.
    """

    roles: frozenset[Role] = frozenset()
    within: str = ANYWHERE
    signed_in: bool = True

    def check(
        self,
        caller: Caller | None,
        path: Mapping[str, str],
        query: Mapping[str, Any],
        body: Mapping[str, Any],
    ) -> None:
        """Raises ``sign_in_required``, ``role_missing`` or ``out_of_scope``."""
        if not self.signed_in:
            return
        if caller is None:
            raise Refusal("sign_in_required")
        if not self.roles:
            return
        caller.require(self.roles)
        place, _, name = self.within.partition(":")
        source = {"path": path, "query": query, "body": body}.get(place)
        if source is not None:
            caller.require_reach(self.roles, str(source[name]))


def public() -> Access:
    """Anybody, signed in or not."""
    return Access(signed_in=False)


def signed_in() -> Access:
    """Anybody with a valid token."""
    return Access()


def roles(*allowed: Role | frozenset[Role], within: str) -> Access:
    """Callers who hold one of these roles where ``within`` says."""
    flat = frozenset(
        role for item in allowed for role in (item if isinstance(item, frozenset) else frozenset({item}))
    )
    return Access(flat, within)
