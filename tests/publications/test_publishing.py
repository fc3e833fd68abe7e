"""Publishing over HTTP: drafted, completed, published to an audience, revised, withdrawn."""

from datetime import timedelta

import pytest

from functions.publications.documents import readers, spreading
from infra import template
from shared.domain.divisions import Level
from shared.domain.mandates import Mandate
from shared.domain.roles import Role
from shared.store import jobs
from shared.store.writing import Write, commit
from tests import costs
from tests.gateway import someone
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    ELECTED_BY,
    GUANGXI_STAFF,
    RESIDENT,
    TIANJIN,
    TIANJIN_STAFF,
    bad_fields,
    code,
    in_office,
    of,
)
from tests.publications.newsroom import Newsroom, ids, names, of_unit

NEW, ANEW, GONE = "document_published", "document_revised", "document_withdrawn"


def told(newsroom: Newsroom, person: str, kind: str = NEW) -> int:
    """How often somebody was told."""
    return len(newsroom.notices(person, kind))


def test_a_document_reaches_each_deputy_of_its_audience_once(newsroom: Newsroom) -> None:
    own, others = newsroom.deputies(3, TIANJIN), newsroom.deputies(2, DATONG)
    made = newsroom.published(TIANJIN)
    assert names(newsroom.readers(made)) == ids(*own)
    assert newsroom.reach(made) == (3, 0, False)
    assert [told(newsroom, deputy.id) for deputy in (*own, *others)] == [1, 1, 1, 0, 0]
    (notice,) = newsroom.notices(own[0].id)
    assert notice["about"] == f"publication:{made['id']}"
    assert notice["data"]["title"] == "常委会2026年工作要点"
    assert notice["data"]["name"] == "天津市人民代表大会常务委员会"


def test_a_stream_replayed_and_workers_that_kept_nothing_tell_nobody_twice(newsroom: Newsroom) -> None:
    own = newsroom.deputies(5, TIANJIN)
    made = newsroom.published(TIANJIN)
    newsroom.restart()
    newsroom.work()
    newsroom.hand(*newsroom.job_keys(spreading.PART), *newsroom.job_keys(spreading.SPLIT))
    assert newsroom.reach(made) == (5, 0, False)
    assert [told(newsroom, deputy.id) for deputy in own] == [1] * 5


def test_a_worker_killed_between_pages_goes_on_where_it_was(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = newsroom.deputies(7, TIANJIN)
    monkeypatch.setattr(spreading, "_PAGE", 2)
    monkeypatch.setattr(spreading, "_AT_ONCE", 1)
    made = newsroom.drafted()
    newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    newsroom.hand(*newsroom.job_keys(spreading.SPLIT))
    real, calls = commit, 0

    def dies(*writes: Write) -> object:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise MemoryError
        return real(*writes)

    monkeypatch.setattr(spreading, "commit", dies)
    with pytest.raises(MemoryError):
        newsroom.hand(*newsroom.job_keys(spreading.PART))
    told_so_far, _, telling = newsroom.reach(made)
    assert 0 < told_so_far < 7
    assert telling
    newsroom.work()
    assert newsroom.reach(made) == (7, 0, False)
    assert [told(newsroom, deputy.id) for deputy in own] == [1] * 7


def test_a_part_that_takes_longer_than_a_worker_may_goes_on_in_another(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.deputies(5, TIANJIN)
    monkeypatch.setattr(spreading, "_PAGE", 2)
    monkeypatch.setattr(jobs, "BUDGET", -1)
    made = newsroom.drafted()
    newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    for _ in range(3):
        newsroom.hand(*newsroom._jobs())
    monkeypatch.setattr(jobs, "BUDGET", 40)
    newsroom.work()
    assert newsroom.reach(made) == (5, 0, False)


def test_an_audience_of_a_province_is_split_into_its_cities(newsroom: Newsroom) -> None:
    made = newsroom.drafted("45", audience={"scope": "45", "roles": ["deputy", "member"]})
    newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    newsroom.work()
    parts = newsroom.job_keys(spreading.PART)
    assert len(parts) == 30  # the region and its fourteen cities, of deputies and of members
    assert newsroom.reach(made) == (0, 0, False)


def test_it_is_being_told_until_the_last_part_is_made(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "_PARTS_AT_ONCE", 1)
    newsroom.deputy(TIANJIN)
    made = newsroom.drafted()
    newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    assert newsroom.reach(made) == (0, 0, True)
    split = newsroom.job_keys(spreading.SPLIT)
    stopped = 0

    def stops(*writes: Write) -> object:
        nonlocal stopped
        stopped += 1
        if stopped == 2:
            raise MemoryError
        return commit(*writes)

    monkeypatch.setattr(spreading, "commit", stops)
    with pytest.raises(MemoryError):
        newsroom.hand(*split)
    newsroom.hand(*newsroom.job_keys(spreading.PART))
    assert newsroom.reach(made)[2]
    newsroom.work()
    assert newsroom.reach(made) == (1, 0, False)


def test_level_field_group_and_role_choose_who_is_told(newsroom: Newsroom) -> None:
    city = newsroom.deputy(DATONG, fields=("民政",))
    other = newsroom.deputy(DATONG)
    unit = ELECTED_BY[DATONG]
    county = newsroom.deputy(
        unit, Mandate("m" + "0" * 20, Level.COUNTY, unit, unit, 17, city.mandates[0].begins)
    )
    member = newsroom.member(DATONG)
    clerk = newsroom.staff(Role.COMMITTEE_STAFF, unit)
    group = newsroom.group(DATONG, [other])

    def of_audience(**audience: object) -> set[str]:
        return names(newsroom.readers(newsroom.published(DATONG, audience=audience)))

    assert of_audience() == ids(city, other, county)
    assert of_audience(level="city") == ids(city, other)
    assert of_audience(level="county") == ids(county)
    assert of_audience(fields=["民政", "教育"]) == ids(city)
    assert of_audience(groups=[group.id]) == ids(other)
    assert of_audience(scope=unit) == ids(city, other, county)
    assert of_audience(roles=["member"]) == {member.id}
    assert of_audience(roles=["committee_staff", "member"]) == {member.id, clerk.person}
    assert of_audience(roles=["deputy", "member"], level="city") == {*ids(city, other), member.id}


def test_who_holds_two_roles_is_told_once(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(DATONG)
    newsroom.member(DATONG, id=deputy.id)
    made = newsroom.published(DATONG, audience={"roles": ["deputy", "member"]})
    assert newsroom.reach(made) == (1, 0, False)
    assert told(newsroom, deputy.id) == 1


def test_a_deputy_whose_mandate_is_over_is_not_told(newsroom: Newsroom) -> None:
    former = newsroom.deputy(TIANJIN, newsroom.mandate(TIANJIN, ends="2026-11-19"))
    last = newsroom.deputy(TIANJIN, newsroom.mandate(TIANJIN, ends="2026-11-20"))
    made = newsroom.published()
    assert (told(newsroom, former.id), told(newsroom, last.id)) == (0, 1)
    assert code(newsroom.send("GET", f"/v1/publications/{made['id']}", by=of(former))) == (
        404,
        "document_not_found",
    )


# -- versions ----------------------------------------------------------------------------------------------


def test_a_file_is_published_once_it_has_come_and_fetched_by_its_readers(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.drafted()
    path = f"/v1/publications/{made['id']}"
    body = {"filename": "要点.pdf", "media_type": "application/pdf"}
    asked = newsroom.done("POST", f"{path}/versions", body)
    early = newsroom.send("POST", f"{path}/publishing", {"number": 1}, version=1)
    assert code(early) == (409, "document_not_sent")
    assert code(newsroom.send("POST", f"{path}/versions/1/arrival")) == (409, "document_not_sent")
    newsroom.send_file(asked)
    newsroom.later(minutes=1)
    there = newsroom.done("POST", f"{path}/versions/1/arrival")
    assert (there["size"], there["url"] is not None) == (8, True)
    assert newsroom.done("POST", f"{path}/versions/1/arrival")["arrived_at"] == there["arrived_at"]
    newsroom.step(made, "publishing", {"number": 1})
    newsroom.work()
    seen = newsroom.done("GET", path, by=of(deputy))
    assert seen["content"]["filename"] == "要点.pdf"
    assert "publications/" in seen["content"]["url"]
    assert (seen["audience"], seen["dispatches"]) == (None, None)


def test_a_new_version_is_told_to_its_readers_with_what_is_new(newsroom: Newsroom) -> None:
    own = newsroom.deputies(3, TIANJIN)
    made = newsroom.published()
    newsroom.read(made, of(own[0]))
    late = newsroom.deputy(TIANJIN)
    newsroom.later(days=1)
    after = newsroom.revised(made)
    assert after["number"] == 2
    assert [told(newsroom, deputy.id, ANEW) for deputy in (*own, late)] == [1, 1, 1, 0]
    assert [told(newsroom, deputy.id, NEW) for deputy in (*own, late)] == [1, 1, 1, 1]
    (notice,) = newsroom.notices(own[0].id, ANEW)
    assert notice["data"]["reason"] == "补充第三部分"
    assert newsroom.reach(after) == (4, 0, False)
    assert names(newsroom.readers(after, read="false")) == ids(*own, late)
    newsroom.restart()
    newsroom.work()
    assert [told(newsroom, deputy.id, ANEW) for deputy in (*own, late)] == [1, 1, 1, 0]
    assert newsroom.reach(after) == (4, 0, False)


def test_a_version_published_while_the_one_before_is_still_being_told(newsroom: Newsroom) -> None:
    """Whatever job comes last: each is told of the second version, and of the first only who was before."""
    own = newsroom.deputies(4, TIANJIN)
    made = newsroom.drafted()
    first = newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    newsroom.hand(*newsroom.job_keys(spreading.SPLIT))
    old = newsroom.job_keys(spreading.PART)
    newsroom.step(first, "publishing", {"number": newsroom.worded(made)})
    newsroom.hand(*newsroom.job_keys(spreading.SPLIT))
    newsroom.hand(*old)
    newsroom.work()
    assert newsroom.reach(made) == (4, 0, False)
    assert [told(newsroom, deputy.id) for deputy in own] == [1] * 4
    assert {entry["told"] for entry in newsroom.readers(made)} == {2}


def test_a_late_writer_of_the_first_version_finds_its_part_closed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has read the publication when the second version comes: its transaction writes nothing."""
    own = newsroom.deputies(2, TIANJIN)
    made = newsroom.drafted()
    first = newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    newsroom.hand(*newsroom.job_keys(spreading.SPLIT))
    old = newsroom.job_keys(spreading.PART)
    real = readers.known

    def meanwhile(publication: str, persons: object) -> set[str]:
        monkeypatch.setattr(readers, "known", real)
        newsroom._act_as("PublicationsFunction")
        newsroom.step(first, "publishing", {"number": newsroom.worded(made)})
        newsroom.work()
        newsroom._act_as("PublicationsWorkFunction")
        return set()

    monkeypatch.setattr(readers, "known", meanwhile)
    newsroom.hand(*old)
    assert [told(newsroom, deputy.id) for deputy in own] == [1, 1]
    assert {entry["told"] for entry in newsroom.readers(made)} == {2}


def test_only_a_later_version_takes_the_place_of_the_published_one(newsroom: Newsroom) -> None:
    made = newsroom.published()
    path = f"/v1/publications/{made['id']}"
    again = newsroom.send("POST", f"{path}/publishing", {"number": 1}, version=made["version"])
    assert code(again) == (409, "document_version_old")
    none = newsroom.send("POST", f"{path}/publishing", {"number": 2}, version=made["version"])
    assert code(none) == (404, "document_version_not_found")
    stale = newsroom.send("POST", f"{path}/publishing", {"number": 2}, version=1)
    assert code(stale) == (412, "stale_version")


def test_readers_see_the_versions_that_were_published(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.published()
    newsroom.worded(made)
    path = f"/v1/publications/{made['id']}/versions"
    assert [entry["number"] for entry in newsroom.whole(path, by=of(deputy))] == [1]
    assert [entry["number"] for entry in newsroom.whole(path, by=TIANJIN_STAFF)] == [2, 1]


def test_the_same_request_again_adds_no_second_version(newsroom: Newsroom) -> None:
    made = newsroom.drafted()
    path = f"/v1/publications/{made['id']}/versions"
    first = newsroom.done("POST", path, {"text": "一"}, key="key-00001")
    assert newsroom.done("POST", path, {"text": "一"}, key="key-00001")["number"] == first["number"] == 1
    newsroom.worded(made)
    assert newsroom.done("POST", path, {"text": "一"}, key="key-00001")["number"] == 1
    other = newsroom.send("POST", path, {"text": "二"}, key="key-00001")
    assert code(other) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    "body",
    [{}, {"note": "新"}, {"filename": "要点.pdf"}, {"text": "一", "media_type": "application/pdf"}],
)
def test_a_version_has_words_or_a_whole_file(newsroom: Newsroom, body: dict[str, str]) -> None:
    made = newsroom.drafted()
    answer = newsroom.send("POST", f"/v1/publications/{made['id']}/versions", body)
    assert code(answer) == (400, "invalid_request")


def test_what_a_browser_would_run_is_not_taken(newsroom: Newsroom) -> None:
    made = newsroom.drafted()
    body = {"filename": "a.html", "media_type": "text/html"}
    answer = newsroom.send("POST", f"/v1/publications/{made['id']}/versions", body)
    assert bad_fields(answer) == ["body.media_type"]


# -- withdrawn ---------------------------------------------------------------------------------------------


def test_what_is_withdrawn_is_told_to_its_readers_and_read_no_longer(newsroom: Newsroom) -> None:
    own = newsroom.deputies(3, TIANJIN)
    made = newsroom.published()
    after = newsroom.step(made, "withdrawal", {"reason": "数据有误"})
    newsroom.work()
    newsroom.restart()
    newsroom.work()
    assert [told(newsroom, deputy.id, GONE) for deputy in own] == [1, 1, 1]
    path = f"/v1/publications/{made['id']}"
    seen = newsroom.done("GET", path, by=of(own[0]))
    assert (seen["state"], seen["reason"], seen["content"]) == ("withdrawn", "数据有误", None)
    assert newsroom.whole(f"{path}/versions", by=of(own[0])) == []
    (listed,) = newsroom.whole("/v1/me/publications", by=of(own[0]))
    assert listed["withdrawn"]
    assert newsroom.whole("/v1/me/publications", by=of(own[0]), unread="true") == []
    again = newsroom.send("POST", f"{path}/withdrawal", {"reason": "又"}, version=after["version"])
    assert code(again) == (409, "document_state")
    read = newsroom.send("PUT", f"{path}/readers/me", {"number": 1}, by=of(own[1]))
    assert code(read) == (409, "document_state")


def test_withdrawn_before_it_is_told_it_is_told_to_nobody(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.drafted()
    first = newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    newsroom.step(first, "withdrawal", {"reason": "数据有误"})
    newsroom.work()
    assert newsroom.notices(deputy.id) == []


def test_a_draft_given_up_tells_nobody(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.drafted()
    assert newsroom.step(made, "withdrawal", {"reason": "重复"})["state"] == "withdrawn"
    assert (newsroom.work(), newsroom.notices(deputy.id)) == (0, [])


# -- who may ------------------------------------------------------------------------------------------------


def test_who_may_issue(newsroom: Newsroom) -> None:
    unit = newsroom.unit(TIANJIN)
    as_unit = newsroom.fields(issuer={"kind": "unit", "id": unit.id})
    assert newsroom.done("POST", "/v1/publications", as_unit, by=of_unit(unit))["issuer"]["name"] == unit.name
    newsroom.done("POST", "/v1/publications", as_unit, by=TIANJIN_STAFF)
    path = "/v1/publications"
    for by in (GUANGXI_STAFF, DATONG_STAFF, of_unit(newsroom.unit(TIANJIN, "市教委"))):
        assert code(newsroom.send("POST", path, as_unit, by=by)) == (403, "out_of_scope")
    for by in (RESIDENT, someone("deputy:12"), someone("auditor:12")):
        assert code(newsroom.send("POST", path, newsroom.fields(), by=by)) == (403, "role_missing")
    street = someone("township_staff:120101")
    assert code(newsroom.send("POST", path, newsroom.fields("120101"), by=street)) == (403, "out_of_scope")


def test_a_draft_is_seen_by_who_issues_it_and_auditors_only(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = newsroom.drafted()
    path = f"/v1/publications/{made['id']}"
    for by in (of(deputy), RESIDENT, GUANGXI_STAFF):
        assert code(newsroom.send("GET", path, by=by)) == (404, "document_not_found")
    assert newsroom.done("GET", path, by=someone("auditor:12"))["state"] == "draft"
    assert code(newsroom.send("POST", f"{path}/versions", {"text": "一"}, by=someone("auditor:12"))) == (
        403,
        "role_missing",
    )


def test_a_draft_changes_and_what_is_published_does_not(newsroom: Newsroom) -> None:
    made = newsroom.drafted()
    path = f"/v1/publications/{made['id']}"
    body = newsroom.fields(title="另题", issued_on="2026-11-19")
    del body["issuer"]
    changed = newsroom.done("PUT", path, body, version=made["version"])
    assert (changed["title"], changed["version"]) == ("另题", 2)
    assert code(newsroom.send("PUT", path, body, version=1)) == (412, "stale_version")
    after = newsroom.step(changed, "publishing", {"number": newsroom.worded(made)})
    assert code(newsroom.send("PUT", path, body, version=after["version"])) == (409, "document_state")


def test_an_audience_lies_where_its_issuer_is(newsroom: Newsroom) -> None:
    def refused(**audience: object) -> tuple[int, str]:
        body = newsroom.fields(DATONG, audience=audience)
        return code(newsroom.send("POST", "/v1/publications", body, by=DATONG_STAFF))

    elsewhere = newsroom.group(TIANJIN, newsroom.deputies(2, TIANJIN))
    assert refused(scope="14") == (422, "audience_elsewhere")
    assert refused(scope="1401") == (422, "audience_elsewhere")
    assert refused(groups=[elsewhere.id]) == (422, "audience_elsewhere")
    assert refused(groups=["g" + "z" * 20]) == (404, "group_not_found")
    assert refused(roles=["member"], level="city") == (400, "invalid_request")
    assert refused(roles=["resident"]) == (400, "invalid_request")
    assert refused(roles=[]) == (400, "invalid_request")
    assert refused(scope="9999") == (400, "invalid_request")


def test_the_day_of_issue_is_not_to_come_and_at_most_a_year_ago(newsroom: Newsroom) -> None:
    def answered(day: str) -> int:
        return newsroom.send("POST", "/v1/publications", newsroom.fields(issued_on=day)).status

    assert [answered(day) for day in ("2026-11-21", "2026-11-20", "2025-11-20", "2025-11-19")] == [
        422,
        201,
        201,
        422,
    ]
    newsroom.now = newsroom.now.replace(year=2029, month=3, day=1, hour=0) - timedelta(seconds=1)
    assert answered("2028-02-29") == 201


def test_an_item_that_no_rule_there_wants_told(newsroom: Newsroom) -> None:
    for items in (["work_bulletin"], ["nonsense"], ["use_of_opinions"], ["placements_report"]):
        answer = newsroom.send("POST", "/v1/publications", newsroom.fields(items=items))
        assert bad_fields(answer) == ["body.items"]
    twice = newsroom.fields(items=["work_priorities", "work_priorities"])
    assert bad_fields(newsroom.send("POST", "/v1/publications", twice)) == ["body.items"]


def test_the_same_request_again_drafts_no_second_one(newsroom: Newsroom) -> None:
    first = newsroom.done("POST", "/v1/publications", newsroom.fields(), key="key-00001")
    assert newsroom.done("POST", "/v1/publications", newsroom.fields(), key="key-00001") == first
    other = newsroom.send("POST", "/v1/publications", newsroom.fields(title="另题"), key="key-00001")
    assert code(other) == (422, "idempotency_key_reused")


def test_a_script_in_a_title_stays_words_and_one_too_long_is_refused(newsroom: Newsroom) -> None:
    assert newsroom.drafted(title="<script>alert(1)</script>")["title"] == "<script>alert(1)</script>"
    for title in ("长" * 101, "", "a\u202eb"):
        answer = newsroom.send("POST", "/v1/publications", newsroom.fields(title=title))
        assert bad_fields(answer) == ["body.title"]


def test_what_an_issuer_published_in_a_year(newsroom: Newsroom) -> None:
    early = newsroom.drafted(issued_on="2025-12-31")
    made = newsroom.drafted(issued_on="2025-12-31")
    after = newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    query: dict[str, str | int] = {"kind": "committee", "issuer": TIANJIN}

    def listed(year: int, **more: str | int) -> list[str]:
        found = newsroom.whole("/v1/publications", by=TIANJIN_STAFF, year=year, **query, **more)
        return [entry["id"] for entry in found]

    assert (listed(2025), listed(2026)) == ([early["id"]], [after["id"]])
    assert (listed(2026, state="draft"), listed(2026, state="published")) == ([], [after["id"]])
    assert code(newsroom.send("GET", "/v1/publications", query={**query, "year": 2026}, by=DATONG_STAFF)) == (
        403,
        "out_of_scope",
    )
    member = newsroom.member(TIANJIN)
    assert code(
        newsroom.send("GET", "/v1/publications", query={**query, "year": 2026}, by=in_office(member))
    ) == (403, "role_missing")


# -- what it costs -------------------------------------------------------------------------------------------


def test_a_step_is_bounded_and_telling_grows_with_the_audience(newsroom: Newsroom) -> None:
    """Of ten thousand each hundred costs the same: a query, a get, three transactions, and the job's mark."""
    newsroom.deputies(230, TIANJIN)
    made = newsroom.drafted()
    newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    newsroom.hand(*newsroom.job_keys(spreading.SPLIT))
    with costs.counted() as operations:
        newsroom.hand(*newsroom.job_keys(spreading.PART))
    assert newsroom.reach(made) == (230, 0, False)
    assert operations.count("TransactWriteItems") == 3 + 3 + 1 + 2  # 100, 100, 30; two parts are finished
    assert operations.count("Query") == 3 + 1
    assert operations.count("BatchGetItem") == 3
    assert operations.written - operations.count("PutItem") == 2 * 230 + 7 + 2


def test_no_worker_takes_longer_than_it_may_however_many_are_told(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With three seconds for each transaction forty deputies would take two minutes in one piece."""
    own = newsroom.deputies(40, TIANJIN)
    may = template.load()["Resources"]["PublicationsWorkFunction"]["Properties"]["Timeout"]
    monkeypatch.setattr(spreading, "_PAGE", 4)
    monkeypatch.setattr(spreading, "_AT_ONCE", 1)
    elapsed = 0.0

    def slow(*writes: Write) -> object:
        nonlocal elapsed
        elapsed += 3
        return commit(*writes)

    made = newsroom.drafted()
    newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    monkeypatch.setattr(spreading, "commit", slow)
    monkeypatch.setattr(jobs, "monotonic", lambda: elapsed)
    taken = []
    while waiting := [key for key in newsroom._jobs() if not newsroom._job(key).finished]:
        for key in waiting:
            begun = elapsed
            newsroom.hand(key)
            taken.append(elapsed - begun)
    assert sum(taken) > 2 * may
    assert max(taken) <= may
    assert newsroom.reach(made) == (40, 0, False)
    assert [told(newsroom, deputy.id) for deputy in own] == [1] * 40
