"""Suggestions that were replied to, and the schedule's run."""

from typing import Any

from functions.suggestions.workers.sweep import sweep as run
from shared.domain.deputies import Deputy
from tests.regulations.moments import at
from tests.suggestions.suggestions.congress import AT_UNIT, CIVIL, OFFICE, Congress, of

REPLY = {"text": "已列入明年计划。", "outcome": "planned", "signer": "张建军", "until": "2027-06-30"}
DONE = {"text": "已完善养老用房。", "outcome": "done", "signer": "张建军"}
CONTENT = {"result": "satisfied", "attitude": "satisfied"}
NOT_CONTENT = {"result": "dissatisfied", "attitude": "satisfied", "reason": "用房仍未交付"}


def given(congress: Congress, found: Any, *units: str, by: Any = OFFICE) -> Any:
    """In the hands of units that lead."""
    lead = [{"unit": unit, "share": "lead"} for unit in units]
    return congress.step(found, "handover", {"units": lead}, by=by)


def replied(congress: Congress, found: Any, unit: str = CIVIL, *, reply: Any = REPLY, by: Any = None) -> Any:
    """Taken up, talked over and replied to by a unit."""
    talk = {"way": "visit", "heard": True}
    for what, body in (("acceptance", {"accepted": True}), ("contact", talk), ("reply", reply)):
        found = step(congress, found, what, body, unit=unit, by=by)
    return found


def promised(congress: Congress, deputy: Deputy | None = None, *units: str, reply: Any = REPLY) -> Any:
    """A suggestion whose units planned something in their replies."""
    units = units or (CIVIL,)
    found = given(congress, congress.accepted(deputy or congress.deputy()), *units)
    for unit in units:
        found = replied(congress, found, unit, reply=reply)
    return found


def step(
    congress: Congress, found: Any, what: str, body: object, *, unit: str = CIVIL, by: Any = None
) -> Any:
    """A step of a unit that must succeed."""
    path = f"/v1/units/{unit}/suggestions/{found['id']}/{what}"
    return congress.done("POST", path, body, by=by or AT_UNIT[unit], version=found["version"])


def attempt(congress: Congress, found: Any, what: str, body: object, *, unit: str = CIVIL) -> Any:
    """A step of a unit that may be refused."""
    path = f"/v1/units/{unit}/suggestions/{found['id']}/{what}"
    return congress.send("POST", path, body, by=AT_UNIT[unit], version=found["version"])


def sweep(congress: Congress, when: str) -> int:
    """The schedule's run, with its own function's environment."""
    congress.now = at(when)
    congress._act_as("SweepFunction")
    told = run({}, None)["told"]
    congress._act_as("SuggestionsFunction")
    return int(told)


def due(congress: Congress, path: str = f"/v1/units/{CIVIL}/due", *, by: Any = AT_UNIT[CIVIL]) -> list[Any]:
    """What is due, page by page."""
    return congress.whole(path, by=by, limit=2)


def waits(congress: Congress, deputy: Deputy) -> list[Any]:
    """What waits for a deputy's word."""
    return due(congress, "/v1/me/due", by=of(deputy))
