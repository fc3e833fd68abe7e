"""More time: asked for or explained by the unit, consented to or declined, as the rule of the clock says."""

from dataclasses import replace
from typing import Any

import pytest

from functions.suggestions.app import app
from functions.suggestions.clocks import clock
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import About, Longer, Share
from shared.domain.roles import Caller
from shared.regulations.library import Library, library
from tests.gateway import Response, call, someone
from tests.regulations.books import pack, rule
from tests.regulations.moments import at
from tests.suggestions.handovers.desk import (
    AT_BRIDGES,
    AT_LIGHTS,
    BRIDGES,
    STAFF,
    Desk,
    case_id,
)

DEPUTY = "pdepvty00000000000000"
OFFICE, UNIT = "committee_staff:4114", f"unit_staff:{BRIDGES}"
CASE = case_id(1)
BODY = "deputies_affairs_committee"


def allow(monkeypatch: pytest.MonkeyPatch, extension: str) -> None:
    """Beside the law, a rule gives one month, and says how it may be made longer."""
    fields = f'after = "handed_over"\nwithin = "1 months"\nuntil = "replied"\nextension = {{ {extension} }}'
    found = Library([*library().packs, pack(rule("deadline", fields, subject="handling_unit"))])
    assert not found.faults
    monkeypatch.setattr(clock, "packs", lambda: found)


CONSENT = f'form = "consent", by = "{BODY}", add = "1 months", longest = "2 months", times = 2'
EXPLAIN = 'form = "explain", by = "general_office", add = "15 days"'


def give(desk: Desk) -> None:
    desk.give(About(CASE, "SUGGESTIONS", "4114", "建议第1号", {}, (DEPUTY,)))


def post(desk: Desk, what: str, body: Any, *, by: Caller, version: int = 1) -> Response:
    path = f"/v1/units/{BRIDGES}/handovers/{CASE}/{what}"
    return call(app, "POST", path, body=body, headers={"If-Match": f'"v{version}"'}, caller=by)


def ask(desk: Desk, *, by: Caller = AT_BRIDGES, version: int = 1) -> Response:
    return post(desk, "extension-request", {"reason": "需要现场勘测"}, by=by, version=version)


def answer(desk: Desk, granted: bool, *, by: Caller = STAFF, version: int = 2, **body: str) -> Response:
    sent = {"granted": granted, "reason": "请按期答复", **({"body": BODY} if granted else {}), **body}
    return post(desk, "extension", sent, by=by, version=version)


def code(found: Response) -> tuple[int, str]:
    return found.status, found.json["code"]


def due(desk: Desk) -> list[str]:
    return [entry["due"] for entry in desk.whole("/v1/due", scope="4114")]


def asked(desk: Desk) -> list[bool]:
    """Of what is due: whether a wish for more time waits for an answer."""
    return [entry["extension_asked"] for entry in desk.whole("/v1/due", scope="4114")]


def kinds(desk: Desk, recipient: str) -> list[str]:
    return [kind for kind, _, _ in desk.notices(recipient)]


def test_nat_51b_knows_no_extension_and_nobody_is_told(desk: Desk) -> None:
    give(desk)
    for found in (ask(desk), answer(desk, True, version=1)):
        assert code(found) == (409, "extension_refused")
        assert found.json["basis"] == {"instrument": "national", "article": "51-2"}
    assert due(desk) == ["2027-02-28"]
    assert desk.notices(OFFICE) == desk.notices(UNIT) == []


def test_asked_and_consented_to_everybody_is_told_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, CONSENT)
    give(desk)
    assert due(desk) == ["2026-12-30"]
    assert ask(desk).status == 200
    assert (due(desk), kinds(desk, OFFICE)) == (["2026-12-30"], ["extension_asked"])
    assert asked(desk) == [True]
    granted = answer(desk, True)
    assert granted.status == 200, granted.text
    assert [entry["form"] for entry in granted.json["longer"]] == ["consent"]
    assert asked(desk) == [False]
    assert due(desk) == ["2027-01-30"]
    for recipient in (UNIT, DEPUTY):
        ((kind, _, data),) = desk.notices(recipient)
        assert (kind, data["due"], data["reason"]) == ("extension_given", "2027-01-30", "请按期答复")
    assert code(answer(desk, True)) == (412, "stale_version")
    again = answer(desk, True, version=3)
    assert again.status == 200
    assert due(desk) == ["2027-01-30"]
    assert code(answer(desk, True, version=4)) == (409, "extension_refused")


def test_declined_the_time_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, CONSENT)
    give(desk)
    assert code(answer(desk, False, version=1)) == (409, "extension_not_asked")
    ask(desk)
    assert asked(desk) == [True]
    assert answer(desk, False).status == 200
    assert asked(desk) == [False]
    assert (due(desk), kinds(desk, UNIT)) == (["2026-12-30"], ["extension_declined"])
    assert code(answer(desk, False, version=3)) == (409, "extension_not_asked")


def test_explained_it_is_longer_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, EXPLAIN)
    give(desk)
    assert ask(desk).status == 200
    assert due(desk) == ["2027-01-14"]
    assert kinds(desk, OFFICE) == kinds(desk, DEPUTY) == ["extension_given"]
    refused = ask(desk, version=2)
    assert (code(refused), refused.json["basis"]["instrument"]) == ((409, "extension_refused"), "sample")


def test_once_it_is_over_it_is_too_late(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, CONSENT)
    give(desk)
    desk.now = at("2026-12-31 00:00")
    assert code(ask(desk)) == (409, "extension_refused")
    assert code(answer(desk, True, version=1)) == (409, "extension_refused")


def test_who_may_ask_and_who_may_consent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, CONSENT)
    give(desk)
    assert code(ask(desk, by=AT_LIGHTS)) == (403, "out_of_scope")
    assert code(ask(desk, by=STAFF)) == (403, "role_missing")
    assert code(answer(desk, True, by=AT_BRIDGES, version=1)) == (403, "role_missing")
    assert code(answer(desk, True, by=someone("committee_staff:1402"), version=1)) == (403, "out_of_scope")
    assert code(answer(desk, True, body="general_office", version=1)) == (409, "extension_refused")
    unnamed = post(desk, "extension", {"granted": True, "reason": "同意"}, by=STAFF)
    assert code(unnamed) == (400, "invalid_request")
    assert desk.notices(UNIT) == []


def test_a_unit_asks_so_often_and_no_more_until_it_is_given_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it asks stands in its hand-over, which would grow without end."""
    allow(monkeypatch, CONSENT)
    give(desk)
    for number in range(handover.MOST_ASKED):
        assert ask(desk, version=1 + number).status == 200
    assert code(ask(desk, version=1 + handover.MOST_ASKED)) == (409, "limit_reached")
    assert len(kinds(desk, OFFICE)) == handover.MOST_ASKED
    assert answer(desk, True, version=1 + handover.MOST_ASKED).status == 200, "what was asked is answered"


def test_how_often_it_asked_is_counted_anew_with_each_hand_over() -> None:
    about = About(CASE, "SUGGESTIONS", "4114", "建议第1号", {}, (DEPUTY,))
    found = handover.given(about, BRIDGES, Share.LEAD, at("2026-11-30 09:00"), DEPUTY)
    found = handover.happened(found, handover.EXTENSION_ASKED, at("2026-12-01 09:00"), DEPUTY)
    explained = Longer(at("2026-12-02 09:00"), "explain", "general_office", DEPUTY, "汛期")
    found = replace(found, longer=(explained,))
    assert handover.times_asked(found) == 2
    found = handover.replied(found, at("2026-12-20 09:00"), DEPUTY)
    again = handover.again(found, Share.LEAD, at("2027-01-20 09:00"), DEPUTY)
    assert handover.times_asked(again) == 0
