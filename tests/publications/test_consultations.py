"""Consultations on drafts over HTTP: asked, commented by article, moved, summed up, answered."""

from datetime import date, datetime

import pytest

from functions.publications.consultations import inviting
from shared.domain.clock import SHANGHAI
from shared.domain.mandates import MandateAction, MandateEvent, SuspensionReason
from tests.gateway import someone
from tests.invitations.committee import (
    DATONG,
    RESIDENT,
    SHANGQIU_STAFF,
    TIANJIN,
    TIANJIN_STAFF,
    bad_fields,
    code,
    of,
)
from tests.publications.asking import answer, comment, drafted, fields, opened, seen, step
from tests.publications.newsroom import Newsroom, ids

AUDITOR = someone("auditor:12", person="pavd1tt1anj1n00000000")
OPENED, MOVED, GONE = "consultation_opened", "consultation_moved", "consultation_withdrawn"


def test_deputies_are_invited_once_and_comment_by_article(newsroom: Newsroom) -> None:
    own, others = newsroom.deputies(3, TIANJIN), newsroom.deputies(2, DATONG)
    made = opened(newsroom)
    path = f"/v1/consultations/{made['id']}"
    invited = newsroom.whole(f"{path}/invited", by=TIANJIN_STAFF)
    assert {entry["person"] for entry in invited} == ids(*own)
    assert [len(newsroom.notices(one.id, OPENED)) for one in (*own, *others)] == [1, 1, 1, 0, 0]
    (notice,) = newsroom.notices(own[0].id)
    assert notice["data"]["due"] == "2026-12-20"
    (mine,) = newsroom.done("GET", "/v1/me/consultations", by=of(own[0]))["items"]
    assert (mine["consultation"], mine["due"]) == (made["id"], "2026-12-20")
    shown = seen(newsroom, made, of(own[0]))
    assert [article["number"] for article in shown["text"]["articles"]] == [1, 2, 3]
    assert (shown["invited"], shown["rules"], shown["audience"]) == (True, None, None)
    second = comment(newsroom, made, of(own[0]), article=2)
    comment(newsroom, made, of(own[1]), "总体赞成")
    by_article = newsroom.done("GET", f"{path}/comments", query={"article": 2}, by=TIANJIN_STAFF)["items"]
    assert [one["id"] for one in by_article] == [second["id"]]
    assert by_article[0]["name"] == own[0].name
    assert seen(newsroom, made)["counts"] == {"comments": 2, "answered": 0}


def test_a_stream_replayed_and_workers_that_kept_nothing_invite_nobody_twice(newsroom: Newsroom) -> None:
    own = newsroom.deputies(4, TIANJIN)
    made = opened(newsroom)
    newsroom.restart()
    newsroom.work()
    newsroom.hand(*newsroom.job_keys(inviting.INVITE))
    assert [len(newsroom.notices(one.id, OPENED)) for one in own] == [1] * 4
    assert len(newsroom.whole(f"/v1/consultations/{made['id']}/invited", by=TIANJIN_STAFF)) == 4


def test_more_than_one_page_and_one_transaction_are_invited(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "_PAGE", 3)
    monkeypatch.setattr(inviting, "_AT_ONCE", 2)
    own = newsroom.deputies(8, TIANJIN)
    made = opened(newsroom)
    later = step(newsroom, made, "deadline", {"due": "2026-12-31"})
    newsroom.work()
    newsroom.restart()
    newsroom.work()
    assert [len(newsroom.notices(one.id, OPENED)) for one in own] == [1] * 8
    assert [len(newsroom.notices(one.id, MOVED)) for one in own] == [1] * 8
    assert later["due"] == "2026-12-31"


def test_nobody_else_sees_or_comments_on_what_is_asked_of_deputies(newsroom: Newsroom) -> None:
    newsroom.deputy(TIANJIN)
    other = newsroom.deputy(DATONG)
    made = opened(newsroom)
    path = f"/v1/consultations/{made['id']}"
    for stranger in (of(other), RESIDENT, SHANGQIU_STAFF):
        assert code(newsroom.send("GET", path, by=stranger)) == (404, "consultation_not_found")
        refused = newsroom.send("POST", f"{path}/comments", {"text": "……"}, by=stranger)
        assert code(refused) == (404, "consultation_not_found")
    public = f"/v1/public-consultations/{made['id']}"
    assert code(newsroom.send("GET", public, by=None)) == (404, "consultation_not_found")
    refused = newsroom.send("POST", f"{public}/comments", {"text": "……"}, by=None)
    assert code(refused) == (404, "consultation_not_found")


def test_who_became_a_deputy_later_may_comment(newsroom: Newsroom) -> None:
    made = opened(newsroom)
    late = newsroom.deputy(TIANJIN)
    assert comment(newsroom, made, of(late))["role"] == "deputy"


def test_who_is_invited_and_no_longer_acts_as_a_deputy_does_not_comment(newsroom: Newsroom) -> None:
    """Nat-61: while the mandate rests, signing in gives no role of a deputy."""
    event = MandateEvent(MandateAction.SUSPEND, date(2026, 11, 21), SuspensionReason.DETAINED)
    resting = newsroom.mandate(TIANJIN, events=(event,))
    deputy = newsroom.deputy(TIANJIN, resting)
    made = opened(newsroom)
    comment(newsroom, made, of(deputy))
    newsroom.later(days=1)
    path = f"/v1/consultations/{made['id']}/comments"
    refused = newsroom.send("POST", path, {"text": "……"}, by=someone(person=deputy.id))
    assert code(refused) == (404, "consultation_not_found")


def test_a_last_day_that_moves_while_deputies_are_invited_is_told_to_all(newsroom: Newsroom) -> None:
    own = newsroom.deputies(2, TIANJIN)
    made = step(newsroom, drafted(newsroom, fields()), "opening")
    step(newsroom, made, "deadline", {"due": "2026-12-31"})
    newsroom.hand(*newsroom.job_keys(inviting.TELL))
    newsroom.work()
    for deputy in own:
        (notice,) = newsroom.notices(deputy.id)
        assert notice["data"]["due"] == "2026-12-31"


def test_a_draft_is_seen_by_who_asks_alone_and_can_be_changed_until_it_is_open(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = drafted(newsroom, fields())
    path = f"/v1/consultations/{made['id']}"
    assert code(newsroom.send("GET", path, by=of(deputy))) == (404, "consultation_not_found")
    assert newsroom.send("GET", path, by=AUDITOR).status == 200
    changed = {**fields(title="养老服务条例（草案二次审议稿）", articles=[{"text": "……"}])}
    del changed["issuer"]
    after = newsroom.done("PUT", path, changed, by=TIANJIN_STAFF, version=1)
    assert (after["title"], after["version"]) == ("养老服务条例（草案二次审议稿）", 2)
    stale = newsroom.send("POST", f"{path}/opening", by=TIANJIN_STAFF, version=1)
    assert code(stale) == (412, "stale_version")
    step(newsroom, after, "opening")
    refused = newsroom.send("PUT", path, changed, by=TIANJIN_STAFF, version=3)
    assert code(refused) == (409, "consultation_state")
    assert len(seen(newsroom, made)["text"]["articles"]) == 1


def test_the_same_request_again_makes_nothing_twice(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = drafted(newsroom, fields(), key="draft-0001")
    assert drafted(newsroom, fields(), key="draft-0001")["id"] == made["id"]
    other = newsroom.send(
        "POST", "/v1/consultations", fields(title="别的"), by=TIANJIN_STAFF, key="draft-0001"
    )
    assert code(other) == (422, "idempotency_key_reused")
    made = step(newsroom, made, "opening")
    path = f"/v1/consultations/{made['id']}/comments"
    first = newsroom.done("POST", path, {"text": "……"}, by=of(deputy), key="comment-0001")
    assert newsroom.done("POST", path, {"text": "……"}, by=of(deputy), key="comment-0001") == first
    assert seen(newsroom, made)["counts"]["comments"] == 1


def test_comments_are_taken_to_the_last_second_of_the_last_day_in_china(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = opened(newsroom)
    newsroom.now = datetime(2026, 12, 20, 23, 59, 59, tzinfo=SHANGHAI)
    comment(newsroom, made, of(deputy))
    early = newsroom.send(
        "PUT", f"/v1/consultations/{made['id']}/summary", {"summary": "……"}, by=TIANJIN_STAFF, version=2
    )
    assert code(early) == (409, "consultation_running")
    newsroom.now = datetime(2026, 12, 21, 0, 0, 0, tzinfo=SHANGHAI)
    path = f"/v1/consultations/{made['id']}/comments"
    late = newsroom.send("POST", path, {"text": "……"}, by=of(deputy))
    assert code(late) == (409, "consultation_over")
    assert seen(newsroom, made, of(deputy))["takes_comments"] is False
    moved = step(newsroom, made, "deadline", {"due": "2026-12-31"})
    comment(newsroom, moved, of(deputy))
    newsroom.now = datetime(2027, 1, 1, tzinfo=SHANGHAI)
    summed = step(newsroom, moved, "summary", {"summary": "共收到意见2条，采纳1条。"}, method="PUT")
    assert seen(newsroom, summed, of(deputy))["summary"] == "共收到意见2条，采纳1条。"
    again = newsroom.send(
        "POST",
        f"/v1/consultations/{made['id']}/deadline",
        {"due": "2027-02-01"},
        by=TIANJIN_STAFF,
        version=summed["version"],
    )
    assert code(again) == (409, "consultation_state")


@pytest.mark.parametrize("due", ["2026-11-19", "2027-11-21"])
def test_a_last_day_is_to_come_and_within_a_year(newsroom: Newsroom, due: str) -> None:
    refused = newsroom.send("POST", "/v1/consultations", fields(due=due))
    assert code(refused) == (422, "day_out_of_range")


def test_what_is_opened_after_its_last_day_is_refused(newsroom: Newsroom) -> None:
    made = drafted(newsroom, fields(due="2026-11-20"))
    newsroom.later(days=1)
    path = f"/v1/consultations/{made['id']}/opening"
    assert code(newsroom.send("POST", path, version=1)) == (422, "day_out_of_range")


def test_each_who_commented_hears_what_was_adopted_once(newsroom: Newsroom) -> None:
    one, two = newsroom.deputies(2, TIANJIN)
    made = opened(newsroom)
    first, second = comment(newsroom, made, of(one)), comment(newsroom, made, of(two))
    third = comment(newsroom, made, of(one), "另有一条")
    done = answer(newsroom, made, first, second)
    assert [entry["outcome"] for entry in done] == ["partly", "partly"]
    assert answer(newsroom, made, first, second, third, outcome="partly")
    for deputy, times in ((one, 2), (two, 1)):
        told = newsroom.notices(deputy.id, "consultation_answered")
        assert len(told) == times
        assert told[0]["data"]["outcome"] == "部分采纳"
    mine = newsroom.done("GET", "/v1/me/comments", by=of(two))["items"]
    assert [(entry["outcome"], entry["answered_by"]) for entry in mine] == [("partly", None)]
    assert seen(newsroom, made)["counts"] == {"comments": 3, "answered": 3}
    path = f"/v1/consultations/{made['id']}"
    waiting = newsroom.done("GET", f"{path}/comments", query={"waiting": "true"}, by=TIANJIN_STAFF)
    assert waiting["items"] == []
    body = {"comments": [first["id"]], "outcome": "adopted", "text": "……"}
    refused = newsroom.send("POST", f"{path}/answers", body)
    assert code(refused) == (409, "fed_back_already")
    body["comments"] = ["y00000000000000000000"]
    assert code(newsroom.send("POST", f"{path}/answers", body)) == (404, "comment_not_found")


def test_forty_comments_are_answered_at_once(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = opened(newsroom)
    found = [comment(newsroom, made, of(deputy)) for _ in range(40)]
    assert len(answer(newsroom, made, *found)) == 40
    refused = newsroom.send("POST", f"/v1/consultations/{made['id']}/comments", {"text": "…"}, by=of(deputy))
    assert code(refused) == (429, "too_many_requests")


def test_what_is_withdrawn_is_asked_no_longer_and_who_is_invited_hears_it(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = opened(newsroom)
    gone = step(newsroom, made, "withdrawal", {"reason": "草案暂缓审议"})
    newsroom.work()
    (notice,) = newsroom.notices(deputy.id, GONE)
    assert notice["data"]["reason"] == "草案暂缓审议"
    shown = seen(newsroom, gone, of(deputy))
    assert (shown["state"], shown["text"]) == ("withdrawn", None)
    path = f"/v1/consultations/{made['id']}"
    refused = newsroom.send("POST", f"{path}/comments", {"text": "……"}, by=of(deputy))
    assert code(refused) == (409, "consultation_over")
    again = newsroom.send("POST", f"{path}/withdrawal", {"reason": "……"}, version=gone["version"])
    assert code(again) == (409, "consultation_state")
    newsroom.hand(*newsroom.job_keys(inviting.INVITE))
    assert len(newsroom.notices(deputy.id, OPENED)) == 1


def test_auditors_read_comments_without_names(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = opened(newsroom)
    comment(newsroom, made, of(deputy))
    path = f"/v1/consultations/{made['id']}/comments"
    (read,) = newsroom.done("GET", path, by=AUDITOR)["items"]
    assert (read["person"], read["name"]) == (None, None)
    assert code(newsroom.send("GET", path, by=of(deputy))) == (403, "role_missing")
    assert code(newsroom.send("GET", path, by=SHANGQIU_STAFF)) == (403, "out_of_scope")


def test_what_cannot_be_asked_is_refused(newsroom: Newsroom) -> None:
    def bad(**said: object) -> list[str]:
        return bad_fields(newsroom.send("POST", "/v1/consultations", fields(**said)))

    assert bad(occasion="decided") == ["body.occasion"]
    assert bad(matter="legislation") == ["body.matter"]
    assert bad(audience=None) == ["body.audience"]
    assert bad(articles=[]) == ["body.articles"]
    assert bad(articles=[{"text": "…"}] * 301) == ["body.articles"]
    assert bad(title="a\u202eb") == ["body.title"]
    elsewhere = newsroom.send("POST", "/v1/consultations", fields(audience={"scope": DATONG}))
    assert code(elsewhere) == (422, "audience_elsewhere")
    unknown = newsroom.send("POST", "/v1/consultations", fields(stations=["120101001-01"]))
    assert code(unknown) == (404, "station_not_found")
    assert code(newsroom.send("POST", "/v1/consultations", fields(), by=RESIDENT)) == (403, "role_missing")
    refused = newsroom.send("POST", "/v1/consultations", fields(), by=SHANGQIU_STAFF)
    assert code(refused) == (403, "out_of_scope")
    large = newsroom.send("POST", "/v1/consultations", fields(articles=[{"text": "字" * 3_000}] * 60))
    assert code(large) == (413, "body_too_large")


def test_an_article_that_is_not_there_has_no_comment(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    made = opened(newsroom)
    path = f"/v1/consultations/{made['id']}/comments"
    assert bad_fields(newsroom.send("POST", path, {"text": "……", "article": 4}, by=of(deputy)))
    assert bad_fields(newsroom.send("POST", path, {"text": "字" * 2_001}, by=of(deputy)))
    assert bad_fields(newsroom.send("POST", path, {"text": "…", "station": "120101001-01"}, by=of(deputy)))
