"""A pack's TOML file becomes a Pack, or says everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from shared.regulations.faults import Fault, Mismatch, PackFaults, Reported, shown
from shared.regulations.heads import InstrumentFields, PartFields, RuleFields
from shared.regulations.kinds import KINDS
from shared.regulations.rules import Instrument, Modality, Pack, Part, Rule, Status, SubjectKind
from shared.regulations.shapes import Place, V, keys_of, read, table_of
from shared.regulations.values import Condition
from shared.regulations.vocabulary import vocabulary


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
    words, facts, known = vocabulary(raw, file, faults)
    instrument = _instrument(raw.get("instrument"), Place(file, "", "instrument", known, faults))
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
        place = Place(file, name, "", known, faults)
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
        fields = table_of(InstrumentFields).read(raw, place)
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
