"""Members of standing committees and the grassroots deputies each is linked with
(Tianjin art. 10; Guangxi art. 12; Shangqiu art. 16)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.domain.roles import Grant, Role


class Office(StrEnum):
    """What somebody is in a standing committee."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY_GENERAL = "secretary_general"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Member:
    """``id`` is the person's; ``division`` that of the standing committee. ``until`` is the last day in
    office, ``None`` while it goes on. ``links`` counts the deputies linked."""

    id: str
    name: str
    phone_mask: str
    division: str
    office: Office
    since: date
    until: date | None = None
    links: int = 0
    version: int = 1

    def grants(self, day: date) -> tuple[Grant, ...]:
        """The role that the office gives on ``day``."""
        in_office = self.since <= day and (self.until is None or day <= self.until)
        return (Grant(Role.MEMBER, self.division),) if in_office else ()


@dataclass(frozen=True, slots=True)
class Link:
    """A member and a grassroots deputy whom the member keeps contact with, since a day."""

    member: str
    deputy: str
    since: date
