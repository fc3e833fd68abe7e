"""What an activity hands out: sent to the store by a form, confirmed, read by whoever may; in versions."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from functions.invitations.activities import handing_out, materials
from shared.domain.clock import iso
from tests.gateway import Response
from tests.invitations.committee import (
    AUDITOR,
    DATONG,
    DATONG_STAFF,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    code,
    of,
)

BODY: Any = {"title": "养老服务条例（草案）", "filename": "草案 一稿.pdf", "media_type": "application/pdf"}


def path(activity: Any) -> str:
    return f"/v1/activities/{activity['id']}/materials"


def ask(
    committee: Committee, activity: Any, by: Any = DATONG_STAFF, key: str | None = None, **fields: str
) -> Response:
    return committee.send("POST", path(activity), {**BODY, **fields}, by=by, key=key)


def policy(asked: Any) -> Any:
    return json.loads(base64.b64decode(asked["upload"]["fields"]["policy"]))["conditions"]


def test_a_form_takes_one_file_of_this_type_up_to_twenty_mebibytes(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    asked = ask(committee, forum).json
    key = f"activities/{forum['id']}/{asked['id']}/1"
    assert asked["upload"]["fields"]["key"] == key
    conditions = policy(asked)
    assert ["content-length-range", 1, 20 * 1024 * 1024] in conditions
    assert {"Content-Type": "application/pdf"} in conditions
    assert {"key": key} in conditions
    assert {"bucket": committee.world.names["DocumentsBucket"]} in conditions
    assert (asked["number"], asked["arrived_at"], asked["url"]) == (1, None, None)


def test_what_has_come_is_kept_with_its_moment_and_read_for_five_minutes(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    there = committee.hand_out(forum, **BODY)
    assert (there["size"], there["arrived_at"]) == (8, iso(committee.now))
    address = urlsplit(there["url"])
    query = parse_qs(address.query)
    assert unquote(address.path).endswith(f"activities/{forum['id']}/{there['id']}/1")
    assert query["X-Amz-Expires"] == ["300"]
    assert query["response-content-disposition"] == [
        "attachment; filename*=UTF-8''%E8%8D%89%E6%A1%88%20%E4%B8%80%E7%A8%BF.pdf"
    ]


def test_what_never_came_is_not_confirmed(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    asked = ask(committee, forum).json
    arrival = f"{path(forum)}/{asked['id']}/arrival"
    assert code(committee.send("POST", arrival, {"number": 1}, by=DATONG_STAFF)) == (
        409,
        "material_not_there",
    )
    assert code(committee.send("POST", arrival, {"number": 2}, by=DATONG_STAFF)) == (
        404,
        "material_not_found",
    )
    assert bad_fields(committee.send("POST", arrival, {"number": 0}, by=DATONG_STAFF)) == ["body.number"]


def test_confirmed_again_nothing_changes(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    first = committee.hand_out(forum)
    committee.later(hours=1)
    again = committee.done("POST", f"{path(forum)}/{first['id']}/arrival", {"number": 1}, by=DATONG_STAFF)
    assert again["arrived_at"] == first["arrived_at"]


def test_a_new_version_stands_beside_the_first(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    first = committee.hand_out(forum, title="一稿")
    committee.later(hours=1)
    second = committee.hand_out(forum, title="二稿", material=first["id"])
    assert (second["id"], second["number"]) == (first["id"], 2)
    shown = committee.whole(path(forum), by=DATONG_STAFF)
    assert [(entry["number"], entry["title"]) for entry in shown] == [(1, "一稿"), (2, "二稿")]
    assert {unquote(urlsplit(entry["url"]).path).rsplit("/", 1)[1] for entry in shown} == {"1", "2"}


def test_of_what_there_is_not_there_is_no_version(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    answer = ask(committee, forum, material="m01j9zq3v7k2m8n4p6r5t")
    assert code(answer) == (404, "material_not_found")


def test_the_same_request_again_asks_for_no_second_material_or_version(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    first, again = (ask(committee, forum, key="material-one").json for _ in range(2))
    assert first["id"] == again["id"]
    versions = [ask(committee, forum, key="version-two", material=first["id"]).json for _ in range(2)]
    assert [version["number"] for version in versions] == [2, 2]
    assert len(committee.whole(path(forum), by=DATONG_STAFF)) == 2
    other = ask(committee, forum, key="version-two", material=first["id"], title="另一份")
    assert code(other) == (422, "idempotency_key_reused")


def test_invitees_read_what_has_come_and_nothing_else(committee: Committee) -> None:
    deputy, guest = committee.deputy(DATONG), committee.deputy("140213")
    told = committee.announced(DATONG, deputy, guest, kind="forum")
    ask(committee, told)
    for reader in (of(deputy), of(guest)):
        assert len(committee.whole(path(told), by=reader)) == 1
    assert len(committee.whole(path(told), by=DATONG_STAFF)) == 2
    stranger = committee.deputy("140214")
    assert code(committee.send("GET", path(told), by=of(stranger))) == (403, "out_of_scope")
    assert code(committee.send("GET", path(told), by=TIANJIN_STAFF)) == (403, "out_of_scope")


def test_of_a_draft_a_deputy_reads_nothing(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    committee.hand_out(forum)
    deputy = committee.deputy(DATONG)
    assert code(committee.send("GET", path(forum), by=of(deputy))) == (404, "activity_not_found")


def test_invitees_are_told_of_what_comes_after_the_announcement(committee: Committee) -> None:
    deputy, absent = committee.deputies(2, DATONG)
    told = committee.announced(DATONG, deputy, absent, kind="forum")
    withdrawal = f"/v1/activities/{told['id']}/invitations/{absent.id}/withdrawal"
    committee.done("POST", withdrawal, {"reason": "换人"}, by=DATONG_STAFF)
    committee.later(hours=1)
    committee.hand_out(told, title="补充材料")
    committee.work()
    (notice,) = committee.notices(deputy.id, "material_added")
    assert (notice["about"], notice["data"]["material"]) == (f"activity:{told['id']}", "补充材料")
    assert committee.notices(absent.id, "material_added") == []


def test_of_what_comes_after_the_close_nobody_is_told(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    told = committee.announced(DATONG, deputy, kind="forum")
    committee.later(days=10)
    closed = committee.change(committee.change(told, "opening"), "closure", {})
    committee.hand_out(closed, title="会议纪要")
    assert committee.jobs("material_added") == []
    assert len(committee.whole(path(told), by=of(deputy))) == 2


def test_nobody_is_told_twice_however_often_the_job_runs(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    told = committee.announced(DATONG, deputy, kind="forum")
    committee.hand_out(told, title="补充材料")
    committee.work()
    (job,) = committee.jobs("material_added")
    handing_out.told(replace(job, cursor=None, finished=False))
    assert len(committee.notices(deputy.id, "material_added")) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"media_type": "text/html"}, "body.media_type"),
        ({"media_type": "image/svg+xml"}, "body.media_type"),
        ({"filename": "字" * 121}, "body.filename"),
        ({"title": ""}, "body.title"),
        ({"material": "m1"}, "body.material"),
    ],
)
def test_materials_that_cannot_be(committee: Committee, fields: dict[str, str], field: str) -> None:
    forum = committee.draft(DATONG, kind="forum")
    assert bad_fields(ask(committee, forum, **fields)) == [field]


def test_there_is_an_end_to_them(committee: Committee, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(materials, "MOST", 2)
    forum = committee.draft(DATONG, kind="forum")
    assert [ask(committee, forum).status for _ in range(2)] == [201, 201]
    assert code(ask(committee, forum)) == (409, "limit_reached")


def test_only_who_holds_it_hands_out(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    assert code(ask(committee, forum, by=TIANJIN_STAFF)) == (403, "out_of_scope")
    assert code(ask(committee, forum, by=of(committee.deputy(DATONG)))) == (403, "not_organiser")
    assert code(ask(committee, forum, by=AUDITOR)) == (403, "role_missing")


def test_for_what_is_cancelled_nothing_is_handed_out(committee: Committee) -> None:
    forum = committee.draft(DATONG, kind="forum")
    committee.change(forum, "cancellation", {"reason": "不办了"})
    assert code(ask(committee, forum)) == (409, "activity_state")


def test_two_clocks_never_agree(committee: Committee) -> None:
    """A file cannot have come later than its arrival is confirmed, whatever the store's clock says."""
    committee.now -= timedelta(days=400)
    forum = committee.draft(DATONG, kind="forum")
    assert committee.hand_out(forum)["arrived_at"] == iso(committee.now)
