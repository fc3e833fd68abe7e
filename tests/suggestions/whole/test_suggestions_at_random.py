"""Suggestions under random deputies, offices, units and strangers, over HTTP."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from functions.suggestions.workers.sweep import sweep
from shared.domain.roles import Caller
from tests.gateway import someone
from tests.suggestions.suggestions.congress import (
    AT_UNIT,
    AUDITOR,
    CITY,
    CIVIL,
    CONFIRMED,
    FINANCE,
    OFFICE,
    PROVINCE,
    RESIDENT,
    TRAFFIC,
    Congress,
    of,
)
from tests.suggestions.whole.course import (
    NOBODY,
    SEEDS,
    Course,
    Draw,
    mostly,
    notices,
    one_of,
    settled,
    stored,
)

pytestmark = [pytest.mark.moto_itself, pytest.mark.usefixtures("audited")]

POST_OF_OFFICE = f"committee_staff:{CITY}"
ELSEWHERE = someone("committee_staff:1402", person="pdat0ngstaff000000000")
IN_A_COUNTY = someone("committee_staff:411402", person="pc0vntystaff000000000")
STRANGER = someone(f"deputy:{CITY}", person="p0therdepvty000000000")
STRANGERS = (NOBODY, RESIDENT, ELSEWHERE, IN_A_COUNTY, STRANGER)
OTHERS = (*STRANGERS, PROVINCE, AUDITOR, OFFICE, *AT_UNIT.values())
STATES = (
    "draft", "submitted", "returned", "accepted", "handed_over",
    "handling", "replied", "rated", "closed", "withdrawn",
)  # fmt: skip
MAY_FOLLOW = {
    "draft": {"submitted", "withdrawn"},
    "submitted": {"accepted", "returned", "withdrawn"},
    "returned": {"submitted", "withdrawn"},
    "accepted": {"handed_over", "withdrawn"},
    "handed_over": {"handling", "accepted", "replied", "withdrawn"},
    "handling": {"handed_over", "replied", "withdrawn"},
    "replied": {"rated", "closed"},
    "rated": {"closed", "handed_over", "withdrawn"},
    "closed": {"rated"},
    "withdrawn": set[str](),
}
VERDICTS = ("satisfied", "mostly_satisfied", "dissatisfied", "dissatisfied")
any_unit, anybody, verdict = one_of(*sorted(AT_UNIT)), one_of(*OTHERS), one_of(*VERDICTS)


def given(chance: Random) -> list[tuple[str, str]]:
    """Some units, the first of them mostly in the lead."""
    some = [
        (chance.choice(sorted(AT_UNIT)), chance.choice(("lead", "co"))) for _ in range(chance.randint(1, 3))
    ]
    return [(some[0][0], "lead"), *some[1:]] if mostly(chance) else some


@dataclass
class Part:
    """What a unit has to do with it by the history: since when, and what it did last."""

    share: str
    since: datetime
    last: str = "handed_over"
    heard: bool = False

    @property
    def owes(self) -> bool:
        return self.last in ("handed_over", "accepted")

    @property
    def has_it(self) -> bool:
        return self.last not in ("returned", "reassigned")


@dataclass
class Account:
    """What the history comes to, reckoned by its words alone."""

    state: str = ""
    round: int = 0
    units: dict[str, Part] = field(default_factory=dict)
    rated: bool = False
    unhappy: bool = False
    wide: bool = False

    @staticmethod
    def of(history: list[Any]) -> "Account":
        made = Account()
        for entry in history:
            made.happened(entry["what"], entry)
        return made

    def happened(self, what: str, entry: Any) -> None:
        data = entry["data"]
        match what:
            case "drafted" | "submitted" | "closed" | "withdrawn":
                self.state = {"drafted": "draft"}.get(what, what)
            case "checked":
                self.state = "accepted"
                self.wide = data["facts"].get("wide_or_difficult") in (True, "true")
            case "sent_back":
                self.state = "returned"
            case "redo_ordered":
                self.units, self.rated, self.unhappy = {}, False, False
            case "handed_over":
                self.round = data["round"]
                self.units[data["unit"]] = Part(data["share"], datetime.fromisoformat(entry["at"]))
                self.stand()
            case "contacted":
                self.units[data["unit"]].heard |= data["heard"]
            case "accepted" | "returned" | "reassigned" | "contributed" | "replied":
                self.units[data["unit"]].last = what
                self.stand()
            case "rated":
                self.rated = True
                self.unhappy = data["result"] == "dissatisfied"
                if self.state != "closed" or self.unhappy:
                    self.state = "rated"

    def stand(self) -> None:
        leads = [part.last for part in self.units.values() if part.share == "lead" and part.has_it]
        if not leads:
            self.state = "accepted"
        elif set(leads) == {"replied"}:
            self.state = "replied"
        else:
            self.state = "handed_over" if "handed_over" in leads else "handling"

    def due(self, unit: str) -> date | None:
        """The last day of the unit (Deputies Law art. 51-2), if it owes anything."""
        part = self.units.get(unit)
        under_way = self.state in ("accepted", "handed_over", "handling")
        if part is None or not under_way or not part.owes:
            return None
        return months_later(part.since.date(), 6 if self.wide else 3)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


STEPS: dict[str, dict[str, Draw]] = {
    "edit": {
        "text": one_of("请完善养老用房。", "请增加养老用房。"),
        "right": mostly,
        "by": anybody,
        "current": mostly,
    },
    "ask": {"number": one_of(0, 1), "right": mostly, "by": anybody},
    "sign": {"number": one_of(0, 1), "signed": mostly, "current": mostly},
    "submit": {"complete": mostly, "right": mostly, "by": anybody, "current": mostly},
    "rate": {
        "result": verdict,
        "attitude": verdict,
        "right": mostly,
        "by": anybody,
    },
    "withdraw": {"right": mostly, "by": anybody},
    "check": {"accepted": mostly, "wide": one_of(True, False), "right": mostly, "by": anybody},
    "hand_over": {
        "given": given,
        "right": mostly,
        "by": anybody,
        "current": mostly,
    },
    "close": {"right": mostly, "by": anybody},
    "urge": {"unit": any_unit, "right": mostly, "by": anybody},
    "take_up": {
        "unit": any_unit,
        "accepted": mostly,
        "staff": any_unit,
        "right": mostly,
        "current": mostly,
    },
    "contact": {
        "unit": any_unit,
        "heard": mostly,
        "staff": any_unit,
        "right": mostly,
    },
    "contribute": {"unit": any_unit},
    "reply": {"unit": any_unit, "staff": any_unit, "right": mostly},
    "ask_for_time": {"unit": any_unit},
    "time_passes": {"days": one_of(1, 20, 80, 100), "hours": one_of(0, 7, 16)},
    "onwards": {},
    "the_office_counts": {},
    "strangers_see_nothing": {
        "who": one_of(*STRANGERS[1:]),
        "part": one_of("", "/history", "/clocks"),
    },
    "a_unit_sees_it_once_it_was_handed_over_to_it": {"unit": any_unit},
}
_HANDLING = (
    *("onwards", "take_up", "contact", "contribute", "reply", "reply"),
    *("hand_over", "urge", "time_passes", "time_passes"),
)
FITTING: dict[str, tuple[str, ...]] = {
    "draft": ("onwards", "edit", "ask", "sign", "sign", "submit"),
    "submitted": ("onwards", "check", "check", "sign"),
    "returned": ("onwards", "edit", "ask", "submit"),
    "accepted": ("onwards", "hand_over", "hand_over", "take_up", "reply"),
    "handed_over": (*_HANDLING, "take_up"),
    "handling": _HANDLING,
    "replied": ("rate", "rate", "rate", "close", "time_passes", "the_office_counts"),
    "rated": ("onwards", "close", "hand_over", "time_passes", "withdraw"),
    "closed": ("rate", "time_passes"),
    "withdrawn": ("the_office_counts", "rate", "strangers_see_nothing"),
}


class Suggestions(Course):
    """One suggestion of a deputy who may ask two others to sign."""

    service: Congress

    def __init__(self, congress: Congress, deputies: list[Caller]) -> None:
        super().__init__(congress)
        self.author, *self.cosigners = deputies
        self.entries: list[Any] = []
        self.account = Account()
        self.states = ["draft"]
        self.signed: set[str] = set()
        self.late: set[Any] = set()

    @initialize(seed=SEEDS)
    def draft(self, seed: int) -> None:
        self.chance.seed(seed)
        made = self.service.done("POST", "/v1/suggestions", self.service.plan(), by=self.author)
        self.stands = stored(self.service.world)
        self.id, self.path = made["id"], f"/v1/suggestions/{made['id']}"
        self.look()

    @property
    def version(self) -> int:
        return len(self.entries)

    @property
    def signers(self) -> list[str]:
        return [self.author.person, *sorted(self.signed)]

    def having(self) -> list[str]:
        return [unit for unit, part in self.account.units.items() if part.has_it]

    def step(
        self, to: str, body: object, right: Caller, by: Caller | None, current: bool, told: Any, **more: Any
    ) -> bool:
        """Tries a step; whether it was taken."""
        path = more.pop("path", self.path)
        version = self.version if current else self.version - 1
        answer = self.attempt(
            to or "edit", path + (to and f"/{to}"), body,
            by=by, right=(right,), version=version, current=self.version, told=told, **more,
        )  # fmt: skip
        if answer is None:
            return False
        self.look()
        assert answer.json["version"] == self.version
        return True

    def look(self) -> None:
        """The history has grown, at its end only, and the suggestion is where it leads."""
        before, path = self.entries, f"{self.path}/history"
        self.entries = self.history(path, self.author)
        assert self.entries[: len(before)] == before
        assert [entry["number"] for entry in self.entries] == list(range(1, len(self.entries) + 1))
        self.account = Account.of(self.entries)
        if self.account.state != self.states[-1]:
            assert self.account.state in MAY_FOLLOW[self.states[-1]]
            self.states.append(self.account.state)
        shown = self.read(self.path, self.author)
        assert shown["version"] == len(self.entries)
        assert (shown["state"], shown["round"]) == (self.account.state, self.account.round)
        assert {one["unit"] for one in shown["units"]} == set(self.account.units)
        self.signed = {one["deputy"] for one in shown["signers"] if one["signature"] == "signed"}
        self.asked = {one["deputy"] for one in shown["signers"] if one["signature"] == "asked"}
        self.submitted = any(entry["what"] == "submitted" for entry in self.entries)

    @rule()
    def somebody_does_something(self) -> None:
        """Mostly what fits the state, by who may; now and then anything, by anybody."""
        chance = self.chance
        fitting = FITTING.get(self.account.state) if mostly(chance) else ()
        step = chance.choice(fitting or tuple(STEPS))
        arguments = {name: draw(chance) for name, draw in STEPS[step].items()}
        if "unit" in arguments and self.account.units and mostly(chance):
            arguments["unit"] = chance.choice(sorted(self.account.units))
        getattr(self, step)(**arguments)

    # -- deputies ------------------------------------------------------------------------------------------

    def edit(self, text: str, right: bool, by: Caller | None, current: bool) -> None:
        told = [(one, "suggestion_signature_asked") for one in self.signed]
        by = self.author if right else by
        before = len(self.entries)
        answer = self.service.send("GET", self.path, by=self.author).json
        if answer["text"] == text and right and current and answer["state"] in ("draft", "returned"):
            return
        if self.step("", {"text": text}, self.author, by, current, told, method="PATCH"):
            assert [one["what"] for one in self.entries[before:]] == ["edited"]

    def ask(self, number: int, right: bool, by: Caller | None) -> None:
        who = self.cosigners[number].person
        told = [(who, "suggestion_signature_asked")]
        self.step("signers", {"deputies": [who]}, self.author, self.author if right else by, True, told)

    def sign(self, number: int, signed: bool, current: bool) -> None:
        who = self.cosigners[number]
        told = [(self.author.person, f"suggestion_{'signed' if signed else 'not_signed'}")]
        may = who.person in self.asked | self.signed
        if self.step("signature", {"signed": signed}, who, who, current, told):
            assert may

    def submit(self, complete: bool, right: bool, by: Caller | None, current: bool) -> None:
        stated = CONFIRMED if complete else []
        told = [(POST_OF_OFFICE, "suggestion_received")]
        by = self.author if right else by
        if self.step("submission", {"stated": stated}, self.author, by, current, told):
            assert complete
            assert not self.asked

    def rate(self, result: str, attitude: str, right: bool, by: Caller | None) -> None:
        told = [(POST_OF_OFFICE, "suggestion_rated")]
        told += [(f"unit_staff:{unit}", "suggestion_rated") for unit in self.having()]
        before = self.account
        body = {"result": result, "attitude": attitude, "reason": "用房仍未交付"}
        if self.step("rating", body, self.author, self.author if right else by, True, told):
            assert not before.rated, "once a round"
            assert before.state in ("replied", "rated", "closed")

    def withdraw(self, right: bool, by: Caller | None) -> None:
        told = [(one, "suggestion_withdrawn") for one in sorted(self.signed)]
        told += [(POST_OF_OFFICE, "suggestion_withdrawn")] if self.submitted else []
        told += [(f"unit_staff:{unit}", "suggestion_withdrawn") for unit in self.having()]
        before = self.account
        by = self.author if right else by
        if self.step("withdrawal", {"reason": "已另行提出"}, self.author, by, True, told):
            replied = any(part.last == "replied" for part in before.units.values())
            assert before.unhappy or not replied, "what was answered is not withdrawn"

    # -- the office ----------------------------------------------------------------------------------------

    def check(self, accepted: bool, wide: bool, right: bool, by: Caller | None) -> None:
        kind = "suggestion_checked" if accepted else "suggestion_sent_back"
        told = [(one, kind) for one in self.signers]
        facts = {"wide_or_difficult": str(wide).lower()}
        body = {"accepted": accepted, **({"facts": facts} if accepted else {"reason": "请写明事由"})}
        self.step("check", body, OFFICE, OFFICE if right else by, True, told)

    def hand_over(self, given: list[tuple[str, str]], right: bool, by: Caller | None, current: bool) -> None:
        to = {unit for unit, _ in given}
        told = [(one, "suggestion_handed_over") for one in self.signers]
        told += [(f"unit_staff:{unit}", "suggestion_assigned") for unit in to]
        gone = set(self.having()) - to if self.account.unhappy else set()
        told += [(f"unit_staff:{unit}", "suggestion_reassigned") for unit in gone]
        before = self.account
        body = {"units": [{"unit": unit, "share": share} for unit, share in given]}
        if self.step("handover", body, OFFICE, OFFICE if right else by, current, told):
            assert len(to) == len(given)
            assert before.unhappy or not to & {u for u, part in before.units.items() if part.has_it}
            assert any(part.share == "lead" and part.has_it for part in self.account.units.values())
            assert self.account.round == before.round + (before.unhappy or not before.round)

    def close(self, right: bool, by: Caller | None) -> None:
        told = [(one, "suggestion_closed") for one in self.signers]
        told += [(f"unit_staff:{unit}", "suggestion_closed") for unit in self.having()]
        before = self.account
        if self.step("closing", {}, OFFICE, OFFICE if right else by, True, told):
            assert before.state in ("replied", "rated")
            assert not before.unhappy, "nobody closes it over the deputy's head"

    def urge(self, unit: str, right: bool, by: Caller | None) -> None:
        path = f"/v1/units/{unit}/handovers/{self.id}/urging"
        told = [(f"unit_staff:{unit}", "case_urged")]
        by = OFFICE if right else by
        above = by if by == PROVINCE else OFFICE
        if self.attempt("urging", path, {}, by=by, right=(above,), told=told):
            assert self.account.due(unit) is not None

    # -- the units -----------------------------------------------------------------------------------------

    def by_unit(
        self, unit: str, to: str, body: object, told: Any, staff: str | None = None, current: bool = True
    ) -> bool:
        path = f"/v1/units/{unit}/suggestions/{self.id}"
        return self.step(to, body, AT_UNIT[unit], AT_UNIT[staff or unit], current, told, path=path)

    def take_up(self, unit: str, accepted: bool, staff: str, right: bool, current: bool) -> None:
        told = [(self.author.person, "suggestion_taken_up" if accepted else "suggestion_returned")]
        told += [] if accepted else [(POST_OF_OFFICE, "suggestion_returned")]
        body = {"accepted": accepted, "reason": None if accepted else "不属于本单位职责"}
        before = self.account.units.get(unit)
        if self.by_unit(unit, "acceptance", body, told, unit if right else staff, current):
            assert before is not None
            assert before.last == "handed_over"

    def contact(self, unit: str, heard: bool, staff: str, right: bool) -> None:
        self.by_unit(unit, "contact", {"way": "visit", "heard": heard}, (), unit if right else staff)

    def contribute(self, unit: str) -> None:
        leads = [one for one, part in self.account.units.items() if part.share == "lead" and part.has_it]
        told = [(f"unit_staff:{one}", "suggestion_contributed") for one in leads]
        before = self.account.units.get(unit)
        if self.by_unit(unit, "contribution", {"text": "我局意见如下。"}, told):
            assert before is not None
            assert (before.share, before.last) == ("co", "accepted")

    def reply(self, unit: str, staff: str, right: bool) -> None:
        told = [(one, "suggestion_replied") for one in (*self.signers, POST_OF_OFFICE)]
        body = {"text": "已完善养老用房。", "outcome": "done", "signer": "张建军"}
        before = self.account.units.get(unit)
        if self.by_unit(unit, "reply", body, told, unit if right else staff):
            assert before is not None
            assert (before.share, before.last) == ("lead", "accepted")
            assert before.heard, "no reply before the deputy was heard (Deputies Law art. 51-2)"

    def ask_for_time(self, unit: str) -> None:
        """Art. 51 knows no extension."""
        path = f"/v1/units/{unit}/handovers/{self.id}/extension-request"
        asked = self.attempt("more time", path, {"reason": "需要调研"}, by=AT_UNIT[unit], right=(), version=1)
        assert asked is None

    # -- time ----------------------------------------------------------------------------------------------

    def time_passes(self, days: int, hours: int) -> None:
        """The schedule runs, twice: the second time there is nothing to tell."""
        self.pass_time(days=days, hours=hours)
        self.service._act_as("SweepFunction")
        before = self.stands
        sweep({}, None)
        after = self.stands = stored(self.service.world)
        assert sweep({}, None)["told"] == 0
        assert stored(self.service.world) == after
        self.changed = True
        self.service._act_as("SuggestionsFunction")
        heard = notices(before, after)
        newly_late = set()
        for unit in AT_UNIT:
            due = self.account.due(unit)
            late = due is not None and self.service.now.date() > due
            told = {kind: n for (to, kind), n in heard.items() if to == f"unit_staff:{unit}"}
            assert set(told.values()) <= {1}, "each moment is told once"
            assert late or not told.keys() & {"case_overdue", "case_urged"}, "nobody is late in time"
            assert due is not None or not told, "who owes nothing is told nothing"
            newly_late |= {(unit, due)} if late else set()
        assert heard[POST_OF_OFFICE, "case_overdue"] == len(newly_late - self.late), (
            "the office hears of each"
        )
        self.late |= newly_late

    def onwards(self) -> None:
        """What is next in the order of things, so that chance also comes to the end of it."""
        match self.account.state:
            case "draft" | "returned":
                self.submit(True, True, None, True)
            case "submitted":
                self.check(True, False, True, None)
            case "accepted":
                free = [u for u in AT_UNIT if not (p := self.account.units.get(u)) or not p.has_it]
                self.hand_over([(unit, "lead") for unit in free[:1]], True, None, True)
            case "handed_over" | "handling":
                for unit in (CIVIL, TRAFFIC, FINANCE):
                    self.take_up(unit, True, unit, True, True)
                    self.contact(unit, True, unit, True)
                    self.contribute(unit)
                    self.reply(unit, unit, True)
            case "replied":
                self.rate("dissatisfied", "satisfied", True, None)
            case "rated" if self.account.unhappy:
                self.hand_over([(TRAFFIC, "lead"), (FINANCE, "co")], True, None, True)

    # -- what always holds ---------------------------------------------------------------------------------

    @invariant()
    def what_changed_is_right(self) -> None:
        if self.entries and self.unseen():
            self.each_unit_has_the_time_that_the_law_gives_it()
            self.it_stands_in_the_lists_of_its_state_alone()

    def each_unit_has_the_time_that_the_law_gives_it(self) -> None:
        for unit, staff in AT_UNIT.items():
            due = self.account.due(unit)
            found = self.read(f"/v1/units/{unit}/due", staff)["items"]
            if due is None:
                assert found == []
                continue
            (entry,) = found
            assert (entry["case"], entry["due"], entry["rule"][:7]) == (self.id, str(due), "nat-51b")
            assert entry["overdue"] == (self.service.now.date() > due)

    def it_stands_in_the_lists_of_its_state_alone(self) -> None:
        here = [self.account.state] if self.submitted else []
        assert self.listed("SUGGESTIONS", CITY, STATES, self.id) == {"41": here, CITY: here}

    def strangers_see_nothing(self, who: Caller, part: str) -> None:
        self.refused(self.path + part, who)
        self.refused(self.path + part, NOBODY)

    def a_unit_sees_it_once_it_was_handed_over_to_it(self, unit: str) -> None:
        answer = self.service.send("GET", self.path, by=AT_UNIT[unit])
        assert (answer.status == 200) == (unit in self.account.units)

    def the_office_counts(self) -> None:
        """Lists over HTTP have what the history has, and the deputy one record."""
        for state in STATES:
            found = self.read("/v1/suggestions", OFFICE, scope=CITY, state=state)["items"]
            there = self.submitted and state == self.account.state
            assert [one["id"] for one in found] == [self.id] * there
        assert len(self.service.world.items("Records")) == self.submitted


def test_whatever_they_do_a_suggestion_is_where_its_history_leads(congress: Congress) -> None:
    deputies = [of(congress.deputy(name=name)) for name in ("李国庆", "王建国", "赵秀兰")]
    courses: list[Suggestions] = []

    class Here(Suggestions):
        def __init__(self) -> None:
            super().__init__(congress, deputies)
            courses.append(self)

    run_state_machine_as_test(Here, settings=settled(9, 60))
    came_to = {state for one in courses for state in one.states}
    assert came_to >= {"submitted", "handed_over", "handling", "replied", "rated"}, "chance came nowhere"
