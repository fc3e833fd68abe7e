"""A county's officer asks who is behind: lists that follow the records."""

from typing import Any

from infra.local.client import Client
from infra.local.walk.steps import Steps
from infra.local.walk.visit import Visit
from infra.sample.load import COUNTY_STAFF
from shared.domain import clock


def show(steps: Steps, visit: Visit) -> None:
    """Who of the county did not come often enough last year, and who is behind in this one."""
    year = clock.legal_day(clock.now()).year
    verdict = visit.verdict
    officer = steps.enter(COUNTY_STAFF)
    rule = verdict["rule"]
    steps.say(f"\n# Who came less often than {rule} asks (Shangqiu art. 13): {verdict['says']}")
    county = _county(officer)
    path = f"/v1/shortfalls?rule={rule}&scope={county}&limit=100"
    running = f"{path}&state={verdict['state']}"
    entry = {"subject": visit.person, "remaining": verdict["remaining"]}

    def follows() -> bool:
        items = officer.must(200, "GET", running).json["items"]
        return any(entry.items() <= found.items() for found in items)

    steps.becomes(follows, f"the list follows today's visit: {verdict['remaining']} left for the deputy")
    now = steps.step(officer, 200, "GET", running, "this year, while time is left")
    _tell(steps, now.json["items"])
    last = steps.step(officer, 200, "GET", f"{path}&period={year - 1}", "last year, as it ended")
    _tell(steps, last.json["items"])
    missing = [found["remaining"] for found in last.json["items"]]
    steps.must(set(missing) == {1, 2}, "who came once or twice is in it, who came three times is not")
    steps.must(missing == sorted(missing, reverse=True), "most is missing first")


def _county(officer: Client) -> str:
    """The division of the officer's role."""
    return str(officer.must(200, "GET", "/v1/me").json["grants"][0]["scope"])


def _tell(steps: Steps, entries: list[Any]) -> None:
    for entry in entries[:3]:
        steps.say(f"    {entry['name']} {entry['home']}: {entry['sentence']}")
    if len(entries) > 3:
        steps.say(f"    ... {len(entries)} in all")
