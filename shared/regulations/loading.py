"""A pack's TOML file becomes a Pack, or says everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from shared.domain import divisions
from shared.regulations.faults import Fault, Mismatch, PackFaults, Reported, shown
from shared.regulations.forms import CONDITIONS
from shared.regulations.kinds import KINDS
from shared.regulations.rules import Instrument, Modality, Pack, Part, Rule, Status, SubjectKind
from shared.regulations.shapes import (
    DAY,
    TEXT,
    WORDS,
    Place,
    Shape,
    V,
    Vocabulary,
    keys_of,
    list_of,
    matching,
    one_of,
    read,
    table_of,
)
from shared.regulations.value import Value
from shared.regulations.values import Condition
from shared.regulations.words import COMMON, FACTS

ID = matching(
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*", 'an id of lower-case letters, digits and hyphens, such as "sq-13b"'
)
NAME = matching(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "a name of lower-case letters, digits and underscores")
RULE_ID = matching(
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]{1,12})?",
    'the id of a rule or part, such as "sq-13b" or "sq-08a.b"',
)
SUFFIX = matching(r"[a-z0-9]{1,12}", 'a suffix of lower-case letters and digits, such as "a"')
ARTICLE = matching(
    r"[1-9][0-9]*(-[1-9][0-9]*)?(\([1-9][0-9]*\))?",
    'an article such as "13", "13-2" (paragraph) or "20(1)" (item)',
)


_PROVINCES = (
    *(*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)),
    *(71, 81, 82),
)
"""GB/T 2260. A pack may be written before its province's divisions are in the table of this deployment."""


def _division(value: Any, _: Place) -> str:
    if isinstance(value, str) and (divisions.exists(value) or _of_another_province(value)):
        return value
    raise Mismatch(DIVISION.expects, value)


def _of_another_province(code: str) -> bool:
    well_formed = re.fullmatch(r"\d{2}(\d{2}(\d{2}(\d{3})?)?)?", code) is not None
    return well_formed and int(code[:2]) in _PROVINCES and not divisions.exists(code[:2])


DIVISION: Shape[str] = Shape(
    'the code of a known division as a text, such as "4114" ("00" is the nation)', _division
)


class _InstrumentFields(Value):
    id: Annotated[str, ID, "the instrument's; the same in all its versions"]
    title: Annotated[str, TEXT, "in Chinese, in full"]
    title_en: Annotated[str, TEXT, "in English"]
    division: Annotated[str, DIVISION, "where it holds"]
    status: Annotated[str, one_of(*Status), "a draft binds nobody"]
    in_force_from: Annotated[date | None, DAY, "first day"] = None
    in_force_to: Annotated[date | None, DAY, "last day"] = None
    adopted_on: Annotated[date | None, DAY, "when it was adopted"] = None
    version: Annotated[str, TEXT, "what tells this version from others"] = ""
    links: Annotated[
        tuple[str, ...], list_of(matching(r"https?://\S+", "a web address")), "where the text is"
    ] = ()

    def check(self) -> list[tuple[str, str, str]]:
        faults = []
        if self.status == Status.IN_FORCE and self.in_force_from is None:
            faults.append(("in_force_from", "the first day of an instrument in force", "nothing"))
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            faults.append(("in_force_to", f"no day before {self.in_force_from}", str(self.in_force_to)))
        return faults


class RuleFields(Value):
    """What every rule has, besides the fields of its kind."""

    id: Annotated[str, ID, "unique in all packs"]
    article: Annotated[str, ARTICLE, "where it stands"]
    modality: Annotated[str, one_of(*Modality), "how strongly it binds"]
    kind: Annotated[str, one_of(*KINDS), "what sort of rule it is"]
    subject: Annotated[str, one_of(*SubjectKind), "whom it binds"]
    says: Annotated[str, TEXT, "one Chinese sentence in the author's own words"]
    says_en: Annotated[str, TEXT, "the same in English"]
    condition: Annotated[Condition, CONDITIONS]
    replaces: Annotated[
        tuple[str, ...], list_of(ID), "ids of rules that no longer apply where this one does"
    ] = ()
    in_force_from: Annotated[date | None, DAY, "if later than the instrument's"] = None
    in_force_to: Annotated[date | None, DAY, "if earlier than the instrument's"] = None


class PartFields(Value):
    """What a part has; what it leaves out is the rule's."""

    id: Annotated[str, SUFFIX, "appended to the rule's id after a full stop"]
    condition: Annotated[Condition, CONDITIONS]
    kind: Annotated[str, one_of(*KINDS), "if not the rule's"] = ""
    subject: Annotated[str, one_of(*SubjectKind), "if not the rule's"] = ""
    modality: Annotated[str, one_of(*Modality), "if not the rule's"] = ""
    says: Annotated[str, TEXT, "if not the rule's"] = ""
    says_en: Annotated[str, TEXT, "if not the rule's"] = ""
    article: Annotated[str, ARTICLE, "if not the rule's"] = ""


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


def load(path: Path) -> Pack:
    """The pack in a file. Raises PackFaults with every fault."""
    return parse(path.read_bytes(), path.name)


def parse(content: bytes, file: str) -> Pack:
    """The pack that ``content`` is the TOML text of; ``file`` is what faults call it. Raises PackFaults."""
    return from_document(document(content, file), file)


def document(content: bytes, file: str) -> dict[str, Any]:
    """The plain values of a TOML file. Raises PackFaults when it is not UTF-8 or not TOML."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackFaults([Fault(file, "", "", "a text in UTF-8", f"other bytes in line {line}")]) from None
    import tomllib  # only where a pack is written: a deployed package holds packs that are read already

    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise PackFaults([Fault(file, "", "", "valid TOML", str(error))]) from None


def from_document(raw: Mapping[str, Any], file: str) -> Pack:
    """The pack that plain values describe. Raises PackFaults with every fault."""
    faults: list[Fault] = []
    for key in raw.keys() - {"instrument", "rule", "words", "lists", "facts"}:
        faults.append(
            Fault(file, "", key, "[instrument], [words], [lists], [facts] and [[rule]] only", shown(key))
        )
    words, facts, vocabulary = _vocabulary(raw, file, faults)
    instrument = _instrument(raw.get("instrument"), Place(file, "", "instrument", vocabulary, faults))
    entries = raw.get("rule", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        faults.append(Fault(file, "", "rule", "at least one [[rule]]", shown(entries) if entries else "none"))
        entries = []
    home = instrument.id if instrument else ""
    rules: dict[str, Rule] = {}
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        given = entry.get("id")
        name = given if isinstance(given, str) and given else f"number {number}"
        place = Place(file, name, "", vocabulary, faults)
        if name in seen:
            place.fault("id", "an id that no other rule has", shown(name))
            continue
        seen.add(name)
        try:
            rules[name] = _rule(entry, home, place)
        except Reported:
            continue
    if faults or instrument is None:
        raise PackFaults(faults)
    return Pack(file, instrument, tuple(rules.values()), words, facts)


def _instrument(raw: Any, place: Place) -> Instrument | None:
    try:
        fields = table_of(_InstrumentFields).read(raw, place)
    except Mismatch:
        place.fault("", "a table [instrument]", "nothing" if raw is None else shown(raw))
        return None
    except Reported:
        return None
    return Instrument(**{**vars(fields), "status": Status(fields.status)})


def _rule(raw: Mapping[str, Any], instrument: str, place: Place) -> Rule:
    parted = "part" in raw
    fields, made = _read_both(RuleFields, None if parted else raw.get("kind"), raw, place, {"part"})
    rule = Rule(
        fields.id,
        instrument,
        fields.article,
        Modality(fields.modality),
        fields.kind,
        SubjectKind(fields.subject),
        fields.says,
        fields.says_en,
        (),
        fields.replaces,
        fields.in_force_from,
        fields.in_force_to,
    )
    if parted:
        return rule.but(parts=_parts(raw["part"], rule, fields.condition, place))
    return rule.but(parts=(_part_of(rule, rule.id, fields.condition, rule.kind, made),))


def _read_both(
    cls: type[V], kind: object, raw: Mapping[str, Any], place: Place, more: Collection[str] = ()
) -> tuple[V, Any]:
    """What every rule (or part) has and what its kind has, from one table; the faults of both are reported.
    Of an unknown kind no field is known, so none is said to be unknown."""
    known = KINDS.get(kind) if isinstance(kind, str) else None
    unknown = kind is not None and known is None
    own = frozenset(keys_of(known)) if known else frozenset(raw) if unknown else frozenset()
    common = made = None
    with suppress(Reported):
        common = read(cls, raw, place, also=own | frozenset(more))
    if known is not None:
        # what is unknown to both was reported when the common fields were read
        with suppress(Reported):
            made = read(known, raw, place, also=frozenset(raw))
    if common is None or (known is not None and made is None):
        raise Reported
    return common, made


def _part_of(rule: Rule, id_: str, condition: Condition, kind: str, made: Any) -> Part:
    return Part(
        id_,
        rule.id,
        rule.instrument,
        rule.article,
        rule.modality,
        rule.subject,
        rule.says,
        rule.says_en,
        condition,
        kind,
        made,
    )


def _parts(raw: Any, rule: Rule, condition: Condition, place: Place) -> tuple[Part, ...]:
    if not isinstance(raw, list) or not raw or not all(isinstance(entry, dict) for entry in raw):
        place.fault("part", "at least one [[rule.part]]", shown(raw))
        raise Reported
    parts: dict[str, Part] = {}
    before = len(place.faults)
    for number, entry in enumerate(raw, 1):
        inside = place.inside(f"part[{number}]")
        try:
            part = _one_part(entry, rule, condition, inside)
        except Reported:
            continue
        if part.id in parts:
            inside.fault("id", "a suffix that no other part of the rule has", shown(entry["id"]))
        parts[part.id] = part
    if len(place.faults) > before:
        raise Reported
    return tuple(parts.values())


def _one_part(raw: Mapping[str, Any], rule: Rule, condition: Condition, place: Place) -> Part:
    kind = raw.get("kind", rule.kind)
    fields, made = _read_both(PartFields, kind, raw, place)
    part = _part_of(rule, f"{rule.id}.{fields.id}", condition & fields.condition, kind, made)
    return part.but(
        subject=SubjectKind(fields.subject or rule.subject),
        modality=Modality(fields.modality or rule.modality),
        says=fields.says or rule.says,
        says_en=fields.says_en or rule.says_en,
        article=fields.article or rule.article,
    )


def _vocabulary(
    raw: Mapping[str, Any], file: str, faults: list[Fault]
) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str, tuple[str | bool, ...]]], Vocabulary]:
    """The pack's own words and facts, and with the built-in ones all that it may use."""
    start = Vocabulary(COMMON, {}, {})
    words: dict[str, tuple[str, str]] = {}
    for name, value, place in _named(raw, "words", file, faults, start):
        if name in COMMON:
            place.fault(name, "a word that is not built in", f"{name}, which means {'/'.join(COMMON[name])}")
        elif (pair := _tried(Shape(_PAIR, _pair), value, name, place)) is not None:
            words[name] = pair
    known = start.but(words=COMMON | words)
    facts: dict[str, tuple[str, str, tuple[str | bool, ...]]] = {}
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
