"""Every GET of the contract, with the parameters of a specimen: in the middle of the province, and at its
busiest where a list can be asked of more than one scope.

Pages are of :data:`LIMIT`, at the busiest of :data:`LARGER`, so that they are full at every size.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.sample.copies import CITY, COUNTY, STATION, TOWNSHIP
from shared.domain.roles import Caller
from tests.gateway import someone
from tests.invitations.committee import DATONG, GUANGXI, in_office, of
from tests.suggestions.matters.chamber import OFFICE_SZ, SHENZHEN, staff_of

LIMIT, LARGER = 5, 20
PROVINCE = CITY[:2]
MIDDLE, BUSIEST = "middle", "busiest"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYWHERE = tuple(
    f"{role}:{scope}" for role in ("admin", "auditor", "committee_staff") for scope in (PROVINCE,)
)
STAFF = someone(*EVERYWHERE, person="pc1ty000000000000000p")


@dataclass(frozen=True)
class Read:
    """One request. ``where`` tells apart several of one route."""

    path: str
    by: Caller | None = None
    query: Mapping[str, str | int] = field(default_factory=dict)
    where: str = MIDDLE
    accept: str = "application/json"


def reads(found: Mapping[str, Any]) -> Iterator[Read]:
    """All of them."""
    yield from _open_to_all(found)
    yield from _registry(found)
    yield from _records(found)
    yield from _told(found)
    yield from _activities(found)
    yield from _contact(found)
    yield from _opinions(found)
    yield from _suggestions(found)
    yield from _matters(found)
    yield from _publications(found)
    yield from _standing(found)


def _scopes(path: str, by: Caller = STAFF, *scopes: str, name: str = "scope", **query: Any) -> Iterator[Read]:
    """A list of the first scope, and of the last as its busiest."""
    asked = scopes or (COUNTY, PROVINCE)
    for scope in dict.fromkeys(asked):
        where = BUSIEST if scope == asked[-1] else MIDDLE
        limit = LARGER if where is BUSIEST else LIMIT
        yield Read(path, by, {name: scope, "limit": limit, **query}, where)


def _page(path: str, by: Caller | None, **query: str | int) -> Read:
    return Read(path, by, {"limit": LIMIT, **query})


def _open_to_all(found: Mapping[str, Any]) -> Iterator[Read]:
    for path in (
        "/.well-known/jwks.json",
        "/v1/openapi.json",
        "/i",
        f"/a/{found['activity']}",
        f"/s/{STATION}",
    ):
        yield Read(path)
    yield Read("/v1/divisions")
    yield Read(f"/v1/divisions/{COUNTY}")
    yield Read(f"/v1/divisions/{PROVINCE}/children")
    yield Read(f"/v1/divisions/{COUNTY}/contact-words")
    yield Read(f"/v1/rulebooks/{CITY}")
    yield Read("/v1/roster-templates/stations", STAFF, {}, MIDDLE, "text/csv")


def _registry(found: Mapping[str, Any]) -> Iterator[Read]:
    deputy, group, member = (found[name] for name in ("deputy", "group", "member"))
    yield Read("/v1/me", someone(f"deputy:{CITY}", person=deputy))
    for path in ("/v1/stations", "/v1/deputies", "/v1/groups", "/v1/members", "/v1/units", "/v1/roles"):
        yield from _scopes(path, STAFF, CITY if path == "/v1/members" else COUNTY, PROVINCE)
    yield Read(
        "/v1/deputies", STAFF, {"scope": PROVINCE, "limit": LARGER, "field": "教育"}, "busiest, of a field"
    )
    yield Read(
        "/v1/deputies",
        STAFF,
        {"scope": PROVINCE, "limit": LARGER, "field": "航天"},
        "busiest, of a rare field",
    )
    yield Read(f"/v1/stations/{STATION}")
    yield Read(f"/v1/deputies/{deputy}", STAFF)
    for tail in ("changes", "placements"):
        yield _page(f"/v1/deputies/{deputy}/{tail}", STAFF)
    for tail in ("groups", "members"):
        yield Read(f"/v1/deputies/{deputy}/{tail}", STAFF)
    yield Read(f"/v1/groups/{group}", STAFF)
    yield Read(f"/v1/members/{member}", STAFF)
    yield Read(f"/v1/units/{found['unit']}", STAFF)
    yield Read(f"/v1/rosters/{found['roster']}", found["roster_by"])


def _records(found: Mapping[str, Any]) -> Iterator[Read]:
    deputy = found["deputy"]
    yield Read(f"/v1/records/{found['record']}/corrections", STAFF)
    yield _page(f"/v1/stations/{STATION}/records", STAFF, month="2026-11")
    yield _page("/v1/me/records", someone(f"deputy:{CITY}", person=deputy))
    yield _page(f"/v1/deputies/{deputy}/records", STAFF)
    yield Read(f"/v1/stations/{STATION}/codes", STAFF)
    yield Read(f"/v1/stations/{STATION}/codes/current", STAFF, {}, MIDDLE, "image/svg+xml")
    yield Read(f"/v1/stations/{STATION}/poster", STAFF, {}, MIDDLE, "image/svg+xml")


def _told(found: Mapping[str, Any]) -> Iterator[Read]:
    reader = found["told"]
    yield _page("/v1/me/inbox", reader)
    yield _page("/v1/inbox", someone(found["post"], person="paaaaaaaaaaaaaaaaaaaa"), post=found["post"])
    for path in (
        "/v1/me/inbox/unread",
        "/v1/me/notification-preferences",
        "/v1/me/e-mail",
        "/v1/me/wechat-consents",
        "/v1/notification-groups",
    ):
        yield Read(path, reader)


def _activities(found: Mapping[str, Any]) -> Iterator[Read]:
    path, invitee = f"/v1/activities/{found['activity']}", of(found["invitee"])
    for month in ({"month": "2026-12"}, {"month": "2026-12", "kind": "training"}):
        for read in _scopes("/v1/activities", STAFF, CITY, PROVINCE, **month):
            yield Read(
                read.path, read.by, read.query, read.where + (", of a kind" if "kind" in month else "")
            )
    for tail in ("", "/checks", "/counts", "/attendance-sheet", "/codes"):
        yield Read(path + tail, STAFF)
    for tail in ("/materials", "/invitations", "/voiced"):
        yield _page(path + tail, STAFF)
    yield Read(f"{path}/progress", STAFF, {"job": found["job"]})
    yield Read(f"{path}/voiced/{found['spoken']}", STAFF)
    yield Read(f"{path}/poster", STAFF, {}, MIDDLE, "image/svg+xml")
    yield Read(f"{path}/invitations/me", invitee)
    yield Read(f"{path}/calendar.ics", invitee, {}, MIDDLE, "text/calendar")
    region = someone(f"committee_staff:{GUANGXI}", person="pgvangx1staff0000000p")
    yield _page(f"/v1/activities/{found['meeting']}/candidates", region)
    yield Read("/v1/coverage", region, {"scope": GUANGXI, "rule": "gx-06c.a", "limit": LARGER}, BUSIEST)
    yield _page("/v1/me/invitations", invitee, **{"from": "2026-11-01T00:00:00+08:00"})
    yield Read(f"/v1/invitations/{found['link']}")
    yield Read(f"/v1/calendars/{found['calendar']}", None, {}, MIDDLE, "text/calendar")
    yield _page("/v1/me/voiced", invitee)
    yield from _scopes("/v1/feedback-owed", STAFF, CITY, PROVINCE)
    yield _page("/v1/inspection-requests", found["reception_by"], division=DATONG)
    yield Read(f"/v1/inspection-requests/{found['inspection request']}", of(found["carded"]))


def _contact(found: Mapping[str, Any]) -> Iterator[Read]:
    member, deputy = found["host"], found["invitee"]
    yield _page("/v1/me/appointments", of(deputy))
    yield Read(f"/v1/divisions/{CITY}/appointments", STAFF, {"limit": LARGER, "state": "open"}, BUSIEST)
    yield Read(f"/v1/appointments/{found['appointment']}", STAFF)
    yield _page(f"/v1/members/{member.id}/contacts", in_office(member))
    yield _page(f"/v1/deputies/{deputy.id}/contacts", STAFF)
    yield Read(f"/v1/contacts/{found['contact']}", STAFF)
    days = f"/v1/divisions/{DATONG}/reception-days"
    day = f"{days}/{found['reception']}"
    yield Read(days, None, {"year": 2026})
    yield Read(day)
    for tail in ("bookings", "conversations"):
        yield Read(f"{day}/{tail}", found["reception_by"], {"limit": LARGER}, BUSIEST)
    yield _page("/v1/me/reception-bookings", found["guest"])
    voter = of(found["voter"])
    yield Read(f"/v1/groups/{found['planner']}/plan", voter, {"year": 2027})
    yield _page(f"/v1/groups/{found['planner']}/wishes", voter)
    yield Read(f"/v1/wishes/{found['wish']}", voter)


def _opinions(found: Mapping[str, Any]) -> Iterator[Read]:
    receipt, unit = found["opinion"], found["unit_of_opinions"]
    path, at_unit = f"/v1/opinions/{receipt}", staff_of(unit)
    yield _page("/v1/me/opinions", found["resident"])
    for query, where in (
        ({"state": "received"}, ""),
        ({"month": "2026-11"}, ", of a month"),
        ({"waiting": "true"}, ", waiting"),
    ):
        for read in _scopes("/v1/opinions", STAFF, **query):
            yield Read(read.path, read.by, read.query, read.where + where)
    yield Read(path, STAFF)
    yield Read(f"{path}/photos/{found['photo']}", STAFF)
    yield Read(f"/v1/units/{unit}/opinions/{receipt}/photos/{found['photo']}", at_unit)
    for tail in ("history", "timeline"):
        yield _page(f"{path}/{tail}", STAFF)
    yield Read(f"/v1/opinions/{found['chained']}/chain", STAFF)
    yield Read(f"{path}/similar", STAFF)
    yield Read(f"/v1/units/{unit}/opinions/{receipt}", at_unit)
    yield _page(f"/v1/units/{unit}/opinions/{receipt}/timeline", at_unit)
    for scope, where in ((COUNTY, MIDDLE), (PROVINCE, BUSIEST)):
        yield Read("/v1/opinions/topics", STAFF, {"scope": scope}, where)
        yield Read("/v1/opinions/statistics", STAFF, {"scope": scope}, where)
    yield Read("/v1/opinions/sheet", STAFF, {"scope": COUNTY, "month": "2026-11"}, MIDDLE, WORKBOOK)
    yield from _scopes("/v1/answer-templates", STAFF, TOWNSHIP, COUNTY)


def _suggestions(found: Mapping[str, Any]) -> Iterator[Read]:
    path, civil = f"/v1/suggestions/{found['suggestion']}", found["civil"]
    signer, at_unit = of(found["signer"]), staff_of(civil)
    for query, where in (({"state": "handed_over"}, ""), ({"month": "2026-11"}, ", of a month")):
        for read in _scopes("/v1/suggestions", STAFF, CITY, PROVINCE, **query):
            yield Read(read.path, read.by, read.query, read.where + where)
    yield _page("/v1/me/suggestions", signer)
    for tail in ("", "/clocks"):
        yield Read(path + tail, signer)
    for tail in ("/history", "/timeline"):
        yield _page(path + tail, signer)
    yield Read(f"/v1/suggestions/{found['chain']}/chain", found["chain_by"])
    yield _page(f"/v1/units/{civil}/drafts", at_unit)
    yield Read(f"/v1/units/{civil}/drafts/{found['draft']}", at_unit)
    yield from _scopes("/v1/published-suggestions", STAFF, CITY, PROVINCE, name="division")
    yield Read(f"/v1/published-suggestions/{found['public']}")
    yield _page("/v1/me/due", signer)
    yield from _scopes("/v1/suggestions/unattended", STAFF, CITY, PROVINCE, state="handed_over")
    yield from _scopes("/v1/suggestions/key", STAFF, CITY, PROVINCE)
    for scope, where in ((CITY, MIDDLE), (PROVINCE, BUSIEST)):
        yield Read("/v1/suggestions/statistics", STAFF, {"scope": scope}, where)
        yield Read("/v1/suggestions/report", STAFF, {"scope": scope}, where)
    yield Read("/v1/suggestions/sheet", STAFF, {"scope": CITY, "month": "2026-11"}, MIDDLE, WORKBOOK)
    yield Read(f"/v1/units/{civil}/statistics", at_unit, {"kind": "suggestion"})
    yield _page(f"/v1/units/{civil}/due", at_unit)
    yield from _scopes("/v1/due", STAFF, COUNTY, PROVINCE)
    yield Read(f"/v1/units/{civil}/handovers/{found['suggestion']}", at_unit)


def _matters(found: Mapping[str, Any]) -> Iterator[Read]:
    deputy, handler, organ = of(found["matters of"]), found["handler"], staff_of(found["organ"])
    unit, at_unit = found["unit of matters"], staff_of(found["unit of matters"])
    concern, report = f"/v1/concerns/{found['concern']}", f"/v1/obstruction-reports/{found['report']}"
    yield _page("/v1/me/concerns", deputy)
    yield from _scopes("/v1/concerns", STAFF, CITY, PROVINCE, kind="letters", state="received")
    yield Read(concern, STAFF)
    yield _page(f"{concern}/history", STAFF)
    yield Read(f"/v1/units/{unit}/concerns/{found['concern']}", at_unit)
    yield Read("/v1/appeals", OFFICE_SZ, {"scope": SHENZHEN, "state": "forwarded", "limit": LARGER}, BUSIEST)
    yield _page("/v1/me/appeals", of(found["detained"]))
    yield Read(f"/v1/appeals/{found['appeal']}", OFFICE_SZ)
    yield _page(f"/v1/appeals/{found['appeal']}/history", OFFICE_SZ)
    yield Read(f"/v1/units/{found['organ']}/appeals/{found['appeal']}", organ)
    yield _page("/v1/me/obstruction-reports", deputy)
    yield Read(
        "/v1/obstruction-reports", handler, {"scope": CITY, "state": "reported", "limit": LARGER}, BUSIEST
    )
    yield Read(report, handler)
    yield _page(f"{report}/history", handler)


def _publications(found: Mapping[str, Any]) -> Iterator[Read]:
    made, asked = f"/v1/publications/{found['publication']}", f"/v1/consultations/{found['consultation']}"
    reader = found["reader"]
    issuer: dict[str, str | int] = {"kind": "committee", "issuer": CITY, "year": 2026}
    yield Read("/v1/publications", STAFF, {**issuer, "limit": LARGER}, BUSIEST)
    yield Read(made, reader)
    yield _page(f"{made}/versions", reader)
    yield _page("/v1/me/publications", reader)
    yield _page(f"{made}/readers", STAFF)
    yield Read(f"{made}/reach", STAFF)
    yield Read("/v1/publication-duties", STAFF, issuer, BUSIEST)
    yield Read(f"/v1/stations/{STATION}/public-information")
    yield _page(f"/v1/stations/{STATION}/public-information/deputies", None)
    yield _page("/v1/filings", STAFF, division=TOWNSHIP)
    yield Read(f"/v1/divisions/{COUNTY}/filings", STAFF)
    yield Read(f"/v1/filings/{found['filing']}", STAFF)
    yield Read("/v1/consultations", STAFF, {**issuer, "limit": LARGER}, BUSIEST)
    yield Read("/v1/consultation-duties", STAFF, issuer, BUSIEST)
    yield Read(asked, reader)
    yield _page(f"{asked}/invited", STAFF)
    yield _page(f"{asked}/comments", STAFF)
    yield _page("/v1/me/consultations", reader)
    yield _page("/v1/me/comments", reader)
    yield _page("/v1/public-consultations", None, division=CITY)
    yield _page(f"/v1/stations/{STATION}/questions", None)
    yield Read(f"/v1/public-consultations/{found['question']}")


def _standing(found: Mapping[str, Any]) -> Iterator[Read]:
    deputy, member, group = found["deputy"], found["member"], found["group"]
    yield Read("/v1/me/standing", someone(f"deputy:{CITY}", person=deputy))
    for tail in ("standing", "archive"):
        yield Read(f"/v1/deputies/{deputy}/{tail}", STAFF)
    period: dict[str, str | int] = {"from": "2026-01-01", "to": "2026-12-15"}
    yield Read(f"/v1/deputies/{deputy}/certificate", STAFF, period)
    yield Read(f"/v1/stations/{STATION}/standing", STAFF)
    yield Read(f"/v1/groups/{group}/standing", STAFF)
    yield Read(f"/v1/members/{member}/standing", STAFF)
    yield Read(f"/v1/units/{found['civil']}/standing", STAFF)
    for scope, where in ((CITY, MIDDLE), (PROVINCE, BUSIEST)):
        yield Read(f"/v1/committees/{scope}/standing", STAFF, {}, where)
        yield Read("/v1/obligations", STAFF, {"scope": scope, "limit": LIMIT}, where)
    for scope, where in ((COUNTY, MIDDLE), (CITY, BUSIEST)):
        yield Read(f"/v1/divisions/{scope}/standing", STAFF, {"limit": LARGER}, where)
    statement = "/v1/obligations/sq-22/statements"
    yield _page(statement, STAFF, kind="committee", subject=CITY)
    yield Read(f"/v1/statements/{found['statement']}/corrections", STAFF)
    yield from _scopes("/v1/shortfalls", STAFF, COUNTY, PROVINCE, rule="sq-16b", state="at_risk")
    yield Read(f"/v1/stations/{STATION}/assessment", STAFF)
    yield from _scopes("/v1/rankings", STAFF, COUNTY, PROVINCE, scheme="scheme")
