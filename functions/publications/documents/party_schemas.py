"""Who issues something and for whom it is, as the routes of documents and of consultations have it."""

from marshmallow import Schema, fields, validate

from functions.publications.documents.audience import MOST_GROUPS, STAFF
from functions.publications.documents.publication import IssuerKind
from shared.domain.divisions import Level
from shared.domain.ids import PATTERN
from shared.domain.roles import Role
from shared.web.schemas import Body, Digits, GroupId, Listing, ScopeCode, Text

MEANT = (Role.DEPUTY, Role.MEMBER, *STAFF)
"""Whom a publication can be for."""
_ISSUER = validate.Regexp(rf"^(?:[0-9]{{2,12}}|u{PATTERN})$(?!\n)")
_UNIT = "u01j9zq3v7k2m8n4p6r5t"
NAME = "商丘市教育局"


class IssuerFields(Body):
    """Who issues it: the standing committee of a division (in a township its congress), or a unit."""

    kind = fields.Enum(IssuerKind, by_value=True, required=True, metadata={"example": "unit"})
    id = fields.String(
        required=True,
        validate=_ISSUER,
        metadata={"example": _UNIT, "description": "A division's code, or a unit's id"},
    )


class AudienceFields(Body):
    """For whom it is. ``level``, ``groups`` and ``fields`` choose among the deputies."""

    scope = ScopeCode(required=True, metadata={"example": "4114"})
    roles = fields.List(
        fields.Enum(Role, by_value=True, validate=validate.OneOf(MEANT)),
        load_default=lambda: [Role.DEPUTY],
        validate=validate.Length(1, len(MEANT)),
        metadata={"example": ["deputy"]},
    )
    level = fields.Enum(
        Level,
        by_value=True,
        load_default=None,
        allow_none=True,
        metadata={"example": "city", "description": "Deputies with a mandate of this level"},
    )
    groups = fields.List(
        GroupId(),
        load_default=list,
        validate=validate.Length(max=MOST_GROUPS),
        metadata={"example": [], "description": "Deputies in one of these groups"},
    )
    fields_ = fields.List(
        Text(40),
        data_key="fields",
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"example": [], "description": "Deputies of one of these fields"},
    )


class IssuerAnswer(Schema):
    """Who issued it."""

    kind = fields.Enum(IssuerKind, by_value=True, metadata={"example": "unit"})
    id = fields.String(metadata={"example": _UNIT})
    division = fields.String(metadata={"example": "4114"})
    name = fields.String(metadata={"example": NAME})


class AudienceAnswer(Schema):
    """For whom it is."""

    scope = fields.String(metadata={"example": "4114"})
    roles = fields.List(fields.Enum(Role, by_value=True), metadata={"example": ["deputy"]})
    level = fields.Enum(Level, by_value=True, allow_none=True, metadata={"example": "city"})
    groups = fields.List(fields.String(), metadata={"example": []})
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields", metadata={"example": []})


class OfIssuer(Schema):
    """Of whom, and in which year."""

    kind = fields.Enum(IssuerKind, by_value=True, required=True, metadata={"example": "unit"})
    issuer = fields.String(required=True, validate=_ISSUER, metadata={"example": _UNIT})
    year = Digits(required=True, validate=validate.Range(2000, 2199), metadata={"example": 2026})

    class Meta(Listing.Meta):
        pass
