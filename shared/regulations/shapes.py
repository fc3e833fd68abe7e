"""What a field takes: a shape reads a plain value (as TOML or JSON gives it) into the value that the rule
holds, or says in words what it expected.

A kind declares its fields once, as the annotations of its class:
``within: Annotated[Span | None, SPAN, "how long"] = None``. `read` follows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, TypeVar, get_type_hints

from shared.regulations.faults import Fault, Mismatch, Reported, shown
from shared.regulations.value import Value

T = TypeVar("T")
V = TypeVar("V", bound=Value)


class Vocabulary(Value):
    """The words and facts that one pack may use: the built-in ones and those it declares itself.
    A fact's value is its choices; none for a number."""

    words: Mapping[str, tuple[str, str]]
    lists: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str | bool, ...]]


class Place:
    """Where in a pack something is read, and where its faults go."""

    __slots__ = ("faults", "file", "path", "rule", "vocabulary")

    def __init__(self, file: str, rule: str, path: str, vocabulary: Vocabulary, faults: list[Fault]) -> None:
        self.file, self.rule, self.path = file, rule, path
        self.vocabulary, self.faults = vocabulary, faults

    def inside(self, field: str) -> Place:
        path = f"{self.path}.{field}" if self.path and not field.startswith("[") else f"{self.path}{field}"
        return Place(self.file, self.rule, path, self.vocabulary, self.faults)

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


class Inline(Value):
    """The fields of another class, written among those of this one; ``read`` makes another value of them,
    and reports what is wrong."""

    of: type[Value]
    read: Callable[[Mapping[str, Any], Place], Any] | None = None


class Field(Value):
    """One declared field: its name in TOML, shape or inlined class, meaning, whether it may be absent."""

    name: str
    shape: Shape[Any] | Inline
    says: str
    optional: bool


_declared: dict[type[Value], tuple[Field, ...]] = {}


def fields_of(cls: type[Value]) -> tuple[Field, ...]:
    """The fields that a class declares. A trailing underscore of a name is not part of its TOML key."""
    if cls in _declared:
        return _declared[cls]
    hints = get_type_hints(cls, include_extras=True)
    found = []
    for name in cls._fields:
        notes = getattr(hints[name], "__metadata__", ())
        shape = next(note for note in notes if isinstance(note, Shape | Inline))
        says = next((note for note in notes if isinstance(note, str)), "")
        found.append(Field(name.rstrip("_"), shape, says, hasattr(cls, name)))
    return _declared.setdefault(cls, tuple(found))


def keys_of(cls: type[Value]) -> Iterator[str]:
    """The TOML keys of a class, those of inlined ones among them."""
    for field in fields_of(cls):
        if isinstance(field.shape, Inline):
            yield from keys_of(field.shape.of)
        else:
            yield field.name


def read(cls: type[V], table: Mapping[str, Any], place: Place, also: frozenset[str] = frozenset()) -> V:
    """A ``cls`` from a TOML table; ``also`` are keys that somebody else reads.

    Every fault is reported to ``place``. Raises Reported when there was one.
    """
    before = len(place.faults)
    known = _known(cls)
    if not known.issuperset(table) and not (known | also).issuperset(table):
        for key in table.keys() - known - also:
            place.fault(
                key, f"one of the fields {', '.join(sorted(known | also))}", f"the unknown field {shown(key)}"
            )
    values = _values(cls, table, place)
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


_keys: dict[type[Value], frozenset[str]] = {}


def _known(cls: type[Value]) -> frozenset[str]:
    if cls not in _keys:
        _keys[cls] = frozenset(keys_of(cls))
    return _keys[cls]


def _values(cls: type[Value], table: Mapping[str, Any], place: Place) -> list[Any]:
    values: list[Any] = []
    for field, slot in zip(fields_of(cls), cls._fields, strict=True):
        if isinstance(field.shape, Inline):
            inline = field.shape
            values.append(
                inline.read(table, place) if inline.read else inline.of(*_values(inline.of, table, place))
            )
        elif field.name not in table:
            if not field.optional:
                place.fault(field.name, field.shape.expects, "nothing")
            values.append(getattr(cls, slot, None))
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
    return _checked(str, expects, lambda text: re.fullmatch(pattern, text) is not None)


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


def table_of(cls: type[V]) -> Shape[V]:
    """A table that is read into a ``cls``."""
    expects = "a table"

    def reading(value: Any, place: Place) -> V:
        if not isinstance(value, dict):
            raise Mismatch(f"a table of {', '.join(sorted(_known(cls)))}", value)
        return read(cls, value, place)

    return Shape(expects, reading)


def tables_of(cls: type[V]) -> Shape[tuple[V, ...]]:
    """An array of tables, at least one."""
    one = table_of(cls)
    expects = "an array of tables"

    def reading(value: Any, place: Place) -> tuple[V, ...]:
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
        found.extend(lists[entry] if isinstance(entry, str) and entry in lists else [_word(entry, place)])
    if any(entries.count(entry) > 1 for entry in entries):
        raise Mismatch("each word once", value)
    return tuple(dict.fromkeys(found))  # two lists may share a word


WORD: Shape[str] = Shape("a word", _word)
WORDS: Shape[tuple[str, ...]] = Shape("a word or a list of words", _words)
