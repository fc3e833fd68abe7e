"""Reception days of Datong: the fifth of each month, a vice-chair receives."""

from collections.abc import Callable
from typing import Any

from functions.standing.app import app as standing
from shared.domain.members import Member, Office
from shared.domain.roles import Caller
from tests.gateway import Response, call
from tests.invitations.committee import DATONG, DATONG_STAFF, Committee, of

DECEMBER = "2026-12-07"
"""The fifth is a Saturday."""


class Hall:
    """Arranges, books and holds, by default the day of December."""

    def __init__(self, committee: Committee, act_as: Callable[[str], None]) -> None:
        self.committee = committee
        self._act_as = act_as

    def path(self, day: str = DECEMBER, tail: str = "") -> str:
        """The day, or what belongs to it."""
        return f"/v1/divisions/{DATONG}/reception-days/{day}{tail}"

    def year(self, year: int | None = None, division: str = DATONG) -> list[Any]:
        """The days of a year, as anybody may ask."""
        query = {} if year is None else {"year": year}
        path = f"/v1/divisions/{division}/reception-days"
        found: list[Any] = self.committee.done("GET", path, query=query, by=None)["items"]
        return found

    def leader(self, **fields: Any) -> Member:
        """A vice-chair of the committee."""
        return self.committee.member(DATONG, **{"office": Office.VICE_CHAIR, **fields})

    def plan(self, leader: Member, **fields: Any) -> dict[str, Any]:
        """Two at nine, one at ten, open to everybody."""
        return {
            "leader": leader.id,
            "place": "信访接待室",
            "slots": [{"at": "09:00", "places": 2}, {"at": "10:00", "places": 1}],
            "open_to": ["deputies", "residents"],
            **fields,
        }

    def tries(
        self, plan: object, *, day: str = DECEMBER, version: int = 0, by: Caller = DATONG_STAFF
    ) -> Response:
        """Arranges the day, which may be refused."""
        return self.committee.send("PUT", self.path(day), plan, by=by, version=version)

    def arrange(
        self, leader: Member | None = None, *, version: int = 0, day: str = DECEMBER, **fields: Any
    ) -> Any:
        """Arranges the day."""
        answer = self.tries(self.plan(leader or self.leader(), **fields), day=day, version=version)
        assert answer.status == 200, answer.text
        return answer.json

    def books(
        self, by: Caller, slot: str = "09:00", *, day: str = DECEMBER, key: str | None = None
    ) -> Response:
        """Books a place."""
        body = {"slot": slot, "topic": "反映小区停车问题"}
        return self.committee.send("POST", self.path(day, "/bookings"), body, by=by, key=key)

    def deputy(self) -> Caller:
        """A deputy of the city."""
        return of(self.committee.deputy(DATONG))

    def verdict(self, on: str) -> Any:
        """The verdicts on the committee's reception days, as the standing service says."""
        self._act_as("StandingFunction")
        path = f"/v1/committees/{DATONG}/standing"
        answer = call(standing, "GET", path, caller=DATONG_STAFF, query={"on": on})
        self._act_as("InvitationsFunction")
        assert answer.status == 200, answer.text
        (found,) = [verdict for verdict in answer.json["verdicts"] if verdict["rule"] == "dt-07i"]
        return found
