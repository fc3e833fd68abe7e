"""What an activity hands out, over HTTP."""

from typing import Any

from marshmallow import Schema, fields, validate

from functions.invitations.activities import handing_out, materials
from functions.invitations.activities.materials import MEDIA_TYPES, Material
from functions.invitations.activities.organising import ORGANISERS, VIEWERS
from functions.invitations.activities.routes import OWN
from shared.domain.ids import PATTERN
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Call
from shared.web.schemas import Body, Listing, Moment, Text, UploadForm, Whole, page_of
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Materials"
_ID = {"example": "m01j9zq3v7k2m8n4p6r5t"}


class NewMaterial(Body):
    """A file to hand out. With ``material`` it is the next version of that one."""

    title = Text(100, required=True, metadata={"example": "养老服务条例（草案）"})
    filename = Text(120, required=True, metadata={"example": "养老服务条例草案.pdf"})
    media_type = fields.String(
        required=True, validate=validate.OneOf(MEDIA_TYPES), metadata={"example": "application/pdf"}
    )
    material = fields.String(
        validate=validate.Regexp(f"^m{PATTERN}$(?!\n)"),
        metadata={**_ID, "description": "The material of which this is a new version"},
    )

    class Meta(Body.Meta):
        not_in_example = ("material",)


class MaterialArrival(Body):
    """Which version's file has been sent."""

    number = Whole(1, 9999, required=True, metadata={"example": 1})


class MaterialAnswer(Schema):
    """One version of a material. ``arrived_at`` is null until its file has come; ``url`` fetches it, for five
    minutes."""

    id = fields.String(metadata=_ID)
    number = fields.Integer(metadata={"example": 1, "description": "The version, from 1"})
    title = fields.String(metadata={"example": "养老服务条例（草案）"})
    filename = fields.String(metadata={"example": "养老服务条例草案.pdf"})
    media_type = fields.String(metadata={"example": "application/pdf"})
    added_at = Moment()
    arrived_at = Moment(allow_none=True)
    size = fields.Integer(allow_none=True, metadata={"example": 482133, "description": "Bytes"})
    url = fields.String(allow_none=True, metadata={"example": "https://documents.s3.example/…"})


class MaterialAsked(MaterialAnswer):
    """A version that awaits its file."""

    upload = fields.Nested(UploadForm)


MATERIAL_PAGE = page_of(MaterialAnswer(), "MaterialPage")


@routes.route(
    "/v1/activities/{activity_id}/materials",
    summary="What an activity hands out",
    description="By material and version. To whoever may read the activity; what has not come only to those "
    "who prepare it.",
    access=roles(VIEWERS, within="resource"),
    query=Listing(),
    answer=MATERIAL_PAGE,
    refusals=("activity_not_found", "invalid_cursor"),
    tag=_TAG,
)
def list_materials(call: Call, activity_id: str) -> Page[dict[str, Any]]:
    limit, cursor = call.query["limit"], call.query["cursor"]
    return handing_out.page(activity_id, call.caller, limit=limit, cursor=cursor).map(_shown)


@routes.route(
    "/v1/activities/{activity_id}/materials",
    methods=["POST"],
    summary="Hand out a material, or a new version of one",
    description="Answers a form by which the file (at most 20 MiB) is sent to the store directly; then its "
    "arrival is confirmed.",
    access=roles(ORGANISERS, within="resource"),
    body=NewMaterial(),
    answer=MaterialAsked(),
    status=201,
    idempotent=True,
    refusals=(*OWN, "activity_state", "material_not_found", "limit_reached", "conflict"),
    tag=_TAG,
)
def add_material(call: Call, activity_id: str) -> dict[str, Any]:
    made, form = handing_out.add(activity_id, call.body, call.new_id("m"), call.mark, call.caller, call.now)
    return {**_shown(made), "upload": form}


@routes.route(
    "/v1/activities/{activity_id}/materials/{material_id}/arrival",
    methods=["POST"],
    summary="Confirm that a material's file has been sent",
    description="From then on it is read, and counts as there since it came. Invitees of what is announced "
    "are told in the background.",
    access=roles(ORGANISERS, within="resource"),
    body=MaterialArrival(),
    answer=MaterialAnswer(),
    refusals=(*OWN, "activity_state", "material_not_found", "material_not_there", "conflict"),
    tag=_TAG,
)
def confirm_material(call: Call, activity_id: str, material_id: str) -> dict[str, Any]:
    number = call.body["number"]
    return _shown(handing_out.arrive(activity_id, material_id, number, call.caller, call.now))


def _shown(material: Material) -> dict[str, Any]:
    names = ("id", "number", "title", "filename", "media_type", "added_at", "arrived_at", "size")
    shown = {name: getattr(material, name) for name in names}
    there = material.arrived_at is not None
    return {**shown, "url": materials.address(material) if there else None}
