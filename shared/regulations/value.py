"""The base of every immutable record of this package.

A cold start defines some sixty of them, and a dataclass costs a millisecond to define, a named tuple a
tenth; this base costs next to nothing, because it makes no code: a class is its annotations, and these stay
texts until somebody reads a pack.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Value:
    """Fields are the annotations of the class, in order; class attributes are their defaults."""

    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls._fields = tuple(cls.__annotations__)

    def __init__(self, *values: Any, **named: Any) -> None:
        given = dict(zip(self._fields, values, strict=False))
        given.update(named)
        if len(given) < len(values) + len(named) or not given.keys() <= set(self._fields):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self._fields)}")
        cls = type(self)
        for name in self._fields:
            if name not in given:
                getattr(cls, name)  # raises for a field that has no default
            elif hasattr(cls, name) and given[name] == getattr(cls, name):
                del given[name]  # a default stays with the class: what is stored is small
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} never changes")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._fields)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({fields})"

    def but(self, **changes: Any) -> Self:
        """The same with some fields changed."""
        return type(self)(**{**self.__dict__, **changes})
