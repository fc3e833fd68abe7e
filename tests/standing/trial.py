"""Deputies of Shenzhen and Shangqiu in the scope's list, and trials of drafts over what they did."""

from datetime import date, timedelta
from typing import Any

from functions.registration.deputies.store import new_item
from functions.standing.app import app
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.mandates import Mandate
from shared.domain.roles import Caller
from shared.store import engine
from shared.store.records import RecordItem, deputy_key
from tests.gateway import Response, call, someone
from tests.standing.hall import mandate

SHENZHEN = someone("committee_staff:4403")
STATION = "440303001-01"
CITY = mandate(Level.CITY, "4403", "440303")
COUNTY = mandate(Level.COUNTY, "440303", "440303001", number=2)
ONE, TWO, THREE = "p0000000000000000000a", "p0000000000000000000b", "p0000000000000000000c"


def deputy(person: str, *mandates: Mandate, station: str | None = STATION, name: str = "王晓梅") -> None:
    """Registers a deputy, listed where registration lists deputies."""
    engine.put(new_item(Deputy(person, name, "138****1234", mandates or (CITY,), station=station)))


def did(person: str, *days: str, kind: str = "check_in", grade: str = "A", station: str = STATION) -> None:
    """Records of one kind, as whoever records them would write them."""
    body = {"grade": grade} if kind == "check_in" else {}
    for day in days:
        sort = f"RECORD#{day}#{kind}#{station}"
        item = RecordItem(deputy_key(person), sort, kind=kind, day=day, reference=station, body=body)
        engine.put(item)


def days(number: int, first: str = "2025-01-10") -> list[str]:
    """Days of 2025, a week apart."""
    start = date.fromisoformat(first)
    return [str(start + timedelta(days=7 * n)) for n in range(number)]


def tried(caller: Caller = SHENZHEN, language: str = "zh-CN", **fields: Any) -> Response:
    """The answer to a trial, of Shenzhen's draft over 2025 unless ``fields`` say otherwise."""
    body = {"scope": "4403", "from": "2025-01-01", "to": "2025-12-31", **fields}
    if "pack" not in body:
        body.setdefault("draft", "shenzhen")
    return call(app, "POST", "/v1/what-if", body=body, caller=caller, headers={"Accept-Language": language})


def lines(**fields: Any) -> dict[str, Any]:
    """What a trial says of each rule; of a rule of several periods the last."""
    answer = tried(**fields)
    assert answer.status == 200, answer.text
    return {line["rule"]: line for line in answer.json["items"]}
