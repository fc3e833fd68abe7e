"""Loads the sample into a running stack, as a new province is set up: the operator appoints the first
administrators, they sign in and upload rosters, the committee's staff make groups and links."""

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
from infra.sample import uploads
from infra.sample.rows import SHANGQIU, Person, Sample, sample
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.roles import Role

Say = Callable[[str], None]

_ORDER = (RosterKind.STATIONS, RosterKind.DEPUTIES, RosterKind.STAFF, RosterKind.UNITS)
"""Deputies and staff need the stations."""


class LoadError(Exception):
    """The sample did not come in whole; the message has the report's words."""


@dataclass(frozen=True)
class Loaded:
    """The phones by which one signs in, by role. ``deputy``, ``liaison_officer`` and ``station_head`` are
    of one station; deputies of other levels stand beside."""

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
    _link(staff)
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


def _link(staff: Client) -> None:
    member = staff.must(200, "GET", f"/v1/members?scope={SHANGQIU}&limit=1").json["items"][0]
    path = f"/v1/deputies?scope={SHANGQIU}&grassroots=true&limit=1"
    deputy = staff.must(200, "GET", path).json["items"][0]
    staff.must(204, "PUT", f"/v1/members/{member['id']}/links/{deputy['id']}")


def _phones(made: Sample) -> dict[str, str]:
    """Who signs in as what, by role; everybody is of Shangqiu."""
    station = made.stations[0].id
    there = [row for row in made.staff if row.division == made.stations[0].division]
    in_city = [row for row in made.staff if row.division == SHANGQIU]
    deputies = {row.level: row.phone for row in reversed(made.deputies) if row.division[:4] in _CONGRESSES}
    placed = next(row for row in made.deputies if row.station == station)
    return {
        Role.DEPUTY: placed.phone,
        **{f"{Role.DEPUTY} ({level})": deputies[level] for level in Level if level is not placed.level},
        **{str(row.position): row.phone for row in (*there, *reversed(in_city))},
        Role.UNIT_STAFF: made.unit_staff[1],
        Role.ADMIN: made.administrators[SHANGQIU[:2]][1],
        Role.RESIDENT: made.resident[1],
    }


_CONGRESSES = frozenset({divisions.NATION, SHANGQIU[:2], SHANGQIU})
