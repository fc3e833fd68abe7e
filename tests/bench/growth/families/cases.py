"""Opinions and suggestions at every stage, and the special matters of deputies."""

from datetime import date
from itertools import count
from typing import Any

from functions.suggestions.workers.tally import tally
from infra.sample.copies import CITY, Per
from shared.domain.mandates import MandateAction, MandateEvent
from tests.bench.growth.workshop import MORNING, Workshop
from tests.regulations.moments import at
from tests.suggestions.matters.chamber import Chamber, staff_of
from tests.suggestions.numbers.stream import changes
from tests.suggestions.opinions.street import (
    COUNTY,
    COUNTY_STAFF,
    LAMPS,
    RESIDENT,
    Street,
)
from tests.suggestions.opinions.test_photos import arrive, jpeg, sent
from tests.suggestions.promises.replies import CONTENT, DONE, REPLY, replied
from tests.suggestions.suggestions.congress import (
    AT_UNIT,
    CONFIRMED,
    OFFICE,
    Congress,
    of,
)

SHENZHEN = "4403"


def make(workshop: Workshop) -> None:
    _opinions(workshop)
    _suggestions(workshop)
    _chain(workshop)
    _matters(workshop)


def _count(workshop: Workshop) -> None:
    """The stream brings every case to the worker that counts."""
    workshop.act_as("TallyFunction")
    assert tally({"Records": changes(workshop.world)}, None) == {"batchItemFailures": []}
    workshop.act_as("SuggestionsFunction")


def _opinions(workshop: Workshop) -> None:
    found = workshop.found
    with workshop.family("who has to do with opinions", Per.COUNTY):
        street: Street = workshop.room(Street, 0)
        unit = street.unit()
    workshop.enter(street, "SuggestionsFunction")
    with workshop.family("opinions", Per.STATION, 4):
        street.bring(by=RESIDENT, text="十二路公交车一个小时才来一班。")
        handed = street.bring(place="人民路东段")
        photo = sent(street, handed, jpeg())
        assert arrive(street, handed, photo).status < 300
        street.sorted(handed, matter_remit="township")
        street.called(handed)
        street.took(handed, "handover", {"unit": unit.id, "text": "请研究处理"})
        assert street.words(handed, "请问办得怎么样了？").status < 300
        _count(workshop)
    found.update(opinion=handed["receipt"], photo=photo, unit_of_opinions=unit.id, resident=RESIDENT)
    with workshop.family("another opinion of the same", Per.STATION, 1):
        street.bring(text=LAMPS)
        _count(workshop)
    with workshop.family("templates", Per.COUNTY, 20):
        body = {"scope": COUNTY, "name": "已办理", "text": "您反映的{place}的问题（{receipt}）已办理。"}
        street.done("POST", "/v1/answer-templates", body, by=COUNTY_STAFF)


def _suggestions(workshop: Workshop) -> None:
    found = workshop.found
    with workshop.family("units of suggestions", Per.CITY):
        congress: Congress = workshop.room(Congress, 10_000)
    workshop.enter(congress, "SuggestionsFunction")
    with workshop.family("who signs", Per.STATION, 1):
        deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found["signer"], found["other signer"] = deputy, other
    civil = next(iter(AT_UNIT))
    with workshop.family("suggestions", Per.STATION, 2):
        congress.now = MORNING
        draft = congress.draft(deputy)
        draft = congress.step(draft, "talks", {"units": [civil], "note": "有无安排？"}, by=of(deputy))
        handed = _taken_in(congress, deputy, other)
        handed = _given(congress, handed, civil)
        public = _given(congress, _taken_in(congress, deputy, other), civil)
        public = replied(congress, public, civil, reply=REPLY)
        public = congress.step(public, "publication", {}, by=OFFICE)
        public = congress.step(public, "publication/answer", {"consents": True}, by=of(deputy))
        _count(workshop)
    with workshop.family("suggestions that are chosen", Per.CITY, 20):
        key = _given(congress, _taken_in(congress, deputy, other), civil)
        chosen = {"on": "2026-11-30", "lead": "special_committee", "name": "城乡建设环境保护委员会"}
        key = congress.step(key, "key", {**chosen, "reason": "群众普遍关注"}, by=OFFICE)
        done = replied(
            congress, _given(congress, _taken_in(congress, deputy, other), civil), civil, reply=DONE
        )
        congress.step(done, "rating", CONTENT, by=of(deputy))
        _count(workshop)
    found.update(draft=draft["id"], suggestion=handed["id"], public=public["id"], civil=civil)
    found["key suggestion"] = key["id"]


def _taken_in(congress: Congress, deputy: Any, other: Any) -> Any:
    congress.later(minutes=1)
    made = congress.draft(deputy)
    made = congress.step(made, "signers", {"deputies": [other.id]}, by=of(deputy))
    made = congress.step(made, "signature", {"signed": True}, by=of(other))
    made = congress.step(made, "submission", {"stated": CONFIRMED}, by=of(deputy))
    return congress.step(made, "check", {"accepted": True}, by=OFFICE)


def _given(congress: Congress, made: Any, unit: str) -> Any:
    return congress.step(made, "handover", {"units": [{"unit": unit, "share": "lead"}]}, by=OFFICE)


def _chain(workshop: Workshop) -> None:
    from tests.suggestions.chain.street import Street as Chain

    congress: Any = workshop.room(_Rejoined, 20_000)
    workshop.enter(congress, "SuggestionsFunction")
    with workshop.family("evidence", Per.COUNTY, 5):
        chain = Chain(congress)
        chain.linked()
        chain.handed_over()
        _count(workshop)
    workshop.found.update(
        chained=chain.receipt["receipt"], chain=chain.suggestion["id"], chain_by=of(chain.deputy)
    )


class _Rejoined(Congress):
    """A congress whose units are registered already."""

    def __init__(self, world: Any, act_as: Any, monkeypatch: Any) -> None:
        self.world, self._act_as_function, self._monkeypatch = world, act_as, monkeypatch
        self._adopted = None
        self._numbers = count(1)


class _Chamber(_Rejoined, Chamber):
    """The same with members."""


def _matters(workshop: Workshop) -> None:
    found = workshop.found
    chamber: Any = workshop.room(_Chamber, 30_000)
    workshop.enter(chamber, "SuggestionsFunction")
    chamber.adopt("shenzhen:2026-01-01")
    with workshop.family("who raises matters", Per.COUNTY):
        deputy, unit = chamber.deputy(), chamber.unit(CITY, "市某局")
        event = MandateEvent(MandateAction.SUSPEND, date(2026, 12, 1), "detained")
        detained = chamber.deputy(SHENZHEN, name="王晓梅", events=(event,))
        organ = chamber.unit(SHENZHEN, "市公安局")
        found["matters of"], found["organ"], found["unit of matters"] = deputy, organ, unit
        found["detained"] = detained
        handler = chamber.hire(OFFICE)
    found["handler"] = handler
    with workshop.family("letters", Per.COUNTY, 20):
        letter = chamber.letter(deputy)
        given = chamber.took(letter, "handover", {"unit": unit, "text": "请处理"}, by=OFFICE)
        chamber.letter(deputy)
    found["concern"] = given["id"]
    with workshop.family("obstruction", Per.COUNTY, 10):
        told = {"wrong": "obstruction", "unit": unit, "happened_on": "2026-11-20", "congress": CITY}
        made = chamber.done(
            "POST", "/v1/obstruction-reports", {**told, "text": "持证视察时拒绝提供情况。"}, by=of(deputy)
        )
        chamber.later(minutes=1)
        chamber.done("POST", "/v1/obstruction-reports", {**told, "text": "再次拒绝。"}, by=of(deputy))
        chamber.later(seconds=1)
        path = f"/v1/obstruction-reports/{made['id']}/assignment"
        chamber.done("POST", path, {}, by=handler, version=made["version"])
    found["report"] = made["id"]
    with workshop.family("appeals", Per.COUNTY, 10):
        chamber.now = at("2026-12-07 08:15")
        told = {"congress": SHENZHEN, "name": "王晓梅", "deputy": detained.id, "text": "请求审查。"}
        received = {**told, "received_at": chamber.now.isoformat()}
        appeal = chamber.done("POST", f"/v1/units/{organ}/appeals", received, by=staff_of(organ))
        path = f"/v1/units/{organ}/appeals/{appeal['id']}/forwarding"
        chamber.later(hours=1)
        chamber.done("POST", path, {}, by=staff_of(organ), version=appeal["version"])
    found["appeal"] = appeal["id"]
