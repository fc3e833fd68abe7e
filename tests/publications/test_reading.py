"""Reading what was published: receipts, who has read it and who has not, who came later."""

import pytest

from functions.publications.documents import readers
from tests.gateway import someone
from tests.invitations.committee import DATONG, DATONG_STAFF, RESIDENT, TIANJIN, TIANJIN_STAFF, code, of
from tests.publications.newsroom import Newsroom, ids, names


def test_who_has_read_it_and_who_has_not(newsroom: Newsroom) -> None:
    one, two, three = newsroom.deputies(3, TIANJIN)
    made = newsroom.published()
    newsroom.later(hours=1)
    read = newsroom.read(made, of(two))
    assert (read["read"], read["read_at"]) == (1, "2026-11-20T11:00:00+08:00")
    assert names(newsroom.readers(made, read="true")) == ids(two)
    assert names(newsroom.readers(made, read="false")) == ids(one, three)
    assert newsroom.reach(made) == (3, 1, False)


def test_the_same_receipt_again_changes_nothing(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.published()
    first = newsroom.read(made, of(deputy))
    newsroom.later(days=1)
    assert newsroom.read(made, of(deputy)) == first
    assert newsroom.reach(made) == (1, 1, False)


def test_a_new_version_is_unread_until_it_is_read_itself(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.published()
    newsroom.read(made, of(deputy))
    assert newsroom.whole("/v1/me/publications", by=of(deputy), unread="true") == []
    newsroom.revised(made)
    (unread,) = newsroom.whole("/v1/me/publications", by=of(deputy), unread="true")
    assert (unread["publication"], unread["told"], unread["read"]) == (made["id"], 2, 1)
    newsroom.read(made, of(deputy), 1)
    assert newsroom.reach(made) == (1, 0, False)
    newsroom.read(made, of(deputy), 2)
    assert newsroom.reach(made) == (1, 1, False)
    assert newsroom.read(made, of(deputy), 1)["read"] == 2


def test_a_version_that_is_not_published_cannot_have_been_read(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.published()
    newsroom.worded(made)
    path = f"/v1/publications/{made['id']}/readers/me"
    answer = newsroom.send("PUT", path, {"number": 2}, by=of(deputy))
    assert code(answer) == (404, "document_version_not_found")
    assert newsroom.send("PUT", path, {"number": 0}, by=of(deputy)).status == 400


def test_a_deputy_elected_later_reads_it_and_counts(newsroom: Newsroom) -> None:
    newsroom.deputy(TIANJIN)
    made = newsroom.published()
    late, elsewhere = newsroom.deputy(TIANJIN), newsroom.deputy(DATONG)
    path = f"/v1/publications/{made['id']}"
    assert newsroom.done("GET", path, by=of(late))["content"]["text"] == "一、……"
    newsroom.read(made, of(late))
    newsroom.read(made, of(late))
    assert newsroom.reach(made) == (2, 1, False)
    assert names(newsroom.readers(made, read="true")) == ids(late)
    for by in (of(elsewhere), RESIDENT, someone("auditor:45"), DATONG_STAFF):
        assert code(newsroom.send("GET", path, by=by)) == (404, "document_not_found")
        assert code(newsroom.send("GET", f"{path}/versions", by=by)) == (404, "document_not_found")
        assert code(newsroom.send("PUT", f"{path}/readers/me", {"number": 1}, by=by)) == (
            404,
            "document_not_found",
        )


def test_who_comes_later_and_reads_an_old_version_is_told_of_the_present_one(newsroom: Newsroom) -> None:
    newsroom.deputy(TIANJIN)
    made = newsroom.published()
    newsroom.revised(made)
    late = newsroom.deputy(TIANJIN)
    newsroom.read(made, of(late), 1)
    assert newsroom.reach(made) == (2, 0, False)
    newsroom.read(made, of(late), 2)
    assert newsroom.reach(made) == (2, 1, False)


def test_who_joins_a_group_later_reads_what_it_was_sent(newsroom: Newsroom) -> None:
    inside, outside = newsroom.deputies(2, DATONG)
    group = newsroom.group(DATONG, [inside])
    made = newsroom.published(DATONG, audience={"groups": [group.id]})
    assert names(newsroom.readers(made)) == ids(inside)
    path = f"/v1/publications/{made['id']}"
    assert code(newsroom.send("GET", path, by=of(outside))) == (404, "document_not_found")
    newsroom.member(DATONG)
    assert newsroom.done("GET", path, by=of(inside))["reading"]["told"] == 1


def test_a_member_of_the_committee_reads_what_is_for_members(newsroom: Newsroom) -> None:
    made = newsroom.published(DATONG, audience={"roles": ["member"]})
    path = f"/v1/publications/{made['id']}"
    assert newsroom.done("GET", path, by=someone("member:1402"))["state"] == "published"
    assert code(newsroom.send("GET", path, by=someone("member:1403"))) == (404, "document_not_found")


def test_readers_are_seen_by_who_issued_it_and_auditors_only(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.published()
    for name in ("readers", "reach"):
        path = f"/v1/publications/{made['id']}/{name}"
        assert newsroom.send("GET", path, by=someone("auditor:12")).status == 200
        assert code(newsroom.send("GET", path, by=of(deputy))) == (403, "role_missing")
        assert code(newsroom.send("GET", path, by=DATONG_STAFF)) == (403, "out_of_scope")
        unknown = path.replace(made["id"], "d" + "z" * 20)
        assert code(newsroom.send("GET", unknown)) == (404, "document_not_found")


def test_readers_page_by_page_and_of_a_scope(newsroom: Newsroom) -> None:
    everybody = newsroom.deputies(5, TIANJIN)
    far = newsroom.deputy(TIANJIN, station="120102-01")
    made = newsroom.published()
    assert names(newsroom.readers(made, limit=2)) == ids(*everybody, far)
    assert names(newsroom.readers(made, limit=2, read="false")) == ids(*everybody, far)
    assert names(newsroom.readers(made, scope="120102")) == ids(far)
    answer = newsroom.send("GET", f"/v1/publications/{made['id']}/readers", query={"cursor": "x"})
    assert code(answer) == (400, "invalid_cursor")


def test_one_s_own_stand_with_the_latest_told_first(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = [newsroom.published(title=f"第{number}期", kind="bulletin") for number in (1, 2, 3)]
    newsroom.later(days=1)
    newsroom.revised(made[0])
    found = newsroom.whole("/v1/me/publications", by=of(deputy), limit=2)
    assert found[0]["publication"] == made[0]["id"]
    assert {entry["publication"] for entry in found} == {one["id"] for one in made}
    assert newsroom.whole("/v1/me/publications", by=RESIDENT) == []


def test_receipts_are_counted_in_several_items(newsroom: Newsroom) -> None:
    """So that a thousand who read at once do not wait for one another."""
    everybody = newsroom.deputies(12, TIANJIN)
    made = newsroom.published()
    for deputy in everybody:
        newsroom.read(made, of(deputy))
    parts = {item["sk"]["S"] for item in newsroom.world.items("Publications") if "#READ#" in item["sk"]["S"]}
    assert len(parts) > 1
    assert newsroom.reach(made) == (12, 12, False)


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_counted_is_what_stands(newsroom: Newsroom, number: int) -> None:
    everybody = newsroom.deputies(4, TIANJIN)
    made = newsroom.published()
    if number == 2:
        newsroom.revised(made)
    newsroom.read(made, of(everybody[0]), number)
    found = newsroom.readers(made)
    reach = readers.reach(made["id"], number)
    assert reach.told == sum(entry["told"] == number for entry in found)
    assert reach.read == sum(entry["read"] >= number for entry in found)
    assert TIANJIN_STAFF.person not in names(found)
