"""Calendars over HTTP: one invitation as a file, a private feed."""

from datetime import timedelta
from typing import Any

from shared.domain.clock import iso
from tests.gateway import Response
from tests.invitations.committee import DATONG, DATONG_STAFF, SHANGQIU, Committee, code, in_office, of

PLAN = {"kind": "training", "title": "代表履职培训"}
ADDRESS = "https://henan.example.cn"


def invited(committee: Committee, *people: Any, **fields: Any) -> Any:
    activity = committee.draft(DATONG, **{**PLAN, **fields})
    body = {"persons": [person.id for person in people]}
    committee.done("POST", f"/v1/activities/{activity['id']}/invitations", body, by=DATONG_STAFF)
    committee.work()
    activity = committee.change(activity, "announcement", {})
    committee.work()
    return activity


def answer(committee: Committee, activity: Any, person: Any, said: str) -> None:
    body = {"answer": said, "reason": "出差"}
    committee.done("PUT", f"/v1/activities/{activity['id']}/invitations/me", body, by=of(person))


def rotated(committee: Committee, person: Any, key: str | None = None) -> str:
    """The path of the person's new feed."""
    url: str = committee.done("POST", "/v1/me/calendar-feed", by=of(person), key=key)["url"]
    assert url.startswith(f"{ADDRESS}/v1/calendars/{person.id}.")
    return url.removeprefix(ADDRESS)


def events(answer_: Response) -> list[dict[str, str]]:
    """The events of a calendar, by property."""
    assert answer_.status == 200, answer_.text
    assert answer_.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found: list[dict[str, str]] = []
    for line in answer_.text.replace("\r\n ", "").split("\r\n"):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, _, text = line.partition(":")
            found[-1].setdefault(name, text)
    return found


def test_an_invitation_is_a_file_and_its_event_rises_with_each_change(committee: Committee) -> None:
    deputy, member = committee.deputy(DATONG), committee.member(DATONG)
    starts = committee.now + timedelta(days=3)
    activity = invited(committee, deputy, member, starts=iso(starts), ends=iso(starts + timedelta(hours=2)))
    path = f"/v1/activities/{activity['id']}/calendar.ics"
    (first,) = events(committee.send("GET", path, by=of(deputy)))
    assert first["UID"] == f"{activity['id']}@henan.example.cn"
    assert first["DTSTART"] == "20261123T020000Z"
    assert (first["SUMMARY"], first["LOCATION"]) == ("代表履职培训", "人民会堂第一会议室")
    assert first["STATUS"] == "TENTATIVE"
    answer(committee, activity, deputy, "accept")
    (second,) = events(committee.send("GET", path, by=of(deputy)))
    assert second["STATUS"] == "CONFIRMED"
    committee.later(minutes=1)
    fields = {"starts": iso(starts + timedelta(hours=1)), "ends": iso(starts + timedelta(hours=3))}
    activity = committee.done(
        "PATCH",
        f"/v1/activities/{activity['id']}",
        fields,
        by=DATONG_STAFF,
        version=activity["version"],
    )
    committee.work()
    (third,) = events(committee.send("GET", path, by=of(deputy)))
    assert (third["DTSTART"], third["UID"]) == ("20261123T030000Z", first["UID"])
    committee.change(activity, "cancellation", {"reason": "台风"})
    committee.work()
    (fourth,) = events(committee.send("GET", path, by=of(deputy)))
    assert fourth["STATUS"] == "CANCELLED"
    sequences = [int(each["SEQUENCE"]) for each in (first, second, third, fourth)]
    assert sequences == sorted(set(sequences))
    assert events(committee.send("GET", path, by=in_office(member)))[0]["STATUS"] == "CANCELLED"


def test_only_the_invitee_gets_the_file(committee: Committee) -> None:
    deputy, other = committee.deputies(2, DATONG)
    activity = invited(committee, deputy)
    path = f"/v1/activities/{activity['id']}/calendar.ics"
    assert code(committee.send("GET", path, by=of(other))) == (404, "invitation_not_found")
    assert code(committee.send("GET", path, by=None)) == (401, "sign_in_required")


def test_a_feed_has_what_one_may_come_to_and_what_was_cancelled(committee: Committee) -> None:
    deputy, other = committee.deputies(2, DATONG)
    path = rotated(committee, deputy)
    assert events(committee.send("GET", path, by=None)) == []
    accepted, open_, declined, cancelled = (
        invited(committee, deputy, other, title=title)["id"] for title in ("甲", "乙", "丙", "丁")
    )
    answer(committee, {"id": accepted}, deputy, "accept")
    answer(committee, {"id": declined}, deputy, "decline")
    activity = committee.done("GET", f"/v1/activities/{cancelled}", by=DATONG_STAFF)
    committee.change(activity, "cancellation", {"reason": "台风"})
    committee.work()
    sent = committee.send("GET", path, by=None)
    assert sent.headers["Cache-Control"] == "no-store"
    assert {each["UID"].partition("@")[0]: each["STATUS"] for each in events(sent)} == {
        accepted: "CONFIRMED",
        open_: "TENTATIVE",
        cancelled: "CANCELLED",
    }


def test_a_new_address_makes_the_old_one_dead(committee: Committee) -> None:
    deputy, other = committee.deputies(2, DATONG)
    old = rotated(committee, deputy)
    new = rotated(committee, deputy, key="rotate-1")
    assert rotated(committee, deputy, key="rotate-1") == new
    assert old != new
    assert code(committee.send("GET", old, by=None)) == (404, "not_found")
    assert committee.send("GET", new, by=None).status == 200
    mac = new.rpartition("/")[2].split(".")[1]
    for token in (f"{other.id}.{mac}.ics", f"{deputy.id}.{mac[:-1]}.ics", f"{deputy.id}.{mac}", "x"):
        assert code(committee.send("GET", f"/v1/calendars/{token}", by=None)) == (404, "not_found")
    rotated(committee, other)
    assert code(committee.send("GET", f"/v1/calendars/{other.id}.{mac}.ics", by=None)) == (404, "not_found")


def test_what_is_long_past_is_no_longer_in_the_feed(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    path = rotated(committee, deputy)
    starts = committee.now + timedelta(days=1)
    invited(committee, deputy, starts=iso(starts), ends=iso(starts + timedelta(hours=1)))
    committee.now = starts + timedelta(days=60)
    assert len(events(committee.send("GET", path, by=None))) == 1
    committee.later(seconds=1)
    assert events(committee.send("GET", path, by=None)) == []


def test_a_feed_tells_of_no_draft(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    committee.deputy(SHANGQIU)
    path = rotated(committee, deputy)
    activity = committee.draft(DATONG, kind="training", title="代表履职培训")
    body = {"persons": [deputy.id]}
    committee.done("POST", f"/v1/activities/{activity['id']}/invitations", body, by=DATONG_STAFF)
    committee.work()
    assert events(committee.send("GET", path, by=None)) == []
    file = f"/v1/activities/{activity['id']}/calendar.ics"
    assert code(committee.send("GET", file, by=of(deputy))) == (404, "invitation_not_found")
