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
        for name in self._fields[len(values) :]:
            given[name] = named.pop(name) if name in named else getattr(type(self), name)
        if named or len(values) > len(self._fields):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self._fields)}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} never changes")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._fields)
        return f"{type(self).__name__}({fields})"

    def but(self, **changes: Any) -> Self:
        """The same with some fields changed."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        for name in changes:
            if name not in made.__dict__:
                raise TypeError(f"{type(self).__name__} has no field {name}")
        made.__dict__.update(changes)
        return made
