"""Every finding can occur: a county at rest has none, and each thing that can be wrong with it is found."""

import pytest

from infra.audit import Code, Snapshot, findings
from tests.infra.audit.world import Change, county
from tests.infra.audit.wrongs import WRONG

NAMES = [f"{code} {number}" for number, (code, _) in enumerate(WRONG)]


def test_a_county_at_rest_has_nothing_to_find() -> None:
    assert findings(county()) == []
    assert findings(Snapshot([])) == []


@pytest.mark.parametrize(("code", "wrong"), WRONG, ids=NAMES)
def test_what_is_wrong_is_found_and_named(code: Code, wrong: Change) -> None:
    found = findings(county(wrong))
    named = [one for one in found if one.code is code]
    assert named, found
    assert all(one.key and one.words for one in found)


def test_each_finding_has_something_that_makes_it() -> None:
    assert {code for code, _ in WRONG} == set(Code)
