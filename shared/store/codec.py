"""Domain values as plain maps and back: what stands in an item's body.

Dates and times become ISO text, enumerations their value, tuples lists; ``None`` is left out. The
dataclass is the definition: there is no second list of fields. (A general library does this too, at
thirty milliseconds of every cold start.)
"""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A dataclass, tuple, enumeration, date or scalar as JSON-like data."""
    if is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: to_plain(item) for name, item in pairs if item is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset, set)):
        return [to_plain(item) for item in value]
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def from_plain(cls: type[T], data: Any) -> T:
    """The inverse of :func:`to_plain`; fields the stored map lacks take the dataclass's defaults."""
    result: T = _structure(cls, data)
    return result


def _structure(hint: Any, data: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        return None if data is None else _structure(options[0], data)
    if origin is tuple:
        return tuple(_structure(get_args(hint)[0], item) for item in data)
    if is_dataclass(hint):
        hints = _hints(hint) if isinstance(hint, type) else {}
        known = {name: _structure(hints[name], value) for name, value in data.items() if name in hints}
        return hint(**known)  # type: ignore[operator]
    if hint in (date, datetime, time):
        return hint.fromisoformat(data)
    simple = hint in (int, float) or (isinstance(hint, type) and issubclass(hint, Enum))
    return hint(data) if simple and data is not None else data
