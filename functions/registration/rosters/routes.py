"""Rosters over HTTP: ask for an upload, read the report, download templates."""

from typing import Any

from functions.registration.rosters import schemas, service, views
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.store import Status
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

routes = Routes(__name__)


@routes.route(
    "/v1/rosters",
    methods=["POST"],
    summary="Upload a roster",
    access=roles(OVERSEERS, within="anywhere"),
    body=schemas.NewRoster(),
    answer=schemas.RosterAsked(),
    status=201,
    idempotent=True,
    tag="Rosters",
    description="Answers a form by which the file is sent to the store directly; the import begins by itself "
    "and its report is read from `GET /v1/rosters/{roster_id}`. Each row must lie in the caller's scope, by "
    "the roles held now and still held when the import begins.",
)
def ask(call: Call) -> dict[str, Any]:
    kind, filename = call.body["kind"], call.body["filename"]
    item, form = service.ask(kind, filename, call.caller, call.new_id, call.mark, call.now)
    return {"id": item.id, "kind": kind, "status": Status(item.status), "upload": form}


@routes.route(
    "/v1/rosters/{roster_id}",
    summary="An uploaded roster and the report of its import",
    access=roles(OVERSEERS, within="resource"),
    answer=schemas.RosterAnswer(),
    refusals=("roster_not_found",),
    tag="Rosters",
    description="To the uploader, and to administrators who reach the uploader's scope.",
)
def see(call: Call, roster_id: str) -> dict[str, Any]:
    return views.shown(service.see(roster_id, call.caller), call.language)


@routes.route(
    "/v1/roster-templates/{kind}",
    summary="An empty roster to fill in",
    access=roles(OVERSEERS, within="anywhere"),
    media=(CSV, XLSX),
    headers={"Content-Disposition": "A name for the file"},
    tag="Rosters",
    description="CSV, or with `Accept` beginning with the type of XLSX a workbook with lists to choose from.",
)
def template(call: Call, kind: str) -> Answer:
    if kind not in set(RosterKind):
        raise Refusal("not_found")
    # Hardly any other request needs them.
    from functions.registration.rosters.columns import KINDS
    from functions.registration.rosters.templates import csv_template, xlsx_template

    found = KINDS[RosterKind(kind)]
    if call.accept.split(",")[0].split(";")[0].strip().lower() == XLSX:
        return _file(xlsx_template(found), f"{kind}.xlsx", XLSX)
    return _file(csv_template(found), f"{kind}.csv", f"{CSV}; charset=utf-8")


def _file(data: bytes, name: str, media_type: str) -> Answer:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Answer(data, headers=headers, media_type=media_type)
