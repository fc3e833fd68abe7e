"""A resident of Shangqiu says what is wrong in the street: through the township and the county to a unit, and
back to the resident, who rates the answer (art. 20)."""

from typing import Any

from infra.local.client import Client
from infra.local.walk.steps import Steps
from infra.sample.load import COUNTY_STAFF
from infra.sample.rows import SHANGQIU
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import post

RULE = "sq-20c"
"""What higher departments have to do goes through the county's body, and the resident hears of both."""
_TEXT = "村口公路桥护栏断了一截，夜里过车危险。"


def show(steps: Steps) -> None:
    """Brought, sorted, forwarded, handed over, done, told, rated."""
    deputy, resident = steps.enter(Role.DEPUTY), steps.enter(Role.RESIDENT)
    station = deputy.must(200, "GET", "/v1/me").json["deputy"]["station"]
    steps.say(
        f"\n# A resident's opinion at station {station}, and the way that the rules name (Shangqiu art. 20)"
    )
    body = {"text": _TEXT, "station": station, "place": "村口公路桥"}
    near = {"text": _TEXT, "station": station}
    steps.step(resident, 200, "POST", "/v1/opinions/similar", "has anybody said so already?", near)
    why = "it is brought; with the receipt it is followed"
    receipt = steps.step(resident, 201, "POST", "/v1/me/opinions", why, body).json
    path = f"/v1/opinions/{receipt['receipt']}"
    township, county = steps.enter(Role.TOWNSHIP_STAFF), steps.enter(COUNTY_STAFF)
    facts = {"facts": {"matter_remit": "higher"}, "category": "transport"}
    why = "the township sorts it: a matter of higher departments"
    found = steps.step(township, 200, "PATCH", path, why, facts, 1).json
    for way in found["ways"]:
        steps.say(f"    {way['rule']} ({way['instrument']} art. {way['article']}): {way['says']}")
    why = "so the township may not simply answer it: refused with the article"
    steps.step(township, 409, "POST", f"{path}/answer", why, {"text": "已知悉"}, found["version"])
    why = "it forwards it to the county's body"
    found = steps.step(township, 200, "POST", f"{path}/forwarding", why, {}, found["version"]).json
    unit, staff = _unit(county), steps.enter(Role.UNIT_STAFF)
    why = f"which hands it over to {unit['name']}"
    handed = steps.step(
        county, 200, "POST", f"{path}/handover", why, {"unit": unit["id"]}, found["version"]
    ).json
    steps.notice(staff, NoticeKind.OPINION_ASSIGNED, post(Role.UNIT_STAFF, unit["id"]))
    steps.notice(resident, NoticeKind.OPINION_HANDED_OVER)
    done, why = {"text": "护栏已更换，加装反光标识。"}, "the unit says what it did; it never learns who spoke"
    of_unit = f"/v1/units/{unit['id']}{path.removeprefix('/v1')}/result"
    found = steps.step(staff, 200, "POST", of_unit, why, done, handed["version"]).json
    _owed(steps, township, path)
    why = "the township tells the resident"
    steps.step(township, 200, "POST", f"{path}/feedback", why, done, found["version"])
    steps.notice(resident, NoticeKind.OPINION_RESULT)
    _rate(steps, receipt)


def _unit(staff: Client) -> Any:
    """The unit of the sample for which somebody works."""
    return staff.must(200, "GET", f"/v1/units?scope={SHANGQIU}&limit=1").json["items"][0]


def _owed(steps: Steps, township: Client, path: str) -> None:
    """What the township now owes the resident, by which article."""
    found = township.must(200, "GET", path).json
    owed = [clock for clock in found["clocks"] if clock["state"] == "running"]
    for clock in owed:
        steps.say(f"    {clock['rule']} ({clock['instrument']} art. {clock['article']}): {clock['says']}")
        steps.say(f"    {clock['how']}")
    steps.must([clock["rule"] for clock in owed] == [f"{RULE}.c"], "the result is owed to the resident")


def _rate(steps: Steps, receipt: Any) -> None:
    """By the receipt alone, as somebody without an account does."""
    anybody = Client(steps.stack.base_url)
    mine = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
    rating = {**mine, "result": "satisfied"}
    steps.step(
        anybody, 201, "POST", "/v1/opinions/follow/rating", "the receipt alone rates the answer", rating
    )
    seen = steps.step(
        anybody, 200, "POST", "/v1/opinions/follow", "the whole course, by the receipt", mine
    ).json
    steps.say(f"    {' > '.join(one['what'] for one in seen['steps'])}")
    rules = {one["rule"]["article"] for one in seen["steps"] if one["rule"] is not None}
    outcome = (seen["state"], seen["rating"], rules)
    steps.must(outcome == ("answered", "satisfied", {"20(3)"}), "answered by art. 20(3), and rated")
