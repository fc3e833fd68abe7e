"""The inbox over HTTP."""

import re
from datetime import timedelta
from typing import Any

import pytest

from functions.notifications.app import app
from functions.notifications.inbox import store
from functions.notifications.inbox.views import LINKS, id_of, link_of, sort_of
from infra.contract import apps
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import NoticeItem, post
from tests.aws import World
from tests.gateway import Response, call, someone
from tests.notifications.letters import ABOUT, MEETING, NOW, OTHER, PERSON, ActAs, Clock, put

ME = someone(person=PERSON)
POST = post(Role.COMMITTEE_STAFF, "411402")


@pytest.fixture(autouse=True)
def _service(act_as: ActAs, at: Clock) -> None:
    act_as("NotificationsFunction")


def listed(path: str = "/v1/me/inbox", **query: Any) -> dict[str, Any]:
    answer = call(app, "GET", path, query=query, caller=ME)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def ids(page: dict[str, Any]) -> list[str]:
    return [item["id"] for item in page["items"]]


def do(path: str, *, person: str = PERSON, body: object = None) -> Response:
    return call(app, "POST", f"/v1/me/inbox/{path}", body=body, caller=someone(person=person))


def series(count: int, **options: Any) -> list[str]:
    """Ids of so many notices, a minute apart, the newest first."""
    made = [put(str(n), age=timedelta(minutes=n), **options) for n in range(count)]
    return [id_of(item.sk) for item in made]


def test_a_notice_is_told_in_the_readers_words() -> None:
    item = put(data={**MEETING, "instrument": "shangqiu", "article": "13"})
    (chinese,) = listed()["items"]
    assert chinese == {
        "id": id_of(item.sk),
        "kind": "invitation_received",
        "title": "活动邀请",
        "text": (
            "邀请您参加“优化营商环境座谈会”。时间：11月23日（周一）09:00-11:30。地点：东城街道联络站。"
            "依据：《商丘市人大代表联络站工作条例》第十三条。"
        ),
        "basis": {
            "instrument": "shangqiu",
            "article": "13",
            "words": "《商丘市人大代表联络站工作条例》第十三条",
        },
        "about": ABOUT,
        "link": "/v1/activities/a01j9zq3v7k2m8n4p6r5t",
        "at": "2026-11-20T09:30:00+08:00",
        "read_at": None,
        "archived_at": None,
    }
    answer = call(app, "GET", "/v1/me/inbox", headers={"Accept-Language": "en"}, caller=ME)
    (english,) = answer.json["items"]
    assert english["title"] == "Invitation"
    assert english["text"].startswith(
        "You are invited to “优化营商环境座谈会”. When: Mon 23 Nov 09:00-11:30."
    )


def test_the_newest_comes_first_and_each_notice_on_one_page() -> None:
    expected = series(7)
    put("of another", recipient=OTHER)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(4):
        page = listed(limit=3, **cursor)
        seen += ids(page)
        cursor = {"cursor": page["next"]}
        if page["next"] is None:
            break
    assert seen == expected


def test_a_notice_that_arrives_between_pages_moves_none() -> None:
    expected = series(4)
    first = listed(limit=2)
    put("later", age=timedelta(minutes=-1))
    assert ids(listed(limit=2, cursor=first["next"])) == expected[2:]


def test_an_empty_inbox_is_an_empty_list() -> None:
    assert listed() == {"items": [], "next": None}
    assert listed("/v1/me/inbox/unread") == {"count": 0, "more": False, "shown": "0"}


def test_reading_counts_from_the_first_time(at: Clock) -> None:
    first, second = series(2)
    assert do(f"{first}/read").status == 204
    at.now += timedelta(hours=1)
    assert do(f"{first}/read").status == 204
    times = {item["id"]: item["read_at"] for item in listed()["items"]}
    assert times == {first: "2026-11-20T09:30:00+08:00", second: None}
    assert ids(listed(unread="true")) == [second]
    assert listed("/v1/me/inbox/unread")["count"] == 1


def test_what_is_archived_is_read_and_out_of_the_way() -> None:
    first, second = series(2)
    assert do(f"{second}/archive").status == 204
    assert do(f"{second}/archive").status == 204
    assert ids(listed()) == ids(listed(unread="true")) == [first]
    (archived,) = listed(archived="true")["items"]
    assert archived["id"] == second
    assert archived["read_at"] == archived["archived_at"] == "2026-11-20T09:30:00+08:00"


def test_a_page_of_archived_notices_is_short_and_goes_on() -> None:
    expected = series(4)
    for id_ in expected[:2]:
        do(f"{id_}/archive")
    first = listed(limit=2)
    assert first["items"] == []
    assert ids(listed(limit=2, cursor=first["next"])) == expected[2:]


def test_nobody_marks_the_notice_of_another_and_none_comes_to_be_by_it() -> None:
    item = put(recipient=OTHER)
    id_ = id_of(item.sk)
    for action in ("read", "archive"):
        answer = do(f"{id_}/{action}")
        assert (answer.status, answer.json["code"]) == (404, "notice_not_found")
    assert listed()["items"] == []
    assert do(f"{id_}/read", person=OTHER).status == 204


@pytest.mark.parametrize("bad", ["n01j9zq3v7k2m8n4p6r5t", "x", "20261120013000000p01j9zq3v7k2m8n4p6r5t", "~"])
def test_an_id_of_another_form_names_nothing(bad: str) -> None:
    assert do(f"{bad}/read").json["code"] == "not_found"


def test_all_up_to_a_notice_is_read_and_no_newer_one() -> None:
    expected = series(5)
    put("of another", recipient=OTHER)
    answer = do("read", body={"up_to": expected[2]})
    assert answer.json == {"read": 3, "next": None}
    assert ids(listed(unread="true")) == expected[:2]
    assert do("read", body={"up_to": expected[2]}).json == {"read": 0, "next": None}


def test_more_than_one_transaction_takes_goes_on_where_it_ended() -> None:
    expected = series(store.AT_ONCE + 3)
    answer = do("read", body={"up_to": expected[0]}).json
    assert answer == {"read": store.AT_ONCE, "next": expected[store.AT_ONCE]}
    assert do("read", body={"up_to": answer["next"]}).json == {"read": 3, "next": None}
    assert listed("/v1/me/inbox/unread")["count"] == 0


@pytest.mark.parametrize("body", [{}, {"up_to": None}, {"up_to": "x"}, {"up_to": "x" * 38}, {"all": True}])
def test_up_to_must_be_an_id(body: dict[str, Any]) -> None:
    assert do("read", body=body).json["code"] == "invalid_request"


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (7, {"count": 7, "more": False, "shown": "7"}),
        (99, {"count": 99, "more": False, "shown": "99"}),
        (100, {"count": 99, "more": True, "shown": "99+"}),
        (130, {"count": 99, "more": True, "shown": "99+"}),
    ],
)
def test_the_unread_are_counted_up_to_a_bound(count: int, shown: dict[str, Any]) -> None:
    series(count)
    assert listed("/v1/me/inbox/unread") == shown


def of_post(*grants: str, name: str = POST) -> Response:
    return call(app, "GET", "/v1/inbox", query={"post": name}, caller=someone(*grants))


@pytest.mark.parametrize("scope", ["41", "4114", "411402"])
def test_a_post_is_read_by_who_holds_it_in_a_scope_that_reaches_it(scope: str) -> None:
    item = put(
        recipient=POST, kind=NoticeKind.APPOINTMENT_REQUESTED, data={"name": "王晓梅", "due": "2026-11-27"}
    )
    answer = of_post(f"committee_staff:{scope}")
    assert ids(answer.json) == [id_of(item.sk)]
    assert answer.json["items"][0]["text"] == "王晓梅提出约见，请安排。安排期限：11月27日（周五）。"


@pytest.mark.parametrize(
    ("grants", "code"),
    [
        ((), "role_missing"),
        (("deputy:41",), "role_missing"),
        (("admin:41", "auditor:41", "township_staff:41"), "role_missing"),
        (("committee_staff:4115",), "out_of_scope"),
        (("committee_staff:411402001", "admin:41"), "out_of_scope"),
    ],
)
def test_a_post_out_of_reach_is_refused(grants: tuple[str, ...], code: str) -> None:
    put(recipient=POST)
    answer = of_post(*grants)
    assert (answer.status, answer.json["code"]) == (403, code)


@pytest.mark.parametrize("role", Role)
def test_every_role_reads_its_own_post_and_no_other(role: Role) -> None:
    put(recipient=post(role, "411402001-01"))
    for holder in set(Role) - {Role.RESIDENT}:
        answer = of_post(f"{holder}:4114", name=post(role, "411402001-01"))
        assert answer.status == (200 if holder is role else 403), holder


@pytest.mark.parametrize("bad", ["", "4114", "committee_staff", "committee_staff:", "king:4114", PERSON])
def test_a_post_is_a_role_and_a_scope(bad: str) -> None:
    answer = call(app, "GET", "/v1/inbox", query={"post": bad}, caller=someone("committee_staff:41"))
    assert answer.json["code"] == "invalid_request"


@pytest.mark.parametrize("query", [{"unread": "yes"}, {"unread": "true", "archived": "true"}, {"post": POST}])
def test_the_query_is_checked(query: dict[str, str]) -> None:
    assert call(app, "GET", "/v1/me/inbox", query=query, caller=ME).json["code"] == "invalid_request"


def test_a_cursor_of_another_is_no_way_into_their_inbox() -> None:
    for number in range(2):
        put(str(number), recipient=OTHER, age=timedelta(minutes=number))
    theirs = call(app, "GET", "/v1/me/inbox", query={"limit": 1}, caller=someone(person=OTHER)).json["next"]
    assert listed(cursor=theirs) == {"items": [], "next": None}
    assert call(app, "GET", "/v1/me/inbox", query={"cursor": "x"}, caller=ME).json["code"] == "invalid_cursor"


def test_an_id_holds_all_that_the_key_needs() -> None:
    sort = str(put().sk)
    assert id_of(sort) != sort
    assert sort_of(id_of(sort)) == sort


@pytest.mark.parametrize(
    ("about", "link"),
    [
        ("publication:d01", "/v1/publications/d01"),
        ("consultation:c01", "/v1/consultations/c01"),
        ("filing:l01", "/v1/filings/l01"),
        ("activity:a1", "/v1/activities/a1"),
        ("voiced:a1.v1", "/v1/activities/a1/voiced/v1"),
        ("appointment:o1", "/v1/appointments/o1"),
        ("contact:k1", "/v1/contacts/k1"),
        ("reception:1402:2026-11-27", "/v1/divisions/1402/reception-days/2026-11-27"),
        ("something:s1", None),
        ("activity", None),
        ("activity:", None),
        ("activity:a1.b1", None),
        ("voiced:a1", None),
        ("voiced:a1.", None),
    ],
)
def test_a_notice_links_to_what_it_is_about(about: str, link: str | None) -> None:
    assert link_of(about) == link


def test_every_link_leads_to_a_route() -> None:
    routes = {re.sub(r"{\w+}", "{}", path) for service in apps().values() for path in service.routes}
    assert set(LINKS.values()) <= routes


def test_a_kind_of_a_later_version_is_listed() -> None:
    item = put()
    item.kind = "invented_tomorrow"
    NoticeItem.save(item)
    assert listed()["items"][0]["title"] == "通知"


def test_a_notice_is_kept_for_a_year_however_it_is_marked(tables: World) -> None:
    item = put()
    for mark in ("read", "archive"):
        assert do(f"{id_of(item.sk)}/{mark}").status == 204
    (stored,) = tables.items("Inbox")
    assert int(stored["expires"]["N"]) == int((NOW + timedelta(days=366)).timestamp())
