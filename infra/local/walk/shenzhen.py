"""A deputy of Shenzhen, under rules that are still a draft: this machine takes it as in force since 2026, so
that it can be seen at work, and tries it over last year, as those who draft it would."""

from typing import Any

from infra.local.client import Client
from infra.local.walk.steps import Steps
from infra.sample.load import DEPUTY_IN_SHENZHEN, OFFICER_IN_SHENZHEN, STAFF_IN_SHENZHEN
from infra.sample.rows import SHENZHEN
from shared.domain import clock

_VISITS = "sz-29b"
"""Four times a year at stations and other grassroots sites."""
_TRIED = ("sz-29a", _VISITS)
"""And twelve times of duty in all."""


def visit(steps: Steps) -> None:
    """The deputy asks before and after a visit."""
    steps.say(
        "\n# Shenzhen: the same system, other rules (art. 29 of a draft that this machine takes as in force)"
    )
    deputy = steps.enter(DEPUTY_IN_SHENZHEN)
    station = deputy.must(200, "GET", "/v1/me").json["deputy"]["station"]
    before = _visits(steps, deputy, "before the visit: four times are asked, whatever the station")
    officer = steps.enter(OFFICER_IN_SHENZHEN)
    scan = steps.scan(deputy, officer, station)
    made = steps.step(deputy, 201, "POST", "/v1/check-ins", f"a visit to {station}", scan)
    after = _visits(steps, deputy, "the same question after the visit")
    steps.must(after["counted"] == before["counted"] + 1, "one visit more, by the rule of another city")
    steps.must(made.json["id"] in after["evidence"], f"{made.json['id']} proves it")


def what_if(steps: Steps) -> None:
    """The city's staff try the draft over last year."""
    year = clock.legal_day(clock.now()).year - 1
    steps.say(f"\n# What if Shenzhen's draft had been in force in {year}? (art. 29)")
    staff = steps.enter(STAFF_IN_SHENZHEN)
    asked = {"scope": SHENZHEN, "from": f"{year}-01-01", "to": f"{year}-12-31", "draft": "shenzhen"}
    why = "what was recorded, judged by the draft and by the rules then in force; nothing is written"
    answer = steps.step(staff, 200, "POST", "/v1/what-if", why, asked).json
    lines = {line["rule"]: line for line in answer["items"]}
    for rule in _TRIED:
        line = lines[rule]
        steps.say(f"    {rule} {line['says']}")
        steps.say(f"      bound {line['bound']}, met {line['met']}, short {line['short']}")
        for who in line["falls_short"]:
            steps.say(f"      {who['name']}: {who['counted']} of {who['required']}")
    outcome = [(lines[rule]["met"], lines[rule]["short"]) for rule in _TRIED]
    steps.must(outcome == [(1, 2), (2, 1)], "of three one did enough, two came often enough to stations")


def _visits(steps: Steps, deputy: Client, why: str) -> Any:
    """The verdict on how often the deputy comes to stations."""
    answer = steps.step(deputy, 200, "GET", "/v1/me/standing", why)
    verdicts = answer.json["mandates"][0]["verdicts"]
    found = next(verdict for verdict in verdicts if verdict["rule"] == _VISITS)
    steps.say(f"    {found['sentence']}")
    return found
