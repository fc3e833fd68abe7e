"""What is damaged beyond every meaning is a finding, and hides no other."""

import sys
from dataclasses import replace
from typing import Any

import pytest

from infra.audit import Code, Finding, Snapshot, findings
from infra.audit.finding import differs
from infra.audit.snapshot import Stored, of_items
from tests.infra.audit.people import WANG
from tests.infra.audit.world import Change, county, edited, gone
from tests.infra.audit.wrongs import HELD, PAPER, WANG_PK, ZHAO_PK

TORN = gone("Registry", WANG_PK, f"LINKED#{ZHAO_PK.partition('#')[2]}")
TABLES = (
    "Registry", "Identities", "Records", "Standings", "Activities", "Suggestions", "Publications", "Inbox"
)  # fmt: skip


def codes(found: list[Finding]) -> set[Code]:
    return {one.code for one in found}


def beside(*damaged: Stored) -> Change:
    def change(items: dict[tuple[str, str, str], Stored]) -> None:
        TORN(items)
        items.update({(item.table, item.pk, item.sk): item for item in damaged})

    return change


@pytest.mark.parametrize(
    "damaged",
    [
        Stored("Suggestions", "TALLY#x", "2026-11", {}),
        Stored("Suggestions", "TALLY#OPINIONS#411402#x", "2026-11", {}),
        Stored("Suggestions", "TALLIES#OPINIONS", "x", {}),
        Stored("Suggestions", "FIGURES#x", "y", {}),
        Stored("Suggestions", "FIGURES#OPINIONS#a#b#2026-11", f"e{1:020d}", {}),
        Stored("Registry", "FENCE", "FENCE", {}),
        Stored("Inbox", "DIGESTS#1", "garbage#p1", {}),
        Stored("Inbox", "DIGESTS#1", f"2026-13-45T99:00#p{1:020d}", {}),
        Stored("Standings", "DEPUTY", "#", {}),
        Stored("", "", "", {}),
    ],
    ids=lambda item: item.key,
)
def test_a_key_of_no_meaning_is_a_finding_and_hides_none(damaged: Stored) -> None:
    found = findings(county(beside(damaged)))
    assert {Code.UNKNOWN, Code.LINK} <= codes(found)
    assert Code.CHECK not in codes(found), found


def in_every_tenth(table: str, first: int, name: str, value: Any) -> Change:
    def change(items: dict[tuple[str, str, str], Stored]) -> None:
        for key in [key for key in items if key[0] == table][first::10]:
            items[key] = replace(items[key], fields={**items[key].fields, name: value})

    return change


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("name", "value"), [("body", "x"), ("body", ["x"]), ("version", "two"), ("correction", "x")]
)
def test_an_attribute_of_another_type_stops_no_check(table: str, name: str, value: Any) -> None:
    there = sum(item.table == table for item in county())
    for first in range(10):
        found = findings(county(in_every_tenth(table, first, name, value)))
        assert bool(found) == (first < there)
        assert Code.CHECK not in codes(found), [one for one in found if one.code is Code.CHECK]


def test_numbers_that_are_none_are_no_count() -> None:
    found = findings(county(edited("Activities", HELD, "SEATS", at_accepted="all")))
    assert Code.SEATS in codes(found)


def test_a_check_that_cannot_go_on_says_where_and_the_others_look() -> None:
    def change(items: dict[tuple[str, str, str], Stored]) -> None:
        TORN(items)
        edited("Publications", PAPER, "PUBLICATION", items=[["王晓梅"]])(items)

    found = findings(county(change))
    (broken,) = [one for one in found if one.code is Code.CHECK]
    assert broken.key == "publications.items_told"
    assert broken.words.startswith("could not go on, TypeError in ")
    assert "王" not in str(broken)
    assert Code.LINK in codes(found)


def test_too_little_memory_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(snapshot: Snapshot) -> Any:
        raise MemoryError

    monkeypatch.setattr("infra.audit.rules.CHECKS", (check,))
    with pytest.raises(MemoryError):
        findings(county())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("王晓梅", "…"),
        ("411402#王晓梅#u1", "…"),
        ("mei@example.org", "…"),
        ("+8613800001111", "…"),
        ("13800001111", "…"),
        ("Wang Xiaomei", "…"),
        ("411402001-01#2026-11-20", "411402001-01#2026-11-20"),
        (f"DEPUTY#{WANG}", f"DEPUTY#{WANG}"),
        ("139****0000", "139****0000"),
    ],
)
def test_a_report_names_keys_and_no_one(text: str, told: str) -> None:
    item = Stored("Registry", "STATION#411402001-01", "STATION", {"gsi1sk": text})
    (found,) = differs(Code.LISTING, item, ["gsi1sk"], replace(item, fields={"gsi1sk": "41"}))
    assert found.words == f"gsi1sk is {told}, by what the item says it would be 41"
    assert Finding(Code.UNKNOWN, "Registry 王晓梅 13800001111", "of mei@example.org").key == "Registry … …"


def test_a_snapshot_gives_back_what_was_read() -> None:
    raw: dict[str, dict[str, Any]] = {
        "pk": {"S": "STATION#1"},
        "sk": {"S": "STATION"},
        "tags": {"SS": ["a", "b"]},
        "body": {"M": {"n": {"N": "3"}, "half": {"N": "0.5"}, "l": {"L": [{"BOOL": True}, {"NULL": True}]}}},
    }
    read = of_items({"Registry": [raw]})
    (item,) = read
    assert item.fields == {
        "tags": frozenset({"a", "b"}),
        "body": {"n": 3, "half": 0.5, "l": [True, None]},
    }
    assert read.get("Registry", "STATION#1", "STATION") is not None


@pytest.mark.parametrize("kept", [1, 20_000])
def test_how_many_values_are_kept_changes_nothing(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Snapshot.__module__], "KEPT_VALUES", kept)
    assert findings(county()) == []
