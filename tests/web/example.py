"""A small service with one route of every sort, to show what the HTTP shell does."""

from functools import partial
from typing import Any

from marshmallow import Schema, fields, validate

from shared.domain.errors import Basis, Refusal
from shared.domain.roles import OVERSEERS
from shared.web.access import public, roles, signed_in
from shared.web.call import Answer, Call
from shared.web.schemas import Body, DivisionCode, Moment, Phone, ScopeListing, Text, Whole
from shared.web.service import Routes, Service
from tests import gateway

PNG = b"\x89PNG\r\n\x1a\n\x00\xff"


class Spot(Body):
    lat = fields.Float(required=True, allow_nan=False, validate=validate.Range(-90, 90))


class Visit(Body):
    division = DivisionCode(required=True)
    title = Text(20)
    people = Whole(0, 100)
    open = fields.Boolean()
    phone = Phone()
    at = Moment()
    spot = fields.Nested(Spot)
    ratings = fields.List(fields.Integer(), validate=validate.Length(0, 3))


class VisitAnswer(Schema):
    division = fields.String()
    title = fields.String()
    version = fields.Integer()


routes = Routes(__name__)
seen: list[Call] = []
"""The calls that reached a view, last at the end."""


@routes.route("/v1/visits", methods=["POST"], summary="New", access=roles(OVERSEERS, within="body:division"),
              body=Visit(), answer=VisitAnswer(), status=201, idempotent=True, tag="Visits")  # fmt: skip
def new(call: Call) -> Answer:
    seen.append(call)
    return Answer({**call.body, "version": 1}, version=1, headers={"Location": "/v1/visits/1"})


@routes.route("/v1/visits", summary="List", access=roles(OVERSEERS, within="query:scope"),
              query=ScopeListing(), tag="Visits")  # fmt: skip
def listing(call: Call) -> dict[str, Any]:
    seen.append(call)
    return {"items": [], "next": None}


@routes.route("/v1/visits/{station_id}", summary="One", access=roles(OVERSEERS, within="path:station_id"),
              answer=VisitAnswer(), tag="Visits")  # fmt: skip
def one(call: Call, station_id: str) -> Answer:
    seen.append(call)
    return Answer({"title": station_id, "version": 3}, version=3)


@routes.route("/v1/visits/{station_id}", methods=["PATCH"], summary="Change",
              access=roles(OVERSEERS, within="resource"), body=Visit(partial=True), answer=VisitAnswer(),
              if_match=True, tag="Visits")  # fmt: skip
def change(call: Call, station_id: str) -> Answer:
    if call.version != 3:
        raise Refusal("stale_version")
    return Answer({"title": station_id, "version": 4}, version=4)


@routes.route("/v1/visits/{station_id}", methods=["DELETE"], summary="Remove", access=signed_in(),
              status=204, tag="Visits")  # fmt: skip
def remove(call: Call, station_id: str) -> Answer:
    return Answer(None)


@routes.route("/v1/open/{division}/rules", summary="Public, with a version", access=public(),
              answer=VisitAnswer(), tag="Open")  # fmt: skip
def rules_of(call: Call, division: str) -> Answer:
    return Answer({"division": division, "version": 3}, version=3)


@routes.route("/v1/open/{division}", summary="Public", access=public(), tag="Open")
def of_everybody(call: Call, division: str) -> dict[str, Any]:
    return {"division": division, "known": call.signed_in is not None}


@routes.route("/v1/refused", summary="Refused by a rule", access=public(), tag="Open")
def refused(call: Call) -> Answer:
    raise Refusal("too_many_codes", retry_after=60, basis=Basis("shangqiu", "19"))


@routes.route("/v1/unknown-code", summary="Refused by a code that has no words", access=public(), tag="Open")
def unknown_code(call: Call) -> Answer:
    raise Refusal("never_heard_of")


@routes.route("/v1/broken", methods=["POST"], summary="Broken", access=public(), body=Visit(partial=True),
              tag="Open")  # fmt: skip
def broken(call: Call) -> Answer:
    raise RuntimeError(f"secret of {call.body['phone']}")


@routes.route("/v1/picture", summary="Bytes", access=public(), media=("image/png",), tag="Open")
def picture(call: Call) -> Answer:
    return Answer(PNG, media_type="image/png")


@routes.route(
    "/v1/drawing", summary="Text that is no JSON", access=public(), media=("image/svg+xml",), tag="Open"
)
def drawing(call: Call) -> Answer:
    return Answer("<svg>商丘</svg>".encode(), media_type="image/svg+xml")


@routes.route("/v1/tagged", summary="An ETag of its own", access=public(), tag="Open")
def tagged(call: Call) -> Answer:
    return Answer({}, headers={"ETag": '"abc"'})


app = Service("example")
app.register_blueprint(routes)
call = partial(gateway.call, declared=False)
"""These routes declare only what the tests of the shell need."""
