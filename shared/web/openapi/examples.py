"""Examples of what is sent and answered, put together from the examples that fields give.

A field that excludes another stands in its schema's ``Meta.not_in_example``.
"""

import copy
from typing import Any

from marshmallow import Schema, fields, validate

from shared.web.openapi.schemas import ContractError


def sent(schema: Schema) -> Any:
    """A request's body with every field it may have; raises ContractError where a field has no example."""
    return _whole(schema, schema.load_fields)


def answered(schema: Schema) -> Any:
    """An answer's body."""
    return _whole(schema, schema.dump_fields)


def of_field(field: fields.Field[Any]) -> Any:
    """The example that a field gives, or one that its type makes plain. Raises LookupError for neither."""
    match field:
        case fields.Field(metadata={"example": given}):
            example = copy.deepcopy(given)
        case fields.Nested():
            whole = _whole(field.schema, field.schema.fields)
            example = [whole] if field.many else whole
        case fields.List():
            example = [of_field(field.inner)]
        case fields.Enum():
            example = next(member.value for member in field.enum)
        case fields.Boolean():
            example = field.load_default is not False
        case fields.Date():
            example = "2026-11-20"
        case _:
            example = _permitted(field)
    return example


def _permitted(field: fields.Field[Any]) -> Any:
    for rule in field.validators:
        if isinstance(rule, validate.OneOf):
            return next(iter(rule.choices))
    if field.allow_none:
        return None
    raise LookupError


def _whole(schema: Schema, chosen: dict[str, fields.Field[Any]]) -> Any:
    example = {}
    for name, field in chosen.items():
        if name in getattr(schema.Meta, "not_in_example", ()):
            continue
        try:
            example[field.data_key or name] = of_field(field)
        except LookupError:
            raise ContractError(f'{type(schema).__name__}.{name} needs metadata={{"example": ...}}') from None
    return [example] if schema.many else example
