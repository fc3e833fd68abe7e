"""The last days of units by division and hand-over, as the API says them to deputy, unit and office.

Reckoned by hand: the law gives three months, six for what is wide or difficult (Deputies Law art. 51-2); the
local texts add none of their own."""

from typing import Any

import pytest

from shared.domain.roles import Role
from tests.gateway import someone
from tests.regulations.moments import at
from tests.suggestions.suggestions.congress import CONFIRMED, Congress, of

DAYS = [
    ("4114", "2026-11-30 09:00:00", False, "2027-02-28"),
    ("4114", "2027-11-30 23:59:59", False, "2028-02-29"),
    ("4114", "2027-08-31 00:00:00", True, "2028-02-29"),
    ("411422101", "2027-01-31 08:00:00", False, "2027-04-30"),
    ("1402", "2026-12-31 23:59:59", False, "2027-03-31"),
    ("1402", "2026-08-29 12:00:00", True, "2027-02-28"),
    ("4403", "2027-01-01 00:00:00", False, "2027-04-01"),
    ("4501", "2027-11-29 10:00:00", False, "2028-02-29"),
    ("45", "2026-09-30 18:00:00", True, "2027-03-30"),
    ("12", "2028-02-29 10:00:00", False, "2028-05-29"),
    ("12", "2028-02-29 10:00:00", True, "2028-08-29"),
]


def handed_over(congress: Congress, division: str, wide: bool) -> tuple[Any, Any, str, Any]:
    """The suggestion, its deputy, the unit, and the office."""
    role = Role.TOWNSHIP_STAFF if len(division) == 9 else Role.COMMITTEE_STAFF
    office = someone(f"{role}:{division}", person="p0ff1ce00000000000000")
    deputy = congress.deputy(division)
    unit = congress.unit(division, "交通运输局")
    found = congress.step(congress.draft(deputy), "submission", {"stated": CONFIRMED}, by=of(deputy))
    facts = {"wide_or_difficult": "true"} if wide else {}
    found = congress.step(found, "check", {"accepted": True, "facts": facts}, by=office)
    found = congress.step(found, "handover", {"units": [{"unit": unit, "share": "lead"}]}, by=office)
    return found, deputy, unit, office


@pytest.mark.parametrize(("division", "handed", "wide", "due"), DAYS)
def test_nat_51b_the_last_day_of_a_unit(
    division: str, handed: str, wide: bool, due: str, congress: Congress
) -> None:
    congress.now = at(handed)
    found, deputy, unit, office = handed_over(congress, division, wide)
    items = congress.done("GET", f"/v1/suggestions/{found['id']}/clocks", by=of(deputy))["items"]
    (clock,) = [one for part in items for one in part["clocks"] if one["instrument"] == "national"]
    assert (clock["due"], clock["state"], clock["article"]) == (due, "running", "51-2")
    staff = someone(f"unit_staff:{unit}", person="pvn1tstaff00000000000")
    for by, path, query in (
        (staff, f"/v1/units/{unit}/due", {}),
        (office, "/v1/due", {"scope": division}),
    ):
        (entry,) = congress.done("GET", path, by=by, query=query)["items"]
        assert (entry["due"], entry["due_at"]) == (due, f"{due}T23:59:59+08:00")
    congress.now = at(f"{due} 23:59:59")
    (entry,) = congress.done("GET", f"/v1/units/{unit}/due", by=staff)["items"]
    assert not entry["overdue"]
    congress.later(seconds=1)
    (entry,) = congress.done("GET", f"/v1/units/{unit}/due", by=staff)["items"]
    assert entry["overdue"]
