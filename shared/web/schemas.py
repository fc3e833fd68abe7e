"""The fields that requests and answers share, each with its form, limits and an example.

``metadata`` goes into the contract (OpenAPI) as it stands.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate

from shared.domain import clock, divisions, phones, text
from shared.domain.errors import Refusal
from shared.domain.ids import PATTERN
from shared.domain.places import ID_PATTERN, division_of, is_station_id


class Body(Schema):
    """What a request may send: unknown fields are refused, and so is a value of another JSON type, which
    marshmallow by itself would turn ("yes" into true, "7" into a number)."""

    class Meta:
        unknown = RAISE

    @pre_load
    def _json_types(self, data: Any, **_: Any) -> Any:
        if isinstance(data, Mapping):
            wrong = {
                name: [field.error_messages["invalid"]]
                for name, field in self.fields.items()
                if not _has_json_type(field, data.get(name))
            }
            if wrong:
                raise ValidationError(wrong)
        return data


def _has_json_type(field: Any, value: Any) -> bool:
    if value is None:
        return True
    if isinstance(field, fields.Boolean):
        return isinstance(value, bool)
    if isinstance(field, (fields.Integer, fields.Float)):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if isinstance(field, fields.List) and isinstance(value, list):
        return all(_has_json_type(field.inner, item) for item in value)
    return True


class Text(fields.String):
    """Text of people, cleaned (NFC, trimmed), between ``shortest`` and ``longest`` characters, without
    control or invisible characters or floods of marks."""

    def __init__(self, longest: int, shortest: int = 1, *, lines: bool = False, **options: Any) -> None:
        metadata = {"minLength": shortest, "maxLength": longest, **options.pop("metadata", {})}
        super().__init__(metadata=metadata, **options)
        self.longest, self.shortest, self.lines = longest, shortest, lines

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        given: str = super()._deserialize(value, *args, **kwargs) or ""
        if text.has_invisible(given, lines=self.lines):
            raise ValidationError("含有不可见字符|holds invisible characters")
        if text.is_flooded(given):
            raise ValidationError("叠加符号过多|too many marks on one letter")
        given = given.strip() if self.lines else text.clean(given)
        if not self.shortest <= len(given) <= self.longest:
            raise ValidationError(f"Length must be between {self.shortest} and {self.longest}.")
        return given


class PersonalName(Text):
    """A person's name in any script."""

    def __init__(self, **options: Any) -> None:
        super().__init__(40, metadata={"example": "王晓梅", **options.pop("metadata", {})}, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        name = super()._deserialize(value, *args, **kwargs)
        if not text.is_personal_name(name):
            raise ValidationError("姓名只能由文字、间隔号和空格组成|a name has letters, dots and spaces only")
        return name


class Phone(fields.String):
    """A mainland mobile number; any usual writing is taken, E.164 comes out."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "13800001234", "maxLength": 24, **options.pop("metadata", {})}
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        given: str = super()._deserialize(value, *args, **kwargs) or ""
        try:
            return phones.normalise(given[:40])
        except Refusal as refusal:
            found = refusal.errors[0]
            raise ValidationError(f"{found.zh}|{found.en}") from refusal


class DivisionCode(fields.String):
    """The code of a division that exists."""

    def __init__(self, **options: Any) -> None:
        metadata = {
            "example": "411402001",
            "pattern": "^[0-9]{2,12}$",
            "description": "GB/T 2260 code of a division",
            **options.pop("metadata", {}),
        }
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        code: str = super()._deserialize(value, *args, **kwargs) or ""
        if not divisions.exists(code):
            raise ValidationError("没有这个区划代码|there is no such division")
        return code


class StationId(fields.String):
    """A station's id."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "411402001-01", **options.pop("metadata", {})}
        pattern = validate.Regexp(f"^{ID_PATTERN}$(?!\n)")
        super().__init__(validate=pattern, metadata=metadata, **options)


class Moment(fields.AwareDateTime):
    """An instant: ISO 8601 with offset. Answers are in Shanghai's."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "2026-11-20T09:30:00+08:00", **options.pop("metadata", {})}
        super().__init__(format="iso", metadata=metadata, **options)

    def _serialize(self, value: Any, *args: Any, **kwargs: Any) -> str | None:
        return None if value is None else clock.iso(value)


class Day(fields.Date):
    """A day, only as ``YYYY-MM-DD``: Python alone would take ``20261120`` and ``2026-W47-5`` too."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "2026-11-20", **options.pop("metadata", {})}
        super().__init__(format="iso", metadata=metadata, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) is None:
            raise self.make_error("invalid", input=value, obj_type="date")
        day: date = super()._deserialize(value, *args, **kwargs)
        return day


class PersonId(fields.String):
    """The id of a person: of a deputy, a member, somebody of a staff."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "p01j9zq3v7k2m8n4p6r5t", **options.pop("metadata", {})}
        super().__init__(validate=validate.Regexp(f"^p{PATTERN}$(?!\n)"), metadata=metadata, **options)


class GroupId(fields.String):
    """The id of a group."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "g01j9zq3v7k2m8n4p6r5t", **options.pop("metadata", {})}
        super().__init__(validate=validate.Regexp(f"^g{PATTERN}$(?!\n)"), metadata=metadata, **options)


class YesNo(fields.Boolean):
    """``true`` or ``false`` in a query."""

    truthy: set[Any] = {"true"}
    falsy: set[Any] = {"false"}


class Whole(fields.Integer):
    """A whole number from ``least`` to ``most``; ``1.5`` is refused."""

    def __init__(self, least: int, most: int, **options: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(least, most), **options)


class Digits(fields.Integer):
    """A whole number in a query, from 0 up: ASCII digits, which alone Python's ``int`` would not ask for."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> int:
        if not (isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, *args, **kwargs)


class Listing(Schema):
    """The query of every list: how many entries a page has and where it goes on."""

    class Meta:
        unknown = RAISE

    limit = Digits(
        load_default=50,
        validate=validate.Range(1, 100),
        metadata={"description": "Entries a page, at most", "example": 50},
    )
    cursor = fields.String(
        load_default=None,
        validate=validate.Length(1, 1024),
        metadata={"description": "`next` of the page before", "example": "WyI0MTE0MDIwMDEtMDEiXQ"},
    )


class ScopeCode(DivisionCode):
    """A division's code, or a station's id for what belongs to that one station."""

    def __init__(self, **options: Any) -> None:
        metadata = {"example": "4114", "pattern": "^[0-9]{2,12}(-[0-9]{2})?$", **options.pop("metadata", {})}
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        if isinstance(value, str) and is_station_id(value):
            super()._deserialize(division_of(value), *args, **kwargs)
            return value
        return super()._deserialize(value, *args, **kwargs)


class ScopeListing(Listing):
    """A list of all entries whose code begins with ``scope``."""

    scope = ScopeCode(required=True)


def page_of(entry: Schema, name: str) -> Schema:
    """The answer of a list of ``entry``."""
    shape = {
        "items": fields.List(fields.Nested(entry), metadata={"description": "The entries"}),
        "next": fields.String(
            allow_none=True,
            metadata={"description": "Cursor of the next page, null at the end", "example": None},
        ),
    }
    return Schema.from_dict(shape, name=name)()  # type: ignore[arg-type]


class UploadForm(Schema):
    """How a file is sent: `POST` as `multipart/form-data` with the fields and, last, `file`."""

    url = fields.String(metadata={"example": "https://uploads.s3.cn-north-1.amazonaws.com.cn/"})
    fields_ = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        data_key="fields",
        attribute="fields",
        metadata={
            "example": {"key": "rosters/r01j9zq3v7k2m8n4p6r5t", "policy": "eyJleHBpcmF0aW9uIjoi…"},
            "description": "Send them as they are, in the form before the file",
        },
    )
    expires_in = fields.Integer(metadata={"example": 900, "description": "Seconds"})
    max_bytes = fields.Integer(metadata={"example": 10485760})
