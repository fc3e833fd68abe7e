"""What a field takes: a shape reads a plain value (as TOML or JSON gives it) into the value that the rule
holds, or says in words what it expected.

A kind declares its fields once, as the annotations of a named tuple:
``within: Annotated[Span | None, SPAN, "how long"] = None``. `read` follows them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar, get_type_hints

from shared.regulations.faults import Fault, Mismatch, Reported, shown

T = TypeVar("T")


class Vocabulary(NamedTuple):
    """The words and facts that one pack may use: the built-in ones and those it declares itself.
    A fact's value is its choices; none for a number."""

    words: Mapping[str, tuple[str, str]]
    lists: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str | bool, ...]]


class Place(NamedTuple):
    """Where in a pack something is read, and where its faults go."""

    file: str
    rule: str
    path: str
    vocabulary: Vocabulary
    faults: list[Fault]

    def inside(self, field: str) -> "Place":
        path = f"{self.path}.{field}" if self.path and not field.startswith("[") else f"{self.path}{field}"
        return self._replace(path=path)

    def fault(self, field: str, expected: str, found: str) -> None:
        self.faults.append(
            Fault(self.file, self.rule, self.inside(field).path if field else self.path, expected, found)
        )


class Shape(Generic[T]):
    """How one value is read. ``read`` raises Mismatch, or Reported when its faults are reported."""

    __slots__ = ("expects", "read")

    def __init__(self, expects: str, read: Callable[[Any, Place], T]) -> None:
        self.expects = expects
        self.read = read


class Inline(NamedTuple):
    """The fields of another named tuple, written among those of this one; ``read`` makes another value of
    them, and reports what is wrong."""

    of: type[tuple[Any, ...]]
    read: Callable[[Mapping[str, Any], Place], Any] | None = None


class Field(NamedTuple):
    """One declared field: its name in TOML, shape or inlined tuple, meaning, whether it may be absent."""

    name: str
    shape: Shape[Any] | Inline
    says: str
    optional: bool


@cache
def fields_of(cls: type[tuple[Any, ...]]) -> tuple[Field, ...]:
    """The fields that a named tuple declares. A trailing underscore of a name is not part of its TOML key."""
    hints = get_type_hints(cls, include_extras=True)
    defaults: Mapping[str, object] = cls._field_defaults  # type: ignore[attr-defined]
    found = []
    for name in cls._fields:  # type: ignore[attr-defined]
        notes = getattr(hints[name], "__metadata__", ())
        shape = next(note for note in notes if isinstance(note, Shape | Inline))
        says = next((note for note in notes if isinstance(note, str)), "")
        found.append(Field(name.rstrip("_"), shape, says, name in defaults))
    return tuple(found)


def keys_of(cls: type[tuple[Any, ...]]) -> Iterator[str]:
    """The TOML keys of a named tuple, those of inlined ones among them."""
    for field in fields_of(cls):
        if isinstance(field.shape, Inline):
            yield from keys_of(field.shape.of)
        else:
            yield field.name


def read(
    cls: Callable[..., T], table: Mapping[str, Any], place: Place, also: frozenset[str] = frozenset()
) -> T:
    """The named tuple ``cls`` from a TOML table; ``also`` are keys that somebody else reads.

    Every fault is reported to ``place``. Raises Reported when there was one.
    """
    before = len(place.faults)
    shape_of: type[tuple[Any, ...]] = cls  # type: ignore[assignment]
    known = _known(shape_of)
    if not known.issuperset(table) and not (known | also).issuperset(table):
        for key in table.keys() - known - also:
            place.fault(
                key, f"one of the fields {', '.join(sorted(known | also))}", f"the unknown field {shown(key)}"
            )
    values = _values(shape_of, table, place)
    if len(place.faults) > before:
        raise Reported
    made = cls(*values)
    check = getattr(made, "check", None)
    if check is not None:
        for field, expected, found in check():
            place.fault(field, expected, found)
        if len(place.faults) > before:
            raise Reported
    return made


@cache
def _known(cls: type[tuple[Any, ...]]) -> frozenset[str]:
    return frozenset(keys_of(cls))


def _values(cls: type[tuple[Any, ...]], table: Mapping[str, Any], place: Place) -> list[Any]:
    defaults: Mapping[str, object] = cls._field_defaults  # type: ignore[attr-defined]
    values: list[Any] = []
    for field, slot in zip(fields_of(cls), cls._fields, strict=True):  # type: ignore[attr-defined]
        if isinstance(field.shape, Inline):
            inline = field.shape
            values.append(
                inline.read(table, place)
                if inline.read
                else inline.of._make(_values(inline.of, table, place))  # type: ignore[attr-defined]
            )
        elif field.name not in table:
            if not field.optional:
                place.fault(field.name, field.shape.expects, "nothing")
            values.append(defaults.get(slot))
        else:
            try:
                values.append(field.shape.read(table[field.name], place.inside(field.name)))
            except Mismatch as mismatch:
                place.fault(field.name, mismatch.expected, mismatch.found)
                values.append(None)
            except Reported:
                values.append(None)
    return values


# -- plain shapes ------------------------------------------------------------------------------------------


def _checked(kind: type[T], expects: str, good: Callable[[T], bool] = lambda _: True) -> Shape[T]:
    def reading(value: Any, _: Place) -> T:
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)) or not good(value):
            raise Mismatch(expects, value)
        return value

    return Shape(expects, reading)


TEXT = _checked(str, "a text", lambda text: bool(text.strip()))
FLAG = _checked(bool, "true or false")
WHOLE = _checked(int, "a whole number of 1 or more", lambda number: number > 0)


def one_of(*choices: str) -> Shape[Any]:
    """One of a few fixed texts."""
    expects = f"one of {', '.join(choices)}"
    return _checked(str, expects, lambda text: text in choices)


def matching(pattern: str, expects: str) -> Shape[str]:
    """A text of a given form."""
    form = re.compile(pattern)
    return _checked(str, expects, lambda text: form.fullmatch(text) is not None)


def _day(value: Any, _: Place) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Mismatch(DAY.expects, value) from None


DAY: Shape[date] = Shape("a day such as 2024-05-01", _day)


def list_of(shape: Shape[T]) -> Shape[tuple[T, ...]]:
    """A list with at least one entry, each different; a single entry may stand without brackets."""
    expects = f"{shape.expects}, or a list of such"

    def reading(value: Any, place: Place) -> tuple[T, ...]:
        entries = value if isinstance(value, list) else [value]
        if not entries:
            raise Mismatch(expects, value)
        found = tuple(shape.read(entry, place) for entry in entries)
        if len(set(found)) != len(found):
            raise Mismatch("each entry once", value)
        return found

    return Shape(expects, reading)


def table_of(cls: Callable[..., T]) -> Shape[T]:
    """A table that is read into a named tuple."""
    expects = "a table"

    def reading(value: Any, place: Place) -> T:
        if not isinstance(value, dict):
            raise Mismatch(f"a table of {', '.join(sorted(_known(cls)))}", value)
        return read(cls, value, place)

    return Shape(expects, reading)


def tables_of(cls: Callable[..., T]) -> Shape[tuple[T, ...]]:
    """An array of tables, at least one."""
    one = table_of(cls)
    expects = "an array of tables"

    def reading(value: Any, place: Place) -> tuple[T, ...]:
        if not isinstance(value, list) or not value:
            raise Mismatch(expects, value)
        found = []
        for number, entry in enumerate(value, 1):
            try:
                found.append(one.read(entry, place.inside(f"[{number}]")))
            except Mismatch as mismatch:
                place.fault(f"[{number}]", mismatch.expected, mismatch.found)
            except Reported:
                continue
        if len(found) < len(value):
            raise Reported
        return tuple(found)

    return Shape(expects, reading)


# -- words -------------------------------------------------------------------------------------------------


def _word(value: Any, place: Place) -> str:
    if not isinstance(value, str):
        raise Mismatch(WORD.expects, value)
    if value not in place.vocabulary.words:
        raise Mismatch("a known word (built in, or declared under [words] of this pack)", value)
    return value


def _words(value: Any, place: Place) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    if not entries:
        raise Mismatch(WORDS.expects, value)
    lists = place.vocabulary.lists
    found: list[str] = []
    for entry in entries:
        if isinstance(entry, str) and entry in lists:
            found.extend(lists[entry])
        else:
            found.append(_word(entry, place))
    if len(set(found)) != len(found):
        raise Mismatch("each word once", value)
    return tuple(found)


WORD: Shape[str] = Shape("a word", _word)
WORDS: Shape[tuple[str, ...]] = Shape("a word or a list of words", _words)
