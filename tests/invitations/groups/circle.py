"""A deputy group of Datong: its plan and its wishes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from functions.standing.app import app as standing
from shared.domain.clock import iso
from shared.domain.deputies import Deputy
from shared.domain.groups import Group, GroupKind
from shared.domain.roles import Caller
from shared.store import engine, records
from tests.gateway import Response, call
from tests.invitations.committee import DATONG, STAFF, Committee, of


class Circle:
    """Makes groups, plans and wishes."""

    def __init__(self, committee: Committee, act_as: Callable[[str], None]) -> None:
        self.committee = committee
        self._act_as = act_as

    def adopts_shenzhen(self) -> None:
        """This deployment lives by Shenzhen's draft since 2026."""
        self.committee.world.deploy_with(AdoptedDrafts="shenzhen:2026-01-01")
        self._act_as("InvitationsFunction")

    def group(
        self, number: int, kind: GroupKind = GroupKind.LARGE, congress: str = DATONG
    ) -> tuple[Group, list[Deputy]]:
        """A group of so many deputies; the first two lead it."""
        deputies = self.committee.deputies(number, congress)
        return self.committee.group(congress, deputies, kind=kind), deputies

    def writes(
        self, group: Group, *, by: Caller, version: int = 0, year: int | None = 2027, **fields: Any
    ) -> Response:
        """Writes a plan."""
        items = [{"title": "视察养老服务设施", "kind": "inspection", "month": 5}]
        body = {"text": "围绕养老服务开展活动", "items": items, **fields}
        query = {} if year is None else {"year": year}
        path = f"/v1/groups/{group.id}/plan"
        return self.committee.send("PUT", path, body, by=by, version=version, query=query)

    def proposes(self, group: Group, deputy: Deputy, *, key: str | None = None, **fields: Any) -> Response:
        """A deputy proposes an activity; the vote closes in a week."""
        closes = iso(self.committee.now + timedelta(days=7))
        body = {"title": "视察老旧小区改造", "kind": "inspection", "closes": closes, **fields}
        return self.committee.send("POST", f"/v1/groups/{group.id}/wishes", body, by=of(deputy), key=key)

    def votes(self, wish: Any, deputy: Deputy, yes: bool = True) -> Response:
        """A deputy votes."""
        path = f"/v1/wishes/{wish['id']}/vote"
        return self.committee.send("PUT", path, {"yes": yes}, by=of(deputy))

    def acted(self, group: Group, day: str, kind: str = "group_activity") -> None:
        """The record of an activity that the group held."""
        item = records.item(
            records.group_key(group.id), date.fromisoformat(day), kind, f"a{day:0>20}", body={}
        )
        engine.put(item)

    def verdicts(self, group: Group, on: str) -> dict[str, Any]:
        """The verdicts on the group by rule, as the standing service says."""
        self._act_as("StandingFunction")
        path = f"/v1/groups/{group.id}/standing"
        answer = call(standing, "GET", path, caller=STAFF[group.congress], query={"on": on})
        self._act_as("InvitationsFunction")
        assert answer.status == 200, answer.text
        return {verdict["rule"]: verdict for verdict in answer.json["verdicts"]}
