"""Opinions voiced at a meeting of Guangxi's or Tianjin's standing committee."""

from typing import Any

from shared.domain.clock import iso
from shared.domain.deputies import Deputy
from shared.domain.roles import Caller
from tests.gateway import Response
from tests.invitations.attendance.hall import START, caller_of, staff_of
from tests.invitations.committee import GUANGXI, STAFF, Committee

TEXT = "建议把社区养老用房纳入新建小区的规划条件。"


def meeting(committee: Committee, *people: Deputy, division: str = GUANGXI, **fields: Any) -> Any:
    """A meeting of the committee that has just begun, recorded as it was held: by default an activity that
    asks nothing of its announcement, for these deputies."""
    fields = {
        "kind": "training",
        "title": "常委会座谈",
        "starts": iso(START),
        "ends": "2026-12-01T17:00:00+08:00",
        "fields": ["民政"],
        "agenda": [{"title": "养老服务", "field": "民政"}],
        **fields,
    }
    by = STAFF[division]
    activity = committee.draft(division, by=by, **fields)
    path = f"/v1/activities/{activity['id']}"
    if people:
        committee.done("POST", f"{path}/invitations", {"persons": [person.id for person in people]}, by=by)
        committee.work()
    activity = committee.change(activity, "announcement", {}, by=by)
    committee.work()
    for person in people:
        committee.done("PUT", f"{path}/invitations/me", {"answer": "accept"}, by=caller_of(person))
    committee.now = START
    return committee.change(activity, "opening", by=by)


def says(
    committee: Committee, activity: Any, who: Deputy | Caller, text: str = TEXT, **body: Any
) -> Response:
    """An opinion recorded, by the speaker or, where ``deputy`` is named, by staff."""
    options = {"key": body.pop("key")} if "key" in body else {}
    caller = who if isinstance(who, Caller) else caller_of(who)
    return committee.send(
        "POST", f"/v1/activities/{activity['id']}/voiced", {"text": text, **body}, by=caller, **options
    )


def changes(
    committee: Committee,
    activity: Any,
    opinion: Any,
    what: str = "",
    *,
    by: Caller | None = None,
    **body: Any,
) -> Response:
    """An opinion, as last answered, sorted; or with ``what`` (``answer``, ``feedback``) told to its
    speaker."""
    path = f"/v1/activities/{activity['id']}/voiced/{opinion['id']}"
    if what:
        body = {"text": "条例草案第十二条已采纳。", "by": "社会建设委员会", **body}
    method, path = ("POST", f"{path}/{what}") if what else ("PATCH", path)
    return committee.send(method, path, body, by=by or staff_of(activity), version=opinion["version"])


def rules(opinion: Any) -> dict[str, str]:
    """The clocks of an opinion: the state of each rule's."""
    return {clock["rule"]: clock["state"] for clock in opinion["clocks"]}


def outcomes(committee: Committee, deputy: Deputy) -> list[str]:
    """What a speaker was told of opinions, in the order of time."""
    told = committee.notices(deputy.id)
    found = [notice["data"] for notice in told if notice["kind"].startswith("opinion_")]
    return [data.get("answer") or data["outcome"] for data in found]


def owed(committee: Committee, scope: str, by: Caller) -> list[str]:
    """The texts of the opinions whose feedback is owed in a scope, in order."""
    return [entry["text"] for entry in committee.whole("/v1/feedback-owed", by=by, scope=scope)]
