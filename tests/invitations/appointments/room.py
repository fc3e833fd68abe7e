"""A deputy who asks for an appointment, and the staff who arrange it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from functions.standing.app import app as standing
from shared.domain.clock import iso
from shared.domain.deputies import Deputy
from shared.domain.members import Member
from shared.domain.roles import Caller
from tests.gateway import Response, call
from tests.invitations.committee import STAFF, Committee, of


def member_of(member: Member) -> dict[str, Any]:
    """With a member of the standing committee."""
    return {"kind": "member", "id": member.id}


def body_of(name: str) -> dict[str, Any]:
    """With the head of a body of the committee."""
    return {"kind": "committee_body", "name": name}


def organ(name: str) -> dict[str, Any]:
    """With the head of another state organ."""
    return {"kind": "organ", "name": name}


class Room:
    """Asks, arranges and answers at the committee's ``now``."""

    def __init__(self, committee: Committee, act_as: Callable[[str], None]) -> None:
        self.committee = committee
        self._act_as = act_as
        self._deputies: dict[str, Deputy] = {}

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.committee.now

    @now.setter
    def now(self, moment: datetime) -> None:
        self.committee.now = moment

    def later(self, **length: float) -> None:
        """Lets time pass."""
        self.committee.later(**length)

    def adopts_shenzhen(self) -> None:
        """This deployment lives by Shenzhen's draft since 2026."""
        self.committee.world.deploy_with(AdoptedDrafts="shenzhen:2026-01-01")
        self._act_as("InvitationsFunction")

    def span(self, hours: float = 2, **ahead: float) -> dict[str, str]:
        """A time some days ahead (five if nothing is said)."""
        starts = self.now + timedelta(**(ahead or {"days": 5}))
        return {"starts": iso(starts), "ends": iso(starts + timedelta(hours=hours))}

    def request(self, division: str, whom: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """The body of a request; with a new member of the committee unless somebody is named."""
        whom = whom or member_of(self.committee.member(division))
        return {"with": whom, "division": division, "subject": "就养老服务条例草案听取意见", **fields}

    def asks(
        self,
        division: str,
        whom: dict[str, Any] | None = None,
        *,
        deputy: Deputy | None = None,
        key: str | None = None,
        **fields: Any,
    ) -> Any:
        """A deputy of the division's congress asks."""
        deputy = deputy or self.committee.deputy(division)
        made = self.committee.done(
            "POST", "/v1/appointments", self.request(division, whom, **fields), by=of(deputy), key=key
        )
        self._deputies[made["id"]] = deputy
        return made

    def try_change(
        self, made: Any, to: str, body: object = None, *, by: Caller | None = None, version: int | None = None
    ) -> Response:
        """A step that may be refused; by staff unless said otherwise."""
        return self.committee.send(
            "POST",
            f"/v1/appointments/{made['id']}/{to}",
            body,
            by=by or STAFF[made["division"]],
            version=version or made["version"],
        )

    def change(self, made: Any, to: str, body: object = None, *, by: Caller | None = None) -> Any:
        """A step that succeeds."""
        answer = self.try_change(made, to, body, by=by)
        assert answer.status == 200, answer.text
        return answer.json

    def arrange(self, made: Any, **fields: Any) -> Any:
        """Staff arrange it in five days."""
        return self.change(made, "arrangement", {**self.span(), "place": "会客室", **fields})

    def propose(self, made: Any, **fields: Any) -> Any:
        """Staff propose a time in five days."""
        return self.change(made, "proposal", {**self.span(), "place": "会客室", **fields})

    def answers(self, made: Any, body: object) -> Any:
        """The deputy answers a proposal."""
        return self.change(made, "reply", body, by=self.deputy(made))

    def deputy(self, made: Any) -> Caller:
        """Who asked."""
        return of(self._deputies[made["id"]])

    def show(self, made: Any, *, by: Caller | None = None) -> Any:
        """The appointment as it is now."""
        path = f"/v1/appointments/{made['id']}"
        return self.committee.done("GET", path, by=by or STAFF[made["division"]])

    def standing(self, path: str, *, by: Caller) -> Any:
        """What the standing service says, in the same deployment."""
        self._act_as("StandingFunction")
        answer = call(standing, "GET", path, caller=by)
        self._act_as("InvitationsFunction")
        assert answer.status == 200, answer.text
        return answer.json
