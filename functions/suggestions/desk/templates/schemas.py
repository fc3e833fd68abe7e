"""What the routes of templates take and answer."""

from marshmallow import Schema, fields, validate

from functions.suggestions.opinions.opinion import Category
from shared.domain.ids import PATTERN
from shared.web.schemas import Body, Moment, ScopeCode, Text, page_of

_TEMPLATE = "t01j9zq3v7k2m8n4p6r5t"
_NAME = {"example": "路灯检修"}
_TEXT = {
    "example": "您反映的{place}的问题（{receipt}）已由{unit}办理。",
    "description": "`{receipt}`, `{unit}` and `{place}` are filled in for the opinion",
}


def template_id(**options: object) -> fields.String:
    """The id of a template."""
    pattern = validate.Regexp(f"^t{PATTERN}$(?!\n)")
    return fields.String(validate=pattern, metadata={"example": _TEMPLATE}, **options)  # type: ignore[arg-type]


class TemplateFields(Body):
    """What a template says; what is left out stays."""

    name = Text(60, metadata=_NAME)
    text = Text(1500, lines=True, metadata=_TEXT)
    category = fields.Enum(Category, by_value=True, allow_none=True)


class NewTemplate(TemplateFields):
    """A template for the staff of a scope, and of those below it."""

    scope = ScopeCode(required=True)
    name = Text(60, required=True, metadata=_NAME)
    text = Text(1500, required=True, lines=True, metadata=_TEXT)


class TemplateUsed(Body):
    """The template to fill."""

    template = template_id(required=True)


class TemplateFilled(Schema):
    """The answer to this opinion, to be looked at and sent."""

    text = fields.String(metadata={"example": "您反映的人民路东段的问题已由市政管理所办理。"})


class TemplateAnswer(Schema):
    """A template."""

    id = fields.String(metadata={"example": _TEMPLATE})
    scope = fields.String(metadata={"example": "411402", "description": "For whose staff it is"})
    name = fields.String(metadata=_NAME)
    text = fields.String(metadata=_TEXT)
    category = fields.Enum(Category, by_value=True, allow_none=True)
    changed_by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    changed_at = Moment()
    version = fields.Integer(metadata={"example": 1})


TEMPLATE_PAGE = page_of(TemplateAnswer(), "AnswerTemplatePage")
