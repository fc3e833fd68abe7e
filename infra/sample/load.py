"""Loads the sample into a running stack, as a new province is set up: the operator appoints the first
administrators, they sign in and upload rosters, the committee's staff make groups and links.

The sample has five provinces in one stack, which asks no code for its province: so one machine shows deputies
under different rules. A deployment serves one province."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from functions.registration.rosters.columns import KINDS
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.rows import DeputyRow, RosterRow
from functions.registration.rosters.templates import write_csv
from infra.local.client import Client, sign_in
from infra.local.stack import LocalStack
from infra.sample import history, uploads
from infra.sample.rows import GUANGXI, SHANGQIU, SHENZHEN, Person, Sample, sample
from shared.domain import divisions
from shared.domain.clock import legal_day, now
from shared.domain.divisions import Level
from shared.domain.roles import Role

Say = Callable[[str], None]

_ORDER = (RosterKind.STATIONS, RosterKind.DEPUTIES, RosterKind.STAFF, RosterKind.UNITS)
"""Deputies and staff need the stations."""
COUNTY_STAFF = f"{Role.COMMITTEE_STAFF} (county)"
DEPUTY_IN_SHENZHEN = f"{Role.DEPUTY} (Shenzhen)"
OFFICER_IN_SHENZHEN = f"{Role.LIAISON_OFFICER} (Shenzhen)"
STAFF_IN_SHENZHEN = f"{Role.COMMITTEE_STAFF} (Shenzhen)"
MEMBER_IN_SHENZHEN = f"{Role.MEMBER} (Shenzhen)"
DEPUTY_IN_GUANGXI = f"{Role.DEPUTY} (Guangxi)"
ANOTHER_IN_GUANGXI = f"{Role.DEPUTY} (Guangxi, another)"
STAFF_IN_GUANGXI = f"{Role.COMMITTEE_STAFF} (Guangxi)"
MEMBER_IN_GUANGXI = f"{Role.MEMBER} (Guangxi)"


class LoadError(Exception):
    """The sample did not come in whole; the message has the report's words."""


@dataclass(frozen=True)
class Loaded:
    """The phones by which one signs in, by role. ``deputy``, ``liaison_officer`` and ``station_head`` are
    of one station, in the county of ``committee_staff (county)``; deputies of other levels and people of
    Shenzhen and Guangxi stand beside. The two deputies of Guangxi are of the grassroots."""

    phones: dict[str, str]


def load(stack: LocalStack, say: Say) -> Loaded:
    """Loads everything and says what. Raises :class:`LoadError`; ``Unexpected`` and ``TimeoutError`` where
    the stack does not answer as it must."""
    made = sample()
    say("\n# The operator appoints the first administrator of each province")
    admins = {}
    for province, (name, phone) in made.administrators.items():
        _appoint(stack, province, name, phone)
        say(f"  {divisions.get(province).name}: {name}")
        admins[province] = sign_in(stack.base_url, stack.receiver.inbox, phone)
    say("\n# They upload their rosters")
    for kind in _ORDER:
        _upload(kind, made, admins, say)
    henan = admins[SHANGQIU[:2]]
    say("\n# Shangqiu: somebody for a handling unit, a group of deputies, a member's link (art. 16)")
    _give_unit_role(henan, made.unit_staff)
    staff = sign_in(stack.base_url, stack.receiver.inbox, _phones(made)[Role.COMMITTEE_STAFF])
    _make_group(staff)
    _link(staff, SHANGQIU, 1)
    say("\n# Guangxi: a member's links with three grassroots deputies (art. 12)")
    _link(admins[GUANGXI], GUANGXI, 3)
    _remember(stack, admins, say)
    return Loaded({role: phone.removeprefix("+86") for role, phone in _phones(made).items()})


def _appoint(stack: LocalStack, province: str, name: str, phone: str) -> None:
    payload = json.dumps({"phone": phone, "name": name, "division": province}).encode()
    function = stack.outputs["AppointAdministratorFunctionName"]
    answer = stack.client("lambda").invoke(FunctionName=function, Payload=payload)
    if "FunctionError" in answer:
        raise LoadError(f"administrator of {province}: {answer['Payload'].read().decode()}")


def _upload(kind: RosterKind, made: Sample, admins: dict[str, Client], say: Say) -> None:
    total = files = 0
    for province, rows in _by_province(getattr(made, kind)):
        name = f"{divisions.get(province).name}.csv"
        roster = uploads.upload(admins[province], kind, name, write_csv(KINDS[kind], rows))
        report = uploads.report(admins[province], roster)
        if report["status"] != "done" or report["counts"]["bad"]:
            raise LoadError(f"{kind} of {province}: {_words(report)}")
        total, files = total + report["counts"]["rows"], files + 1
    say(f"  {KINDS[kind].zh}: {total} rows in {files} files")


def _by_province(rows: list[RosterRow]) -> Iterator[tuple[str, list[RosterRow]]]:
    """No administrator reaches another province's rows; national deputies belong to who elected them."""

    def province(row: RosterRow) -> str:
        national = isinstance(row, DeputyRow) and row.level is Level.NATIONAL
        return (row.electing_unit if national else row.division)[:2]  # type: ignore[union-attr]

    for code, group in groupby(sorted(rows, key=province), key=province):
        yield code, list(group)


def _words(report: Any) -> str:
    remarks = [remark["message"] for remark in report["stopped"]]
    remarks += [f"{problem['cell']} {problem['message']}" for problem in report["problems"][:5]]
    return "; ".join(remarks)


def _give_unit_role(admin: Client, person: Person) -> None:
    unit = admin.must(200, "GET", f"/v1/units?scope={SHANGQIU}&limit=1").json["items"][0]
    name, phone = person
    body = {"phone": phone, "name": name, "role": Role.UNIT_STAFF, "scope": unit["id"]}
    admin.must(201, "POST", "/v1/roles", body=body)


def _make_group(staff: Client) -> None:
    """The city's deputies from one county, led by two of them (Shenzhen art. 7 has both leaders)."""
    county = divisions.children(SHANGQIU)[0]
    body = {"division": county.code, "congress": SHANGQIU, "kind": "large", "electing_unit": county.code}
    group = staff.must(201, "POST", "/v1/groups", body={**body, "name": f"{county.name}代表大组"}).json
    found = staff.must(200, "GET", f"/v1/deputies?scope={county.code}&level=city").json["items"]
    ids = [deputy["id"] for deputy in found[:3]]
    for deputy in ids:
        staff.must(204, "PUT", f"/v1/groups/{group['id']}/members/{deputy}")
    version = staff.must(200, "GET", f"/v1/groups/{group['id']}").json["version"]
    leaders = {"leader": ids[0], "deputy_leader": ids[1]}
    headers = {"If-Match": f'"v{version}"'}
    staff.must(200, "PATCH", f"/v1/groups/{group['id']}", body=leaders, headers=headers)


def _link(overseer: Client, division: str, number: int) -> None:
    """Links the first member of a standing committee with grassroots deputies of its congress."""
    member = overseer.must(200, "GET", f"/v1/members?scope={division}&limit=1").json["items"][0]
    level = divisions.get(division).level
    path = f"/v1/deputies?scope={division}&level={level}&grassroots=true&limit={number}"
    for deputy in overseer.must(200, "GET", path).json["items"]:
        overseer.must(204, "PUT", f"/v1/members/{member['id']}/links/{deputy['id']}")


def _remember(stack: LocalStack, admins: dict[str, Client], say: Say) -> None:
    year = legal_day(now()).year - 1
    county = divisions.children(SHANGQIU)[0]
    say(f"\n# Visits of {year}, as if they had been scanned then: {county.name}, and Shenzhen")
    asked = (
        (f"scope={county.code}", history.VISITS_IN_SHANGQIU, admins[SHANGQIU[:2]]),
        (f"scope={SHENZHEN}&level=city", history.VISITS_IN_SHENZHEN, admins[SHENZHEN[:2]]),
    )
    for query, visits, admin in asked:
        say(f"  {history.write(stack, admin, query, visits, year)} visits")


def _phones(made: Sample) -> dict[str, str]:
    """Who signs in as what, by role; everybody is of Shangqiu unless it is said."""
    station = made.stations[0].id
    there = [row for row in made.staff if row.division == made.stations[0].division]
    in_city = [row for row in made.staff if row.division == SHANGQIU]
    deputies = {row.level: row.phone for row in reversed(made.deputies) if row.division[:4] in _CONGRESSES}
    placed = next(row for row in made.deputies if row.station == station)
    county = divisions.children(SHANGQIU)[0].code
    in_shenzhen = next(row for row in made.deputies if row.division == SHENZHEN)
    of_region = [row.phone for row in made.deputies if row.division == GUANGXI and row.grassroots]
    screen = next(
        row
        for row in made.staff
        if (row.station, row.position) == (in_shenzhen.station, Role.LIAISON_OFFICER)
    )
    return {
        Role.DEPUTY: placed.phone,
        **{f"{Role.DEPUTY} ({level})": deputies[level] for level in Level if level is not placed.level},
        **{str(row.position): row.phone for row in (*there, *reversed(in_city))},
        COUNTY_STAFF: _staff_of(made, county),
        DEPUTY_IN_SHENZHEN: in_shenzhen.phone,
        OFFICER_IN_SHENZHEN: screen.phone,
        STAFF_IN_SHENZHEN: _staff_of(made, SHENZHEN),
        MEMBER_IN_SHENZHEN: _staff_of(made, SHENZHEN, Role.MEMBER),
        DEPUTY_IN_GUANGXI: of_region[0],
        ANOTHER_IN_GUANGXI: of_region[1],
        STAFF_IN_GUANGXI: _staff_of(made, GUANGXI),
        MEMBER_IN_GUANGXI: _staff_of(made, GUANGXI, Role.MEMBER),
        Role.UNIT_STAFF: made.unit_staff[1],
        Role.ADMIN: made.administrators[SHANGQIU[:2]][1],
        Role.RESIDENT: made.resident[1],
    }


def _staff_of(made: Sample, division: str, position: Role = Role.COMMITTEE_STAFF) -> str:
    staff = (row for row in made.staff if (row.position, row.division) == (position, division))
    return next(staff).phone


_CONGRESSES = frozenset({divisions.NATION, SHANGQIU[:2], SHANGQIU})
