"""An appointment from the request to what came of it, over HTTP: who may do what, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest

from functions.notifications import texts
from shared.domain.mandates import MandateAction, MandateEvent
from tests.invitations.appointments.room import Room, member_of, organ
from tests.invitations.committee import (
    AUDITOR,
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    GUANGXI_STAFF,
    RESIDENT,
    SHANGQIU_STAFF,
    SHENZHEN_STAFF,
    bad_fields,
    code,
    in_office,
    of,
)

OFFICE = "committee_staff:45"


def test_from_the_request_to_the_record(room: Room) -> None:
    member, deputy = room.committee.member(), room.committee.deputy()
    made = room.asks(GUANGXI, member_of(member), deputy=deputy)
    assert (made["state"], made["with"]["name"], made["deputy_name"]) == ("requested", "覃志远", "韦春兰")
    assert [n["data"]["name"] for n in room.committee.notices(OFFICE, "appointment_requested")] == ["韦春兰"]
    proposed = room.propose(made, note="原定时间有会")
    assert proposed["state"] == "proposed"
    assert room.committee.notices(deputy.id, "appointment_proposed")[0]["data"]["place"] == "会客室"
    wished = room.span(days=8)
    countered = room.answers(proposed, {"accept": False, "wishes": [wished]})
    assert (countered["state"], countered["time"], countered["wishes"]) == ("requested", None, [wished])
    arranged = room.change(countered, "arrangement", {**wished, "place": "接待室"})
    assert (arranged["state"], arranged["time"], arranged["place"]) == ("arranged", wished, "接待室")
    for person, other in ((deputy.id, "覃志远"), (member.id, "韦春兰")):
        (told,) = room.committee.notices(person, "appointment_arranged")
        assert told["data"]["with"] == other
    room.later(days=8)
    held = room.change(arranged, "outcome", {"held": True, "note": "谈了养老服务"}, by=in_office(member))
    assert held["state"] == "held"
    assert [step["act"] for step in held["history"]] == [
        "requested", "proposed", "countered", "arranged", "held",
    ]  # fmt: skip
    for partition, other in ((f"MEMBER#{member.id}", deputy.id), (f"DEPUTY#{deputy.id}", member.id)):
        (record,) = room.committee.records(partition, "appointment")
        assert record["day"]["S"] == "2026-11-28"
        assert record["others"]["L"] == [{"S": other}]
        assert record["marks"]["L"] == [{"S": "face_to_face"}]


def test_a_proposal_accepted_is_an_arrangement(room: Room) -> None:
    made = room.propose(room.asks(DATONG, organ("大同市教育局")))
    accepted = room.answers(made, {"accept": True})
    assert (accepted["state"], accepted["time"]) == ("arranged", made["time"])
    assert len(room.committee.notices("committee_staff:1402", "appointment_arranged")) == 1


def test_each_of_the_two_reads_of_the_other(room: Room) -> None:
    made = room.asks("1402")
    room.arrange(made)
    for person, other in ((made["deputy"], "覃志远"), (made["with"]["id"], "韦春兰")):
        (told,) = room.committee.notices(person, "appointment_arranged")
        said = texts.compose(told["kind"], told["data"], room.now, "zh-CN").text
        assert said.startswith(f"与{other}的约见已安排。")


def test_the_member_hears_that_an_arranged_time_is_not_kept(room: Room) -> None:
    made = room.asks("1402")
    arranged = room.arrange(made)
    room.propose(arranged, **room.span(days=9), note="会客室另有安排")
    (told,) = room.committee.notices(made["with"]["id"], "appointment_cancelled")
    assert (told["data"]["starts"], told["data"]["reason"]) == (arranged["time"]["starts"], "会客室另有安排")
    assert room.committee.notices(made["deputy"], "appointment_cancelled") == []


def test_with_an_organ_the_committee_has_the_record(room: Room) -> None:
    arranged = room.arrange(room.asks(DATONG, organ("大同市教育局")))
    room.later(days=5)
    room.change(arranged, "outcome", {"held": True, "face_to_face": False}, by=DATONG_STAFF)
    (record,) = room.committee.records("COMMITTEE#1402", "appointment")
    assert record["others"]["L"] == [{"S": arranged["deputy"]}]
    assert "marks" not in record or record["marks"].get("NULL")


def test_what_did_not_take_place_leaves_no_record(room: Room) -> None:
    arranged = room.arrange(room.asks(DATONG, organ("大同市教育局")))
    room.later(days=5)
    assert room.change(arranged, "outcome", {"held": False, "note": "代表请假"})["state"] == "not_held"
    assert room.committee.records("COMMITTEE#1402") == []
    assert room.committee.records(f"DEPUTY#{arranged['deputy']}") == []


def test_only_a_time_that_was_wished_for_is_arranged_without_asking(room: Room) -> None:
    made = room.asks(GUANGXI, wishes=[room.span(hours=4, days=3), room.span(hours=4, days=6)])
    other = {**room.span(hours=4, days=3.1), "place": "会客室"}
    assert code(room.try_change(made, "arrangement", other)) == (409, "time_not_wished")
    wished = {**room.span(hours=1, days=6), "place": "会客室"}
    assert room.change(made, "arrangement", wished)["state"] == "arranged"


def test_an_arrangement_that_cannot_be_kept_is_moved_or_cancelled(room: Room) -> None:
    arranged = room.arrange(room.asks(GUANGXI))
    moved = room.change(arranged, "proposal", {**room.span(days=9), "place": "接待室", "note": "临时有会"})
    assert moved["state"] == "proposed"
    accepted = room.answers(moved, {"accept": True})
    cancelled = room.change(accepted, "decline", {"reason": "出国访问"})
    assert cancelled["state"] == "declined"
    for person in (accepted["deputy"], accepted["with"]["id"]):
        reasons = [told["data"]["reason"] for told in room.committee.notices(person, "appointment_cancelled")]
        assert reasons.count("出国访问") == 1


def test_the_deputy_may_no_longer_ask_for_it(room: Room) -> None:
    made = room.arrange(room.asks(GUANGXI))
    withdrawn = room.change(made, "withdrawal", {"reason": "问题已经解决"}, by=room.deputy(made))
    assert withdrawn["state"] == "withdrawn"
    for recipient in (OFFICE, made["with"]["id"]):
        assert len(room.committee.notices(recipient, "appointment_cancelled")) == 1
    again = room.try_change(withdrawn, "arrangement", {**room.span(), "place": "会客室"})
    assert code(again) == (409, "appointment_state")


@pytest.mark.parametrize(
    ("to", "body"),
    [("reply", {"accept": True}), ("outcome", {"held": True})],
)
def test_what_does_not_fit_its_state_is_refused(room: Room, to: str, body: dict[str, Any]) -> None:
    made = room.asks(GUANGXI)
    by = room.deputy(made) if to == "reply" else GUANGXI_STAFF
    assert code(room.try_change(made, to, body, by=by)) == (409, "appointment_state")


def test_nothing_came_of_it_before_it_began(room: Room) -> None:
    made = room.arrange(room.asks(GUANGXI))
    assert code(room.try_change(made, "outcome", {"held": True})) == (409, "appointment_ahead")


def test_a_proposal_whose_time_has_come_is_no_longer_accepted(room: Room) -> None:
    made = room.propose(room.asks(GUANGXI))
    room.later(days=5)
    assert code(room.try_change(made, "reply", {"accept": True}, by=room.deputy(made))) == (
        409,
        "proposal_past",
    )


def test_a_step_on_what_has_changed_meanwhile_is_refused(room: Room) -> None:
    made = room.asks(GUANGXI)
    room.propose(made)
    stale = room.try_change(made, "arrangement", {**room.span(), "place": "会客室"})
    assert code(stale) == (412, "stale_version")
    path = f"/v1/appointments/{made['id']}/decline"
    without = room.committee.send("POST", path, {"reason": "出国"}, by=GUANGXI_STAFF)
    assert code(without) == (428, "precondition_required")


def test_the_outcome_said_twice_is_recorded_once(room: Room) -> None:
    made = room.arrange(room.asks(GUANGXI))
    room.later(days=5)
    room.change(made, "outcome", {"held": True})
    assert code(room.try_change(made, "outcome", {"held": True})) == (409, "appointment_state")
    assert len(room.committee.records(f"MEMBER#{made['with']['id']}")) == 1


def test_asking_twice_with_a_key_is_once(room: Room) -> None:
    deputy, member = room.committee.deputy(), room.committee.member()
    body = room.request(GUANGXI, member_of(member))
    send = room.committee.send
    first = send("POST", "/v1/appointments", body, by=of(deputy), key="ask-key-1")
    room.later(minutes=1)
    again = send("POST", "/v1/appointments", body, by=of(deputy), key="ask-key-1")
    assert (first.status, again.status) == (201, 201)
    assert first.json["id"] == again.json["id"]
    assert len(room.committee.notices(OFFICE, "appointment_requested")) == 1
    other = send("POST", "/v1/appointments", {**body, "subject": "其他事"}, by=of(deputy), key="ask-key-1")
    assert code(other) == (422, "idempotency_key_reused")


def test_only_a_deputy_of_that_congress_in_active_duty_asks(room: Room) -> None:
    member = room.committee.member(DATONG)
    body = room.request(DATONG, member_of(member))
    elsewhere = room.committee.deputy(GUANGXI)
    send = room.committee.send
    assert code(send("POST", "/v1/appointments", body, by=of(elsewhere))) == (422, "no_mandate_there")
    assert code(send("POST", "/v1/appointments", body, by=RESIDENT)) == (403, "role_missing")
    since = (MandateEvent(MandateAction.SUSPEND, room.now.date(), "detained"),)
    mandate = room.committee.mandate(DATONG, events=since)
    suspended = room.committee.deputy(DATONG, mandate)
    assert code(send("POST", "/v1/appointments", body, by=of(suspended))) == (409, "mandate_suspended")


def test_whom_nobody_can_meet(room: Room) -> None:
    deputy = room.committee.deputy()
    left = room.committee.member(until=room.now.date() - timedelta(days=1))
    elsewhere = room.committee.member(DATONG)
    send, path = room.committee.send, "/v1/appointments"
    for member in (left, elsewhere):
        answer = send("POST", path, room.request(GUANGXI, member_of(member)), by=of(deputy))
        assert bad_fields(answer) == ["body.with.id"]
    unknown = {"kind": "member", "id": "p0000000000000000000z"}
    answer = send("POST", path, room.request(GUANGXI, unknown), by=of(deputy))
    assert code(answer) == (404, "member_not_found")
    nameless = room.request(GUANGXI, {"kind": "organ", "id": deputy.id})
    assert bad_fields(send("POST", path, nameless, by=of(deputy))) == ["body.with.name"]


def test_times_that_cannot_be_wished_for(room: Room) -> None:
    deputy = room.committee.deputy()
    path = "/v1/appointments"
    for wish, field in (
        (room.span(days=-1), "body.wishes.0.starts"),
        (room.span(days=400), "body.wishes.0.starts"),
        (room.span(hours=-1), "body.wishes.0.ends"),
        (room.span(hours=25), "body.wishes.0.ends"),
    ):
        answer = room.committee.send("POST", path, room.request(GUANGXI, wishes=[wish]), by=of(deputy))
        assert bad_fields(answer) == [field]
    many = room.request(GUANGXI, wishes=[room.span()] * 6)
    assert bad_fields(room.committee.send("POST", path, many, by=of(deputy))) == ["body.wishes"]


def test_who_may_see_and_do_what(room: Room) -> None:
    made = room.asks(GUANGXI)
    path = f"/v1/appointments/{made['id']}"
    another = of(room.committee.deputy())
    send = room.committee.send
    assert code(send("GET", path, by=another))[0] == 403
    assert code(send("GET", path, by=SHANGQIU_STAFF)) == (403, "out_of_scope")
    assert send("GET", path, by=AUDITOR).status == 200
    assert send("GET", path, by=room.deputy(made)).status == 200
    time = {**room.span(), "place": "会客室"}
    for by in (SHANGQIU_STAFF, room.deputy(made), AUDITOR):
        assert room.try_change(made, "arrangement", time, by=by).status == 403
    room_proposed = room.propose(made)
    assert code(room.try_change(room_proposed, "reply", {"accept": True}, by=another)) == (403, "not_yours")
    unknown = f"/v1/appointments/o{'0' * 20}"
    assert code(send("GET", unknown, by=GUANGXI_STAFF)) == (404, "appointment_not_found")


def test_lists_by_course_and_of_ones_own_page_by_page(room: Room) -> None:
    room.adopts_shenzhen()
    deputy, member = room.committee.deputy("4403"), room.committee.member("4403")
    made = [room.asks("4403", member_of(member), deputy=deputy) for _ in range(3)]
    room.arrange(made[0])
    room.later(days=1)
    later = room.asks("4403", organ("深圳市教育局"))
    staff_list = "/v1/divisions/4403/appointments"
    by = SHENZHEN_STAFF
    shown = room.committee.whole(staff_list, by=by, limit=2)
    assert [one["due"] for one in shown] == ["2026-11-25", "2026-11-25", None]
    assert shown[-1]["id"] == later["id"], "what no rule gives a time for comes last"
    assert room.committee.whole(staff_list, by=by, state="overdue") == []
    assert [one["id"] for one in room.committee.whole(staff_list, by=by, state="arranged")] == [made[0]["id"]]
    room.later(days=7)
    overdue = room.committee.whole(staff_list, by=by, state="overdue", limit=1)
    assert {one["id"] for one in overdue} == {made[1]["id"], made[2]["id"]}
    for who in (of(deputy), in_office(member)):
        own = room.committee.whole("/v1/me/appointments", by=who, limit=2)
        assert {one["id"] for one in own} == {one["id"] for one in made}
    assert code(room.committee.send("GET", staff_list, by=SHANGQIU_STAFF)) == (403, "out_of_scope")
    assert room.committee.whole("/v1/me/appointments", by=RESIDENT) == []


def test_a_course_ends_somewhere(room: Room) -> None:
    made = room.asks(GUANGXI)
    for _ in range(59):
        made = room.propose(made)
    assert code(room.try_change(made, "proposal", {**room.span(), "place": "会客室"})) == (
        409,
        "limit_reached",
    )


@pytest.mark.parametrize(
    ("starts", "ends", "day"),
    [
        ("2026-12-31T23:59:59+08:00", "2027-01-01T01:00:00+08:00", "2026-12-31"),
        ("2026-12-31T17:00:00Z", "2026-12-31T18:00:00Z", "2027-01-01"),
    ],
    ids=["the last second of a year", "said in another zone"],
)
def test_at_year_s_end_the_day_in_china_on_which_it_began_counts(
    room: Room, starts: str, ends: str, day: str
) -> None:
    arranged = room.arrange(room.asks(GUANGXI), starts=starts, ends=ends)
    room.later(days=50)
    room.change(arranged, "outcome", {"held": True})
    (record,) = room.committee.records(f"MEMBER#{arranged['with']['id']}")
    assert record["day"]["S"] == day


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"subject": "长" * 501}, "body.subject"),
        ({"subject": "有\u200b隐形字符"}, "body.subject"),
        ({"subject": ""}, "body.subject"),
        ({"division": "9999"}, "body.division"),
        ({"wishes": [{"starts": "2026-11-25T10:00:00", "ends": "2026-11-25T11:00:00"}]}, "body.wishes"),
        ({"secret": True}, "body.secret"),
    ],
    ids=["too long", "invisible", "empty", "nowhere", "without an offset", "unknown"],
)
def test_what_a_request_cannot_say(room: Room, fields: dict[str, Any], wrong: str) -> None:
    body = {**room.request(GUANGXI), **fields}
    answer = room.committee.send("POST", "/v1/appointments", body, by=of(room.committee.deputy()))
    assert {field[: len(wrong)] for field in bad_fields(answer)} == {wrong}
