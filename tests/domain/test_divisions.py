"""The real table of divisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Refusal

CODES = [division.code for division in divisions.within("")]


def test_a_street_of_shangqiu_and_its_path() -> None:
    path = divisions.path("411402001")
    assert [division.name for division in path] == ["河南省", "商丘市", "梁园区", "平原街道"]
    assert [division.level for division in path] == [
        Level.PROVINCE,
        Level.CITY,
        Level.COUNTY,
        Level.TOWNSHIP,
    ]


def test_children_are_one_level_below_and_complete() -> None:
    assert [division.code for division in divisions.children("4114")][:2] == ["411402", "411403"]
    townships = [child for county in divisions.children("4114") for child in divisions.children(county.code)]
    assert len(townships) == 199
    assert {child.level for child in townships} == {Level.TOWNSHIP}


def test_a_township_has_no_children() -> None:
    assert divisions.children("411402001") == []


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        divisions.get("999999")
    assert caught.value.code == "division_not_found"


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_reach_is_containment(scope: str, code: str) -> None:
    if scope == divisions.NATION:
        return
    contains = scope in [division.code for division in divisions.path(code)] if code != "00" else False
    assert divisions.reaches(scope, code) == contains


def test_the_empty_scope_reaches_nothing() -> None:
    assert not divisions.reaches("", "41")


@given(st.sampled_from(CODES), st.sampled_from(["41", "4114", "411402", "12", "44"]))
def test_every_entry_stands_in_a_shard_of_every_scope_that_reaches_it(code: str, scope: str) -> None:
    if divisions.reaches(scope, code):
        assert divisions.shard(code) in divisions.shards(scope)
