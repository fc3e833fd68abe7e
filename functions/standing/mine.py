"""What is asked of me: as a deputy, each mandate by itself, and as a member of a standing committee."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields

from functions.standing import bodies, deputies, registry
from functions.standing.days import OnDay, day_of
from functions.standing.schemas import DeputyStanding, VerdictAnswer
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.members import Link, Member, Office
from shared.domain.roles import Role
from shared.web.access import roles
from shared.web.call import Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)


class OfficeStanding(Schema):
    """An office in a standing committee, and where its holder stands."""

    division = fields.String(metadata={"example": "4114", "description": "Of the standing committee"})
    office = fields.Enum(Office, by_value=True, metadata={"example": "member"})
    since = fields.Date(metadata={"example": "2022-03-01"})
    until = fields.Date(
        allow_none=True, metadata={"example": None, "description": "The last day in office, if it is known"}
    )
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class MyStanding(DeputyStanding):
    """Where I stand: every mandate of the day, and the office of the day, with their verdicts."""

    member = fields.Nested(
        OfficeStanding,
        allow_none=True,
        metadata={"description": "Of who is in office in a standing committee on the day; else null"},
    )


@routes.route(
    "/v1/me/standing",
    summary="What is asked of me, and where I stand",
    description="Each mandate by itself, and the office in a standing committee; each verdict with its "
    "article and what proves it. `deputy` is my id, whatever I am; without a mandate on the day there are "
    "no `mandates`. `on` chooses the periods (the year, the month that it falls in) and the rules in force; "
    "what is known of them is what is known today.",
    access=roles(Role.DEPUTY, Role.MEMBER, within="anywhere"),
    query=OnDay(),
    answer=MyStanding(),
    refusals=("deputy_not_found", "day_out_of_range"),
    tag="Standing",
)
def get_my_standing(call: Call) -> dict[str, Any]:
    day, today, chinese = day_of(call), legal_day(call.now), call.language == CHINESE
    deputy, member, links = registry.holder(call.caller.person)
    if deputy is not None:
        told = deputies.standing(deputy, day, today, chinese)
    elif member is not None:
        told = {"deputy": member.id, "name": member.name, "on": day, "mandates": []}
    else:
        raise Refusal("deputy_not_found")
    return {**told, "member": None if member is None else _office(member, links, day, today, chinese)}


def _office(
    member: Member, links: tuple[Link, ...], day: date, today: date, chinese: bool
) -> dict[str, Any] | None:
    if not member.grants(day):
        return None
    judged = bodies.of_a_member(member, links, day, today, chinese)
    return {
        "division": member.division,
        "office": member.office,
        "since": member.since,
        "until": member.until,
        "verdicts": judged["verdicts"],
    }
