"""The office has one suggestion stand for others of the same matter; nobody's rights are lost by it."""

from collections import Counter
from typing import Any

import pytest

from functions.suggestions.suggestions import store
from shared.domain.deputies import Deputy
from tests.gateway import someone
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_UNIT,
    CITY,
    CIVIL,
    CONFIRMED,
    OFFICE,
    PROVINCE,
    RESIDENT,
    SHENZHEN,
    TOWNSHIP,
    TRAFFIC,
    Congress,
    code,
    of,
)

CONTENT = {"result": "satisfied", "attitude": "satisfied"}
UNSOLVED = {"result": "dissatisfied", "attitude": "satisfied", "reason": "没有解决"}


class Joined:
    """Two suggestions of one matter, the second joined with the first."""

    def __init__(self, congress: Congress) -> None:
        self.congress = congress
        self.first, self.second = congress.deputy(name="李国庆"), congress.deputy(name="王晓梅")
        self.main = congress.submitted(self.first)
        self.other = congress.submitted(self.second, title="关于养老用房的建议")
        self.other = congress.step(self.other, "merging", {"into": self.main["id"]}, by=OFFICE)
        self.read()

    def read(self) -> None:
        self.main = self.congress.done("GET", f"/v1/suggestions/{self.main['id']}")
        self.other = self.congress.done("GET", f"/v1/suggestions/{self.other['id']}")

    def step(self, what: str, body: Any, by: Any = OFFICE) -> None:
        self.main = self.congress.step(self.main, what, body, by=by)

    def by_unit(self, what: str, body: Any, unit: str = CIVIL) -> None:
        path = f"/v1/units/{unit}/suggestions/{self.main['id']}/{what}"
        version = self.main["version"]
        self.main = self.congress.done("POST", path, body, by=AT_UNIT[unit], version=version)

    def handed_over(self) -> None:
        if self.main["state"] == "submitted":
            self.step("check", {"accepted": True})
        self.step("handover", {"units": [{"unit": CIVIL, "share": "lead"}]})

    def replied(self) -> None:
        self.handed_over()
        self.by_unit("acceptance", {"accepted": True})
        self.by_unit("contact", {"way": "visit", "heard": True})
        self.by_unit("reply", {"text": "已办结。", "outcome": "done", "signer": "张建军"})


@pytest.fixture
def joined(congress: Congress) -> Joined:
    return Joined(congress)


def test_every_deputy_is_told_and_reads_what_becomes_of_it(joined: Joined) -> None:
    congress, second = joined.congress, joined.second
    assert (joined.other["state"], joined.other["merged_into"]) == ("merged", joined.main["id"])
    assert [voice["name"] for voice in joined.main["voices"]] == ["王晓梅"]
    assert congress.told(second.id, "merged")["with"] == joined.main["title"]
    assert congress.told(joined.first.id, "joined")["name"] == "王晓梅"
    joined.replied()
    kinds = Counter(kind for kind, _ in congress.notices(second.id))
    assert {kind: kinds[f"suggestion_{kind}"] for kind in ("checked", "handed_over", "replied")} == {
        "checked": 1,
        "handed_over": 1,
        "replied": 1,
    }
    seen = congress.done("GET", f"/v1/suggestions/{joined.main['id']}", by=of(second))
    assert seen["units"][0]["reply"]["text"] == "已办结。"
    assert [
        entry["what"] for entry in congress.whole(f"/v1/suggestions/{seen['id']}/history", by=of(second))
    ][1:3] == ["submitted", "joined"]
    assert congress.events(joined.other)[-1] == "merged"
    mine = congress.whole("/v1/me/suggestions", by=of(second))
    assert [(one["id"], one["state"]) for one in mine] == [(joined.other["id"], "merged")]
    for state, ids in (("merged", [joined.other["id"]]), ("submitted", []), ("replied", [joined.main["id"]])):
        assert [one["id"] for one in congress.whole("/v1/suggestions", scope=CITY, state=state)] == ids
    stranger = congress.deputy()
    answer = congress.send("GET", f"/v1/suggestions/{joined.main['id']}", by=of(stranger))
    assert answer.status == 403


def test_each_rates_and_the_dissatisfaction_of_any_owes_another_round(joined: Joined) -> None:
    congress = joined.congress
    early = congress.attempt(joined.main, "voices/rating", CONTENT, by=of(joined.second))
    assert code(early) == (409, "case_state")
    joined.replied()
    joined.step("rating", CONTENT, by=of(joined.first))
    silent = congress.attempt(
        joined.main, "voices/rating", {**UNSOLVED, "reason": None}, by=of(joined.second)
    )
    assert code(silent) == (400, "invalid_request")
    joined.step("voices/rating", UNSOLVED, by=of(joined.second))
    assert (joined.main["state"], joined.main["rating"]["result"]) == ("rated", "satisfied")
    assert joined.main["voices"][0]["rating"]["reason"] == "没有解决"
    assert code(congress.attempt(joined.main, "closing", {}, by=OFFICE)) == (409, "round_owed")
    again = congress.attempt(joined.main, "voices/rating", CONTENT, by=of(joined.second))
    assert code(again) == (409, "rated_already")
    assert Counter(kind for kind, _ in congress.notices(f"unit_staff:{CIVIL}"))["suggestion_rated"] == 2
    joined.handed_over()
    assert joined.main["round"] == 2
    assert joined.main["voices"][0]["rating"] is None, "each round is rated anew"
    joined.by_unit("acceptance", {"accepted": True})
    joined.by_unit("contact", {"way": "visit", "heard": True})
    joined.by_unit("reply", {"text": "已全部解决。", "outcome": "done", "signer": "张建军"})
    joined.step("voices/rating", CONTENT, by=of(joined.second))
    assert joined.main["state"] == "replied", "who leads has yet to rate"
    joined.step("rating", CONTENT, by=of(joined.first))
    joined.step("closing", {})
    assert joined.main["state"] == "closed"
    assert congress.told(joined.second.id, "closed")["subject"] == joined.main["title"]


def test_dissatisfied_both_owe_one_round(joined: Joined) -> None:
    joined.replied()
    joined.step("voices/rating", UNSOLVED, by=of(joined.second))
    joined.step("rating", UNSOLVED, by=of(joined.first))
    assert joined.congress.events(joined.main).count("dissatisfied") == 1
    joined.handed_over()
    assert (joined.main["round"], joined.main["state"]) == (2, "handed_over")


def test_what_was_closed_over_a_voice_is_open_again_once_it_is_dissatisfied(joined: Joined) -> None:
    joined.replied()
    joined.step("rating", CONTENT, by=of(joined.first))
    joined.step("closing", {})
    joined.step("voices/rating", UNSOLVED, by=of(joined.second))
    assert joined.main["state"] == "rated"
    joined.handed_over()
    assert joined.main["round"] == 2


def test_in_a_further_round_one_leaves_until_there_is_a_reply_in_that(joined: Joined) -> None:
    congress, why = joined.congress, {"reason": "另有要求"}
    joined.replied()
    joined.step("rating", UNSOLVED, by=of(joined.first))
    joined.read()
    answer = congress.attempt(joined.other, "parting", why, by=of(joined.second))
    assert code(answer) == (409, "case_state"), "what was replied to waits for another round"
    joined.handed_over()
    left = congress.step(joined.other, "parting", why, by=of(joined.second))
    assert (left["state"], left["merged_into"], left["round"]) == ("submitted", None, 0)
    joined.read()
    assert (joined.main["voices"], joined.main["round"]) == ([], 2)
    assert congress.step(left, "check", {"accepted": True}, by=OFFICE)["state"] == "accepted"


@pytest.mark.parametrize("how", ["sent back", "withdrawn"])
def test_what_stood_for_others_and_goes_leaves_them_on_their_own(how: str, joined: Joined) -> None:
    congress = joined.congress
    if how == "sent back":
        joined.step("check", {"accepted": False, "reason": "请写明地点"})
    else:
        joined.step("withdrawal", {"reason": "不再提出"}, by=of(joined.first))
    assert joined.main["voices"] == []
    other = congress.done("GET", f"/v1/suggestions/{joined.other['id']}")
    assert (other["state"], other["merged_into"]) == ("submitted", None)
    congress.told(joined.second.id, "left")
    kinds = Counter(kind for kind, _ in congress.notices(joined.second.id))
    assert kinds["suggestion_sent_back"] + kinds["suggestion_withdrawn"] == 0
    assert Counter(kind for kind, _ in congress.notices("committee_staff:4114"))["suggestion_received"] == 3
    assert congress.step(other, "check", {"accepted": True}, by=OFFICE)["state"] == "accepted"


def test_one_leaves_again_and_goes_its_own_way(joined: Joined) -> None:
    congress = joined.congress
    stranger = congress.deputy()
    for who, refusal in (
        (of(stranger), "role_missing"),
        (AT_CIVIL, "role_missing"),
        (PROVINCE, "out_of_scope"),
    ):
        answer = congress.attempt(joined.other, "parting", {"reason": "另有要求"}, by=who)
        assert code(answer) == (403, refusal)
    joined.handed_over()
    left = congress.step(joined.other, "parting", {"reason": "另有要求"}, by=of(joined.second))
    assert (left["state"], left["merged_into"]) == ("submitted", None)
    joined.read()
    assert joined.main["voices"] == []
    assert congress.events(joined.main)[-1] == "parted"
    for recipient in (joined.first.id, f"unit_staff:{CIVIL}"):
        assert congress.told(recipient, "parted")["name"] == "王晓梅"
    again = congress.attempt(left, "parting", {"reason": "另有要求"}, by=of(joined.second))
    assert code(again) == (409, "case_state")
    left = congress.step(left, "check", {"accepted": True}, by=OFFICE)
    congress.later(days=10)
    left = congress.step(left, "handover", {"units": [{"unit": CIVIL, "share": "lead"}]}, by=OFFICE)
    clocks = congress.done("GET", f"/v1/suggestions/{left['id']}/clocks", by=of(joined.second))["items"]
    assert clocks[0]["clocks"][0]["due"] == "2027-03-10", "its own time runs from its own hand-over"
    before = len(congress.notices(joined.second.id))
    joined.by_unit("acceptance", {"accepted": True})
    joined.by_unit("contact", {"way": "visit", "heard": True})
    joined.by_unit("reply", {"text": "已办结。", "outcome": "done", "signer": "张建军"})
    assert len(congress.notices(joined.second.id)) == before, "who left hears no more of it"


def test_nobody_leaves_once_there_is_a_reply(joined: Joined) -> None:
    joined.replied()
    answer = joined.congress.attempt(joined.other, "parting", {"reason": "另有要求"}, by=of(joined.second))
    assert code(answer) == (409, "case_state")


def test_what_units_handle_for_others_too_is_not_withdrawn_over_their_heads(joined: Joined) -> None:
    joined.handed_over()
    body = {"reason": "不再提出"}
    answer = joined.congress.attempt(joined.main, "withdrawal", body, by=of(joined.first))
    assert code(answer) == (409, "stands_for_others")
    joined.congress.step(joined.other, "parting", body, by=OFFICE)
    joined.read()
    joined.step("withdrawal", body, by=of(joined.first))
    assert joined.main["state"] == "withdrawn"


def test_what_cannot_be_joined_is_refused(joined: Joined) -> None:
    congress, third = joined.congress, joined.congress.deputy()
    found, draft = congress.submitted(third), congress.draft(third)
    elsewhere = congress.submitted(congress.deputy(SHENZHEN))
    for into, refusal in (
        (found["id"], (400, "invalid_request")),
        (elsewhere["id"], (400, "invalid_request")),
        (joined.other["id"], (409, "case_state")),
        (draft["id"], (404, "case_not_found")),
        ("s01j9zq3v7k2m8n4p6r5t", (404, "case_not_found")),
    ):
        assert code(congress.attempt(found, "merging", {"into": into}, by=OFFICE)) == refusal
    stands = congress.attempt(joined.main, "merging", {"into": found["id"]}, by=OFFICE)
    assert code(stands) == (400, "invalid_request")
    into = {"into": joined.main["id"]}
    for who, denial in ((of(third), "role_missing"), (RESIDENT, "role_missing"), (PROVINCE, "out_of_scope")):
        assert code(congress.attempt(found, "merging", into, by=who)) == (403, denial)
    stale = congress.send(
        "POST", f"/v1/suggestions/{found['id']}/merging", into, by=OFFICE, version=found["version"] - 1
    )
    assert code(stale) == (412, "stale_version")
    joined.handed_over()
    assert code(congress.attempt(found, "merging", into, by=OFFICE)) == (409, "case_state")


@pytest.mark.parametrize("into", [True, False])
def test_what_a_helping_unit_still_has_is_not_joined(into: bool, congress: Congress) -> None:
    """Every lead gave it back, so it waits for another; who helps has it in hand."""
    found, other = congress.accepted(congress.deputy()), congress.accepted(congress.deputy())
    units = [{"unit": CIVIL, "share": "lead"}, {"unit": TRAFFIC, "share": "co"}]
    found = congress.step(found, "handover", {"units": units}, by=OFFICE)
    path = f"/v1/units/{CIVIL}/suggestions/{found['id']}/acceptance"
    back = {"accepted": False, "reason": "非本部门职责"}
    found = congress.done("POST", path, back, by=AT_CIVIL, version=found["version"])
    assert found["state"] == "accepted"
    first, second = (other, found) if into else (found, other)
    assert code(congress.attempt(first, "merging", {"into": second["id"]}, by=OFFICE)) == (409, "case_state")


def test_only_a_voice_rates_as_one(joined: Joined) -> None:
    congress, stranger = joined.congress, joined.congress.deputy()
    joined.replied()
    for who, refusal in ((of(stranger), (404, "case_not_found")), (of(joined.first), (403, "not_yours"))):
        assert code(congress.attempt(joined.main, "voices/rating", CONTENT, by=who)) == refusal
    assert code(congress.attempt(joined.main, "rating", CONTENT, by=of(joined.second))) == (403, "not_yours")


def signed(congress: Congress, count: int) -> tuple[Deputy, Any]:
    """A suggestion to a township's congress that so many others signed."""
    deputy, others = congress.deputy(TOWNSHIP), [congress.deputy(TOWNSHIP) for _ in range(count)]
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [one.id for one in others]}, by=of(deputy))
    for one in others:
        found = congress.step(found, "signature", {"signed": True}, by=of(one))
    return deputy, congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))


def test_the_largest_joining_falls_apart_in_one_transaction(congress: Congress) -> None:
    """Five others and twenty deputies besides who leads, in a township, sent back at once."""
    office = someone(f"township_staff:{TOWNSHIP}")
    main = congress.submitted(congress.deputy(TOWNSHIP))
    for _ in range(5):
        _, other = signed(congress, 3)
        congress.step(other, "merging", {"into": main["id"]}, by=office)
    _, more = signed(congress, 1)
    assert code(congress.attempt(more, "merging", {"into": main["id"]}, by=office)) == (409, "limit_reached")
    main = congress.done("GET", f"/v1/suggestions/{main['id']}", by=office)
    congress.step(main, "check", {"accepted": False, "reason": "请写明地点"}, by=office)
    query = {"scope": TOWNSHIP, "state": "submitted"}
    assert len(congress.whole("/v1/suggestions", by=office, **query)) == 6


def test_the_largest_reply_fits_one_transaction(congress: Congress) -> None:
    """In a township, five others and twenty deputies besides who leads, six units of which five help, five
    residents' opinions, and a promise."""
    office = someone(f"township_staff:{TOWNSHIP}")
    main = congress.submitted(congress.deputy(TOWNSHIP))
    for _ in range(5):
        _, other = signed(congress, 3)
        congress.step(other, "merging", {"into": main["id"]}, by=office)
    path = f"/v1/suggestions/{main['id']}"
    for _ in range(5):
        said = {"text": "没有养老用房。", "division": TOWNSHIP}
        opinion = congress.done("POST", "/v1/opinions", said, by=None)["receipt"]
        main = congress.done("GET", path, by=office)
        congress.step(main, "origins", {"opinion": opinion}, by=office)
    main = congress.done("GET", path, by=office)
    main = congress.step(main, "check", {"accepted": True}, by=office)
    units = [congress.unit(TOWNSHIP, f"站所{number}") for number in range(6)]
    given = [{"unit": unit, "share": "co" if number else "lead"} for number, unit in enumerate(units)]
    main = congress.step(main, "handover", {"units": given}, by=office)
    reply = {"text": "年内办结。", "outcome": "planned", "until": "2027-06-30", "signer": "张建军"}
    for what, body in (
        ("acceptance", {"accepted": True}),
        ("contact", {"way": "visit", "heard": True}),
        ("reply", reply),
    ):
        staff = someone(f"unit_staff:{units[0]}")
        step = f"/v1/units/{units[0]}/suggestions/{main['id']}/{what}"
        main = congress.done("POST", step, body, by=staff, version=main["version"])
    assert main["state"] == "replied"


def test_both_change_or_neither(joined: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that is to stand for it was changed after it was read: nothing of the joining is written."""
    congress, third = joined.congress, joined.congress.deputy()
    found, read = congress.submitted(third), store.load(joined.main["id"])
    joined.step("check", {"accepted": True})
    load = store.load

    def late(id_: str, *, consistent: bool = True) -> store.Found:
        return read if id_ == read.suggestion.id else load(id_, consistent=consistent)

    with monkeypatch.context() as patched:
        patched.setattr(store, "load", late)
        answer = congress.attempt(found, "merging", {"into": joined.main["id"]}, by=OFFICE)
    assert code(answer) == (412, "stale_version")
    assert congress.done("GET", f"/v1/suggestions/{found['id']}")["state"] == "submitted"
    assert congress.events(found)[-1] == "submitted"
    assert not [kind for kind, _ in congress.notices(third.id)]
