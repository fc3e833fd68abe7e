"""The words, lists and facts that a pack declares, and with the built-in ones all that it may use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from shared.regulations.faults import Fault, Mismatch, Reported, shown
from shared.regulations.shapes import WORDS, Place, Shape, Vocabulary, matching, table_of
from shared.regulations.value import Value
from shared.regulations.words import COMMON, FACTS

Words = dict[str, tuple[str, str]]
Declared = dict[str, tuple[str, str, tuple[str | bool, ...]]]
"""Facts by name: Chinese and English name, and values."""

NAME = matching(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "a name of lower-case letters, digits and underscores")
_PAIR = 'two texts, Chinese and English: ["中文", "English"]'


def _pair(value: Any, _: Place) -> tuple[str, str]:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(x, str) and x.strip() for x in value)
    ):
        raise Mismatch(_PAIR, value)
    return value[0], value[1]


def _choices(value: Any, _: Place) -> tuple[str | bool, ...]:
    if value == "yes_no":
        return (True, False)
    if value == "number":
        return ()
    if isinstance(value, list) and value and all(isinstance(choice, str) and choice for choice in value):
        return tuple(value)
    raise Mismatch('"yes_no", "number" or a list of texts', value)


class _FactFields(Value):
    name: Annotated[tuple[str, str], Shape(_PAIR, _pair), "what people call it"]
    values: Annotated[
        tuple[str | bool, ...], Shape('"yes_no", "number" or a list of texts', _choices), "what it can be"
    ]


def vocabulary(raw: Mapping[str, Any], file: str, faults: list[Fault]) -> tuple[Words, Declared, Vocabulary]:
    """The pack's own words and facts, and with the built-in ones all that it may use."""
    start = Vocabulary(COMMON, {}, {})
    words: Words = {}
    for name, value, place in _named(raw, "words", file, faults, start):
        if name in COMMON:
            place.fault(name, "a word that is not built in", f"{name}, which means {'/'.join(COMMON[name])}")
        elif (pair := _tried(Shape(_PAIR, _pair), value, name, place)) is not None:
            words[name] = pair
    known = start.but(words=COMMON | words)
    facts: Declared = {}
    for name, value, place in _named(raw, "facts", file, faults, start):
        if name in FACTS:
            place.fault(name, "a fact that is not built in", name)
        elif (fact := _tried(table_of(_FactFields), value, name, place)) is not None:
            facts[name] = (*fact.name, fact.values)
    lists: dict[str, tuple[str, ...]] = {}
    for name, value, place in _named(raw, "lists", file, faults, known):
        if name in known.words:
            place.fault(name, "a name that no word has", name)
        elif (entries := _tried(WORDS, value, name, place)) is not None:
            lists[name] = entries
    values = {name: fact[2] for name, fact in (FACTS | facts).items()}
    return words, facts, Vocabulary(known.words, lists, values)


def _named(
    raw: Mapping[str, Any], table: str, file: str, faults: list[Fault], vocabulary: Vocabulary
) -> list[tuple[str, Any, Place]]:
    entries = raw.get(table, {})
    place = Place(file, "", table, vocabulary, faults)
    if not isinstance(entries, dict):
        place.fault("", f"a table [{table}]", shown(entries))
        return []
    found = []
    for name, value in entries.items():
        if _tried(NAME, name, name, place) is not None:
            found.append((name, value, place))
    return found


def _tried(shape: Shape[Any], value: Any, field: str, place: Place) -> Any:
    try:
        return shape.read(value, place.inside(field))
    except Mismatch as mismatch:
        place.fault(field, mismatch.expected, mismatch.found)
    except Reported:
        pass
    return None
