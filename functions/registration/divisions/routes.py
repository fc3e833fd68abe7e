"""Divisions over HTTP: no database, the same answer for everybody and for a day."""

from typing import Any

from functions.registration.divisions import schemas
from shared.domain import divisions
from shared.web.access import public
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/divisions",
    summary="The provinces",
    access=public(),
    answer=schemas.DivisionList(),
    tag="Divisions",
)
def list_provinces(call: Call) -> Answer:
    return _cached({"items": divisions.children(divisions.NATION)})


@routes.route(
    "/v1/divisions/{division}",
    summary="A division and the path to it",
    access=public(),
    answer=schemas.DivisionAnswer(),
    refusals=("division_not_found",),
    tag="Divisions",
)
def get_division(call: Call, division: str) -> Answer:
    found = divisions.get(division)
    above = divisions.path(division)
    return _cached({"code": found.code, "name": found.name, "level": found.level, "path": above})


@routes.route(
    "/v1/divisions/{division}/children",
    summary="The divisions directly below one",
    access=public(),
    answer=schemas.DivisionList(),
    refusals=("division_not_found",),
    tag="Divisions",
)
def list_children(call: Call, division: str) -> Answer:
    return _cached({"items": divisions.children(division)})


def _cached(body: dict[str, Any]) -> Answer:
    return Answer(body, headers={"Cache-Control": "public, max-age=86400"})
