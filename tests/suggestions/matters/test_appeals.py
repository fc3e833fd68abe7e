"""A detained deputy's appeal, over HTTP: twelve hours, by the hour, and few who read it."""

from datetime import date
from typing import Any

import pytest

from shared.domain.mandates import MandateAction, MandateEvent
from shared.domain.roles import Caller
from tests.gateway import Response, someone
from tests.regulations.moments import at
from tests.suggestions.matters.chamber import OFFICE_SZ, SHENZHEN, STRANGER, Chamber, staff_of
from tests.suggestions.suggestions.congress import code

WORDS = "本人对限制人身自由的措施不服，请求审查。"
DETAINED = MandateEvent(MandateAction.SUSPEND, date(2026, 12, 1), "detained")


class Detention:
    """A deputy of Shenzhen, detained, and the organ that has the appeal."""

    def __init__(self, chamber: Chamber) -> None:
        chamber.adopt("shenzhen:2026-01-01")
        self.chamber = chamber
        self.deputy = chamber.deputy(SHENZHEN, name="王晓梅", events=(DETAINED,))
        self.organ = chamber.unit(SHENZHEN, "市公安局")
        self.staff = staff_of(self.organ)

    def body(self, received_at: str, **fields: Any) -> dict[str, Any]:
        told = {"congress": SHENZHEN, "name": "王晓梅", "deputy": self.deputy.id, "text": WORDS}
        return {**told, "received_at": received_at, **fields}

    def entered(self, received_at: str, now: str | None = None, **fields: Any) -> Any:
        self.chamber.now = at(now or received_at)
        path, moment = f"/v1/units/{self.organ}/appeals", at(received_at).isoformat()
        return self.chamber.done("POST", path, self.body(moment, **fields), by=self.staff)

    def forward(self, found: Any, when: str, body: object = None) -> Response:
        self.chamber.now = at(when)
        path = f"/v1/units/{self.organ}/appeals/{found['id']}/forwarding"
        return self.chamber.send("POST", path, body or {}, by=self.staff, version=found["version"])

    def try_(self, found: Any, what: str, body: object, *, by: Caller = OFFICE_SZ) -> Response:
        self.chamber.later(seconds=1)
        path = f"/v1/appeals/{found['id']}/{what}"
        return self.chamber.send("POST", path, body, by=by, version=found["version"])

    def seen(self, found: Any, by: Caller | None = None) -> Any:
        path = f"/v1/appeals/{found['id']}"
        if by is None:
            path, by = f"/v1/units/{self.organ}/appeals/{found['id']}", self.staff
        return self.chamber.done("GET", path, by=by)


@pytest.fixture
def detention(chamber: Chamber) -> Detention:
    return Detention(chamber)


@pytest.mark.parametrize(
    ("received", "due", "passed_on", "state"),
    [
        ("2026-12-07 08:15", "2026-12-07T20:15:00+08:00", "2026-12-07 20:15", "met"),
        ("2026-12-07 08:15", "2026-12-07T20:15:00+08:00", "2026-12-07 20:15:01", "late"),
        ("2026-12-07 20:30", "2026-12-08T08:30:00+08:00", "2026-12-08 08:29", "met"),
        ("2026-12-31 20:30", "2027-01-01T08:30:00+08:00", "2027-01-01 08:30", "met"),
        ("2026-12-31 23:59:59", "2027-01-01T11:59:59+08:00", "2027-01-01 12:00", "late"),
        ("2027-02-05 18:00", "2027-02-06T06:00:00+08:00", "2027-02-06 06:00", "met"),
        ("2028-02-28 18:00", "2028-02-29T06:00:00+08:00", "2028-02-29 05:00", "met"),
    ],
)
def test_sz_32_twelve_hours_over_midnight_holidays_and_the_new_year(
    detention: Detention, received: str, due: str, passed_on: str, state: str
) -> None:
    found = detention.entered(received)
    (rule,) = found["rules"]
    assert (rule["rule"], rule["article"]) == ("sz-32.b", "32")
    (clock,) = detention.seen(found)["clocks"]
    assert (clock["rule"], clock["due_at"], clock["state"]) == ("sz-32.a", due, "running")
    assert "12小时" in clock["how"]
    assert detention.forward(found, passed_on).json["state"] == "forwarded"
    (clock,) = detention.seen(found)["clocks"]
    assert (clock["state"], clock["fulfilled_at"]) == (state, at(passed_on).isoformat(timespec="seconds"))
    office = detention.chamber.done("GET", "/v1/due", by=OFFICE_SZ, query={"scope": SHENZHEN})
    assert office["items"] == []


def test_sz_32_overdue_is_told_by_the_hour_to_organ_and_committee(detention: Detention) -> None:
    chamber = detention.chamber
    found = detention.entered("2026-12-31 20:30")
    (due,) = chamber.done("GET", f"/v1/units/{detention.organ}/due", by=detention.staff)["items"]
    assert (due["rule"], due["due_at"], due["kind"]) == ("sz-32.a", "2027-01-01T08:30:00+08:00", "appeal")
    told = []
    for _ in range(14):
        chamber.later(hours=1)
        told.append(chamber.swept())
    assert [hour for hour, number in enumerate(told, 1) if number] == [10, 13]
    organ, office = f"unit_staff:{detention.organ}", "committee_staff:4403"
    assert chamber.kinds(organ) == ["appeal_received", "case_due_soon", "case_overdue"]
    assert chamber.kinds(office) == ["appeal_received", "case_overdue"]
    for recipient in (organ, office):
        for _, data in chamber.notices(recipient):
            assert detention.deputy.name not in str(data)
            assert detention.deputy.id not in str(data)
    assert chamber.heard(office, "appeal_received")["due"] == "2027-01-01T08:30:00+08:00"
    assert detention.forward(found, "2027-01-01 12:00").status == 200
    chamber.later(days=30)
    assert chamber.swept() == 0


def test_sz_32_an_appeal_entered_late_is_overdue_at_once(detention: Detention) -> None:
    found = detention.entered("2026-12-07 08:00", now="2026-12-09 09:00")
    (clock,) = detention.seen(found)["clocks"]
    assert clock["state"] == "overdue"
    detention.chamber.later(minutes=5)
    assert detention.chamber.swept() == 2
    assert detention.chamber.swept() == 0


def test_sz_32_the_committee_enters_what_it_hears_of_and_takes_what_comes_on_paper(
    detention: Detention,
) -> None:
    chamber = detention.chamber
    chamber.now = at("2026-12-07 09:00")
    body = {**detention.body(at("2026-12-07 08:00").isoformat(), text=None), "organ": detention.organ}
    assert code(chamber.send("POST", "/v1/appeals", body, by=detention.staff)) == (403, "role_missing")
    above = someone("committee_staff:44", person="pgvangd0ngstaff000000")
    assert code(chamber.send("POST", "/v1/appeals", body, by=above)) == (403, "out_of_scope")
    found = chamber.done("POST", "/v1/appeals", body, by=OFFICE_SZ)
    assert chamber.kinds(f"unit_staff:{detention.organ}") == ["appeal_received"]
    assert code(detention.forward(found, "2026-12-07 10:00")) == (400, "invalid_request")
    chamber.now = at("2026-12-08 09:00")
    early = {"arrived_at": at("2026-12-07 07:59").isoformat(), "text": WORDS}
    assert detention.try_(found, "arrival", early).status == 400
    ahead = {**early, "arrived_at": at("2026-12-08 10:00").isoformat()}
    assert detention.try_(found, "arrival", ahead).status == 400
    came = {**early, "arrived_at": at("2026-12-07 19:59").isoformat()}
    assert detention.try_(found, "arrival", came).json["state"] == "forwarded"
    (clock,) = detention.seen(found, OFFICE_SZ)["clocks"]
    assert (clock["state"], clock["fulfilled_at"]) == ("met", "2026-12-07T19:59:00+08:00")


def test_the_committee_reads_it_once_it_was_passed_on_and_settles_it(detention: Detention) -> None:
    chamber = detention.chamber
    found = detention.entered("2026-12-07 08:00")
    assert detention.seen(found)["text"] == WORDS
    assert detention.seen(found, OFFICE_SZ)["text"] is None
    early = detention.try_(found, "settlement", {"text": "x"})
    assert code(early) == (409, "case_state")
    sent = detention.forward(found, "2026-12-07 12:00").json
    assert detention.seen(found, OFFICE_SZ)["text"] == WORDS
    assert "appeal_forwarded" in chamber.kinds("committee_staff:4403")
    done = detention.try_(sent, "settlement", {"text": "主任会议已听取情况并函告。"})
    assert (done.json["state"], done.json["settled_on"]) == ("settled", "2026-12-07")
    own = someone(person=detention.deputy.id)
    assert detention.seen(found, own)["result"] == "主任会议已听取情况并函告。"
    assert [one["id"] for one in chamber.whole("/v1/me/appeals", by=own)] == [found["id"]]
    assert chamber.kinds(detention.deputy.id)[-1] == "appeal_settled"
    entries = chamber.whole(f"/v1/appeals/{found['id']}/history", by=OFFICE_SZ)
    assert [entry["what"] for entry in entries] == ["received", "forwarded", "settled"]
    assert [
        one["id"] for one in chamber.whole("/v1/appeals", by=OFFICE_SZ, scope=SHENZHEN, state="settled")
    ] == [found["id"]]


@pytest.mark.parametrize(
    "caller",
    [
        STRANGER,
        someone("committee_staff:44", person="pgvangd0ngstaff000000"),
        someone("committee_staff:440303", person="pd1str1ctstaff0000000"),
        someone("auditor:44", person="pavd1t0r0000000000000"),
        someone("admin:4403", person="padm1n000000000000000"),
        someone("liaison_officer:440303001-01", person="p11a1s0n0ff1cer000000"),
        someone("deputy:4403", person="p0therdepvty000000000"),
    ],
)
def test_few_read_an_appeal(detention: Detention, caller: Caller) -> None:
    found = detention.entered("2026-12-07 08:00")
    for tail in ("", "/history"):
        answer = detention.chamber.send("GET", f"/v1/appeals/{found['id']}{tail}", by=caller)
        assert code(answer) == (404, "case_not_found")
    query = {"scope": SHENZHEN, "state": "received"}
    assert detention.chamber.send("GET", "/v1/appeals", by=caller, query=query).status == 403
    assert detention.try_(found, "withdrawal", {"reason": "x"}, by=caller).status in (403, 404)
    due = detention.chamber.send("GET", "/v1/due", by=caller, query={"scope": SHENZHEN})
    assert detention.deputy.name not in due.text
    path = f"/v1/units/{detention.organ}/handovers/{found['id']}"
    assert WORDS not in detention.chamber.send("GET", path, by=caller).text
    assert detention.try_(found, "withdrawal", {"reason": "王晓梅已撤回"}).status == 200
    assert detention.deputy.name not in detention.chamber.send("GET", path, by=caller).text


def test_another_organ_does_not_see_it(detention: Detention) -> None:
    found = detention.entered("2026-12-07 08:00")
    other = detention.chamber.unit(SHENZHEN, "市检察院")
    path = f"/v1/units/{other}/appeals/{found['id']}"
    assert code(detention.chamber.send("GET", path, by=staff_of(other))) == (404, "case_not_found")
    entering = f"/v1/units/{detention.organ}/appeals"
    body = detention.body(at("2026-12-07 08:00").isoformat())
    assert code(detention.chamber.send("POST", entering, body, by=staff_of(other))) == (403, "out_of_scope")


def test_entered_in_error_the_organ_owes_nothing(detention: Detention) -> None:
    found = detention.entered("2026-12-07 08:00")
    gone = detention.try_(found, "withdrawal", {"reason": "登记有误"})
    assert gone.json["state"] == "withdrawn"
    assert detention.chamber.kinds(f"unit_staff:{detention.organ}")[-1] == "appeal_withdrawn"
    detention.chamber.later(days=2)
    assert detention.chamber.swept() == 0
    assert code(detention.forward(gone.json, "2026-12-10 08:00")) == (409, "case_state")


def test_where_no_rule_gives_hours_it_is_passed_on_all_the_same(chamber: Chamber) -> None:
    deputy, organ = chamber.deputy("4114"), chamber.unit("4114", "市公安局")
    body = {
        "congress": "4114",
        "name": "李国庆",
        "received_at": chamber.now.isoformat(),
        "text": WORDS,
    }
    made = chamber.done("POST", f"/v1/units/{organ}/appeals", body, by=staff_of(organ))
    assert (made["rules"], made["deputy"]) == ([], None)
    path = f"/v1/units/{organ}/appeals/{made['id']}"
    assert chamber.done("GET", path, by=staff_of(organ))["clocks"] == []
    sent = chamber.done("POST", f"{path}/forwarding", {}, by=staff_of(organ), version=1)
    office = someone("committee_staff:4114", person="pshangq1vstaff0000000")
    settled = {"text": "已办理", "deputy": deputy.id}
    chamber.later(minutes=1)
    answer = chamber.done(
        "POST", f"/v1/appeals/{made['id']}/settlement", settled, by=office, version=sent["version"]
    )
    assert answer["deputy"] == deputy.id
    assert chamber.whole("/v1/me/appeals", by=someone(person=deputy.id))[0]["id"] == made["id"]


def test_what_an_appeal_must_say_and_twice_is_one(detention: Detention) -> None:
    chamber = detention.chamber
    path = f"/v1/units/{detention.organ}/appeals"
    chamber.now = at("2026-12-07 09:00")

    def answer(received: str = "2026-12-07 08:00", **fields: Any) -> int:
        body = {**detention.body(at(received).isoformat()), **fields}
        return chamber.send("POST", path, body, by=detention.staff).status

    assert answer("2026-12-07 09:01") == 400
    assert answer("2025-12-06 08:59") == 400
    assert answer(received_at="2026-12-07T08:00:00") == 400  # without an offset no moment is known
    assert answer(deputy="p" + "9" * 20) == 404
    assert answer(congress="4403x") == 400
    assert answer(text="字" * 40_000) == 413
    assert answer(name="<b>") == 400
    body = detention.body(at("2026-12-07 08:00").isoformat())
    sent = [chamber.send("POST", path, body, by=detention.staff, key="appeal-0001") for _ in range(2)]
    assert sent[0].json["id"] == sent[1].json["id"]
    assert chamber.kinds("committee_staff:4403") == ["appeal_received"]
