"""Rulebooks of a few rules, written as a pack's author would write them."""

from collections.abc import Sequence
from datetime import date

from shared.regulations.inputs import Record, Subject
from shared.regulations.library import Library
from shared.regulations.loading import parse
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Pack, SubjectKind
from shared.regulations.values import Fact
from tests.regulations.moments import on

SHANGQIU = "4114"
TODAY = date(2026, 11, 20)


def pack(
    rules: str,
    *,
    instrument: str = "sample",
    division: str = SHANGQIU,
    status: str = "in_force",
    first: str = "2020-01-01",
    last: str = "",
    extra: str = "",
    file: str = "",
) -> Pack:
    """A pack of rules that are written without what every rule has."""
    header = f"""
[instrument]
id = "{instrument}"
title = "示例办法"
title_en = "Sample Measures"
division = "{division}"
status = "{status}"
in_force_from = {first}
{f"in_force_to = {last}" if last else ""}
{extra}
"""
    return parse((header + rules).encode(), file or f"{instrument}.toml")


def rule(kind: str, fields: str, *, id_: str = "x-1", subject: str = "deputy", modality: str = "must") -> str:
    """One rule with its kind's fields."""
    return f"""
[[rule]]
id = "{id_}"
article = "1"
modality = "{modality}"
kind = "{kind}"
subject = "{subject}"
says = "示例。"
says_en = "A sample."
{fields}
"""


def book(*rules: str, division: str = SHANGQIU, extra: str = "") -> Rulebook:
    """The rulebook of one pack with these rules, and of no other."""
    made = Library([pack("".join(rules), division=division, extra=extra)])
    assert not made.faults
    return made.rulebook(division, TODAY)


def quota(fields: str, **more: str) -> Rulebook:
    """A rulebook of one quota of check-ins of deputies."""
    return book(rule("quota", 'of = "check_in"\n' + fields, **more))


def deputy(
    level: str = "city", begins: str = "2022-03-01", ends: str | None = None, **facts: Fact
) -> Subject:
    """A deputy's mandate."""
    return Subject(
        SubjectKind.DEPUTY, "d1", {"level": level, **facts}, on(begins), on(ends) if ends else None
    )


def records(kind: str, *days: str, subject: str = "d1", marks: Sequence[str] = ()) -> list[Record]:
    """One record on each day."""
    return [
        Record(f"{subject}.{day}.{kind}.{n}", subject, on(day), kind, marks=tuple(marks))
        for n, day in enumerate(days)
    ]
