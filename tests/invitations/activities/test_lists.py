"""Activities of a scope, a month and a kind: one query a page, in the order of time."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain.clock import SHANGHAI, iso
from tests.gateway import someone
from tests.invitations.committee import (
    AUDITOR,
    DATONG,
    DATONG_STAFF,
    GUANGXI_STAFF,
    HEAD,
    RESIDENT,
    SHANGQIU_STAFF,
    STATION,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    code,
    of,
)

PATH = "/v1/activities"


def at(*moment: int) -> dict[str, Any]:
    starts = datetime(*moment, tzinfo=SHANGHAI)  # type: ignore[arg-type,misc]
    return {"starts": iso(starts), "ends": iso(starts + timedelta(hours=1))}


def titles(committee: Committee, by: Any = DATONG_STAFF, **query: Any) -> list[str]:
    return [entry["title"] for entry in committee.whole(PATH, by=by, **query)]


def test_they_come_in_the_order_of_time_page_by_page(committee: Committee) -> None:
    for number, day in enumerate((9, 3, 27, 15)):
        kind = "forum" if number % 2 else "research"
        committee.draft(DATONG, title=f"{day}日", kind=kind, **at(2026, 12, day, 9))
    everything = ["3日", "9日", "15日", "27日"]
    assert titles(committee, scope="1402", month="2026-12") == everything
    assert titles(committee, scope="1402", month="2026-12", limit=1) == everything
    assert titles(committee, scope="1402", month="2026-12", kind="forum") == ["3日", "15日"]
    assert titles(committee, scope="1402", month="2026-12", kind="forum", limit=1) == ["3日", "15日"]
    assert titles(committee, scope="1402", month="2027-01") == []


def test_the_month_is_the_legal_one(committee: Committee) -> None:
    """The last second of the year in China is the last of December; in UTC it is the afternoon."""
    committee.draft(DATONG, title="岁末", kind="forum", **at(2026, 12, 31, 23, 59, 59))
    committee.draft(DATONG, title="岁首", kind="forum", **at(2027, 1, 1, 0, 0, 0))
    committee.draft(DATONG, title="闰日", kind="forum", **at(2028, 2, 29, 9))
    assert titles(committee, scope="1402", month="2026-12") == ["岁末"]
    assert titles(committee, scope="1402", month="2027-01") == ["岁首"]
    assert titles(committee, scope="1402", month="2028-02") == ["闰日"]


def test_each_scope_above_reaches_it_and_no_other(committee: Committee) -> None:
    committee.station()
    body = committee.plan(organiser={"kind": "station", "id": STATION}, kind="reception", title="接待日")
    committee.done("POST", PATH, body, by=HEAD)
    everywhere = someone("auditor:41")
    for scope in ("41", "4114", "411402", "411402001", STATION):
        assert titles(committee, everywhere, scope=scope, month="2026-11") == ["接待日"]
    assert titles(committee, everywhere, scope="411403", month="2026-11") == []
    assert titles(committee, HEAD, scope=STATION, month="2026-11") == ["接待日"]


def test_a_moved_activity_stands_where_it_now_is(committee: Committee) -> None:
    draft = committee.draft(DATONG, kind="forum", **at(2026, 12, 5, 9))
    committee.done("PATCH", f"{PATH}/{draft['id']}", at(2027, 1, 6, 9), by=DATONG_STAFF, version=1)
    assert titles(committee, scope="1402", month="2026-12") == []
    assert titles(committee, scope="14", month="2027-01", by=someone("auditor:14")) == [draft["title"]]
    (entry,) = committee.whole(PATH, by=DATONG_STAFF, scope="1402", month="2027-01", kind="forum")
    assert entry["starts"] == "2027-01-06T09:00:00+08:00"


def test_deputies_see_what_is_announced(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    committee.draft(DATONG, title="草案", kind="forum")
    told = committee.announced(DATONG, deputy, title="座谈", kind="forum")
    assert titles(committee, scope="1402", month="2026-11").sort() is None
    assert titles(committee, of(deputy), scope="1402", month="2026-11") == ["座谈"]
    assert titles(committee, of(deputy), scope="1402", month="2026-11", kind="forum") == ["座谈"]
    committee.change(told, "cancellation", {"reason": "因故"})
    (entry,) = committee.whole(PATH, by=of(deputy), scope="1402", month="2026-11")
    assert entry["state"] == "cancelled"


def test_a_page_of_many_drafts_still_ends_where_it_should(committee: Committee) -> None:
    """A page is filled with what may be shown, however much stands between."""
    deputy = committee.deputy(DATONG)
    for number in range(4):
        committee.draft(DATONG, title=f"草案{number}", kind="forum", **at(2026, 12, 1 + number, 9))
    for number in range(3):
        draft = committee.draft(DATONG, title=f"座谈{number}", kind="forum", **at(2026, 12, 3 + number, 10))
        committee.change(draft, "announcement", {})
    shown = titles(committee, of(deputy), scope="1402", month="2026-12", limit=1)
    assert shown == ["座谈0", "座谈1", "座谈2"]
    by_kind = titles(committee, of(deputy), scope="1402", month="2026-12", kind="forum", limit=2)
    assert by_kind == shown


@pytest.mark.parametrize(
    ("by", "refused"),
    [(TIANJIN_STAFF, "out_of_scope"), (GUANGXI_STAFF, "out_of_scope"), (RESIDENT, "role_missing")],
)
def test_nobody_lists_beyond_their_scope(committee: Committee, by: Any, refused: str) -> None:
    answer = committee.send("GET", PATH, query={"scope": "1402", "month": "2026-11"}, by=by)
    assert code(answer) == (403, refused)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"scope": "1402"}, "query.month"),
        ({"month": "2026-11"}, "query.scope"),
        ({"scope": "1402", "month": "2026-13"}, "query.month"),
        ({"scope": "1402", "month": "2026-11\n"}, "query.month"),
        ({"scope": "1402", "month": "1999-11"}, "query.month"),
        ({"scope": "1402", "month": "2026-11", "kind": "FORUM"}, "query.kind"),
        ({"scope": "999", "month": "2026-11"}, "query.scope"),
    ],
)
def test_queries_that_cannot_be(committee: Committee, query: dict[str, str], field: str) -> None:
    assert bad_fields(committee.send("GET", PATH, query=query, by=DATONG_STAFF)) == [field]


@pytest.mark.parametrize("kind", [None, "forum"])
def test_a_foreign_cursor_is_refused(committee: Committee, kind: str | None) -> None:
    query = {"scope": "1402", "month": "2026-11", "cursor": "bm9uc2Vuc2U"}
    more = {} if kind is None else {"kind": kind}
    answer = committee.send("GET", PATH, query={**query, **more}, by=DATONG_STAFF)
    assert code(answer) == (400, "invalid_cursor")


def test_a_station_has_its_own_list(committee: Committee) -> None:
    committee.station()
    committee.draft("4114", kind="forum", station=STATION, by=SHANGQIU_STAFF)
    assert titles(committee, HEAD, scope=STATION, month="2026-11") == []
    auditor = someone("auditor:4114", person=AUDITOR.person)
    assert len(titles(committee, auditor, scope="4114", month="2026-11")) == 1


def test_a_draft_that_was_given_up_stays_unseen(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    draft = committee.draft(DATONG, title="草案", kind="forum")
    committee.change(draft, "cancellation", {"reason": "不再举行"})
    assert titles(committee, of(deputy), scope="1402", month="2026-11") == []
    assert titles(committee, of(deputy), scope="1402", month="2026-11", kind="forum") == []
    assert titles(committee, scope="1402", month="2026-11", by=DATONG_STAFF) == ["草案"]
