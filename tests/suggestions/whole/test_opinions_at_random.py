"""Two opinions of residents under random residents, stations, townships, counties, units and strangers, over
HTTP, in a city whose rules name the ways (Shangqiu art. 20)."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from shared.domain.roles import Caller
from shared.domain.scopes import reaching
from tests.gateway import someone
from tests.suggestions.opinions.street import (
    AUDITOR,
    COUNTY,
    COUNTY_STAFF,
    DEPUTY,
    LIAISON,
    NEIGHBOUR,
    RESIDENT,
    STATION,
    TOWNSHIP,
    Street,
    staff_of,
)
from tests.suggestions.whole.course import NOBODY, SEEDS, Course, Draw, mostly, one_of, settled, stored

ANOTHER = someone(person="pan0therres1dent00000")
HANDLERS = (TOWNSHIP, LIAISON, COUNTY_STAFF)
STRANGERS = (
    NOBODY,
    NEIGHBOUR,
    DEPUTY,
    RESIDENT,
    ANOTHER,
    someone("committee_staff:1402", person="pdat0ng00000000000000"),
)

pytestmark = [pytest.mark.moto_itself, pytest.mark.usefixtures("audited")]
RECEIVER, AT_COUNTY = f"liaison_officer:{STATION}", f"committee_staff:{COUNTY}"
STATES = ("received", "forwarded", "handed_over", "research", "result_known", "answered", "merged")
MAY_FOLLOW = {
    "received": {"answered", "forwarded", "handed_over", "research", "merged"},
    "forwarded": {"handed_over", "received"},
    "handed_over": {"result_known", "received", "forwarded"},
    "research": {"result_known"},
    "result_known": {"answered"},
    "answered": {"received"},
    "merged": {"received"},
}
TOWNSHIPS, HIGHER = {"matter_remit": "township"}, {"matter_remit": "higher"}
SPOT, PERSONAL = {"answerable": "true"}, {"personal_legal_case": "true"}
COMMON = {"common_and_complex": "true"}
MATTERS = (SPOT, TOWNSHIPS, HIGHER, PERSONAL, COMMON)
WAYS: dict[str, set[str]] = {
    str(SPOT): {"answer"},
    str(TOWNSHIPS): {"handover"},
    str(HIGHER): {"forwarding", "handover"},
    str(PERSONAL): {"explanation"},
    str(COMMON): {"answer", "explanation", "forwarding", "handover", "research"},
}
"""By which ways a matter may go (art. 20): what is common and complex may be researched or not."""
WAY_OF = {
    "answered": "answer",
    "explained": "explanation",
    "forwarded": "forwarding",
    "handed_over": "handover",
    "research": "research",
}
TOKENS = ("【甲说】", "【乙说】")
"""In every word of each resident, and in what the staff say to that one alone."""


@dataclass
class Account:
    """What the history of an opinion comes to, reckoned by its words alone."""

    state: str = ""
    round: int = 1
    facts: dict[str, Any] = field(default_factory=dict)
    unit: str | None = None
    forwarded: bool = False
    waiting: bool = False
    into: str | None = None
    merged: list[str] = field(default_factory=list)
    rated: set[tuple[str, int]] = field(default_factory=set)

    @staticmethod
    def of(history: list[Any]) -> "Account":
        made = Account()
        for entry in history:
            made.happened(entry["what"], entry["data"])
        return made

    def happened(self, what: str, data: Any) -> None:
        match what:
            case "received" | "research" | "result_known":
                self.state = what
            case "sorted":
                self.facts = data["facts"]
            case "answered" | "explained" | "fed_back":
                self.state, self.waiting = "answered", False
            case "forwarded":
                self.state, self.forwarded = "forwarded", True
            case "handed_over":
                self.state, self.unit = "handed_over", data["unit"]
            case "returned":
                through = self.unit is not None and self.forwarded
                self.state = "forwarded" if through else "received"
                self.unit, self.forwarded = None, through
            case "asked":
                self.waiting = True
            case "replied":
                self.waiting = False
            case "unsolved":
                self.state, self.round, self.waiting = "received", self.round + 1, True
                self.unit, self.forwarded, self.into = None, False, None
            case "rated":
                self.rated.add((data["of"], data["round"]))
            case "merged":
                self.state, self.into = "merged", data["into"]
            case "joined":
                self.merged.append(data["opinion"])
            case "left":
                self.merged.remove(data["opinion"])


anybody = one_of(*HANDLERS, AUDITOR, *STRANGERS)
handler = one_of(*HANDLERS)
which = one_of(0, 1)
STEPS: dict[str, dict[str, Draw]] = {
    "sort": {"facts": one_of(SPOT, TOWNSHIPS, TOWNSHIPS, HIGHER, HIGHER, PERSONAL, COMMON)},
    "answer": {},
    "explain": {},
    "forward": {},
    "hand_over": {},
    "send_back": {},
    "research": {},
    "result": {},
    "feed_back": {},
    "reply": {},
    "merge": {},
    "unit_says": {"gives_back": one_of(True, False, False), "right": mostly},
    "resident_says": {"unsolved": one_of(True, False), "right": mostly},
    "resident_rates": {"result": one_of("satisfied", "mostly_satisfied", "dissatisfied"), "right": mostly},
    "time_passes": {"hours": one_of(1, 30, 300)},
    "units_and_residents_read": {},
    "strangers_see_nothing": {"who": one_of(*STRANGERS), "part": one_of("", "/history")},
    "the_county_counts": {},
}
_BY_STAFF = tuple(STEPS)[:11]
FITTING = {
    "received": ("onwards", "sort", "answer", "forward", "hand_over", "research", "merge", "resident_says"),
    "forwarded": ("hand_over", "hand_over", "send_back"),
    "handed_over": ("unit_says", "unit_says", "result", "units_and_residents_read"),
    "research": ("result",),
    "result_known": ("feed_back", "feed_back", "sort", "units_and_residents_read"),
    "answered": ("resident_says", "resident_rates", "resident_rates", "reply", "time_passes"),
    "merged": ("resident_says", "resident_rates", "reply", "units_and_residents_read"),
}


class Opinions(Course):
    """Two opinions at one station: of somebody signed in, of somebody who wishes to stay unnamed, or of
    nobody known."""

    service: Street

    def __init__(self, street: Street, units: list[Any]) -> None:
        super().__init__(street)
        self.units = {unit.id: unit for unit in units}
        self.receipts: list[Any] = []
        self.ids: list[str] = []
        self.named: list[str | None] = []
        self.entries: list[list[Any]] = [[], []]
        self.accounts = [Account(), Account()]
        self.states: list[list[str]] = [["received"], ["received"]]

    @initialize(seed=SEEDS)
    def bring(self, seed: int) -> None:
        self.chance.seed(seed)
        for number, person in enumerate((RESIDENT, ANOTHER)):
            by = self.chance.choice((person, person, None))
            unnamed = by is not None and self.chance.random() < 0.3
            text = f"{TOKENS[number]}人民路东段没有路灯。"
            self.pass_time(minutes=1)
            self.receipts.append(self.service.bring(text, by=by, anonymous=unnamed))
            self.ids.append(self.receipts[number]["receipt"])
            self.named.append(by.person if by is not None and not unnamed else None)
        self.stands = stored(self.service.world)
        self.changed = True
        self.look()

    def look(self) -> None:
        """The histories have grown, at their ends only, and each opinion is where its own leads."""
        for number, id_ in enumerate(self.ids):
            before, path = self.entries[number], f"/v1/opinions/{id_}"
            entries = self.history(f"{path}/history", COUNTY_STAFF)
            assert entries[: len(before)] == before
            assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
            account = Account.of(entries)
            if account.state != self.states[number][-1]:
                assert account.state in MAY_FOLLOW[self.states[number][-1]]
                self.states[number].append(account.state)
            shown = self.read(path, COUNTY_STAFF)
            assert shown["version"] == len(entries)
            expected = (account.state, account.round, account.unit, account.waiting, account.into)
            assert expected == tuple(shown[n] for n in ("state", "round", "unit", "waiting", "merged_into"))
            assert shown["merged"] == account.merged
            assert shown["voices"] == 1 + len(account.merged)
            self.entries[number], self.accounts[number] = entries, account

    @rule()
    def somebody_does_something(self) -> None:
        """Mostly what fits the state, by who may; now and then anything, by anybody."""
        self.one = which(self.chance)
        fitting = FITTING[self.account.state] if mostly(self.chance) else ()
        step = self.chance.choice(fitting or tuple(STEPS))
        arguments = {name: draw(self.chance) for name, draw in STEPS.get(step, {}).items()}
        if step in _BY_STAFF:
            self.by = (handler if mostly(self.chance) else anybody)(self.chance)
            self.current = mostly(self.chance)
        getattr(self, step)(**arguments)

    @property
    def account(self) -> Account:
        return self.accounts[self.one]

    @property
    def version(self) -> int:
        return len(self.entries[self.one])

    def heard_by(self, kind: str) -> list[tuple[str, str]]:
        """The residents of this opinion and of those joined with it who can be told."""
        ids = [self.ids[self.one], *self.account.merged]
        people = [self.named[self.ids.index(id_)] for id_ in ids]
        return [(person, kind) for person in people if person is not None]

    def step(self, to: str, body: object, told: Any, *, method: str = "POST") -> bool:
        """Tries a step of the staff; whether it was taken."""
        before, number = self.account, len(self.entries[self.one])
        path = f"/v1/opinions/{self.ids[self.one]}" + (to and f"/{to}")
        version = self.version - (not self.current)
        answer = self.attempt(
            to or "sort", path, body, by=self.by, right=HANDLERS,
            version=version, current=self.version, told=told, method=method,
        )  # fmt: skip
        if answer is None:
            return False
        self.look()
        (entry,) = self.entries[self.one][number:]
        assert entry["by"] == self.by.person
        way = WAY_OF.get(entry["what"])
        if way is not None:
            self.rules_allow(way, before, entry)
        return True

    def rules_allow(self, way: str, before: Account, entry: Any) -> None:
        """The way is one of those that the rules name for the matter, by the body that they name."""
        stated = next(known for known in MATTERS if fits(known, before.facts))
        assert way in WAYS[str(stated)], "by no way that the rules do not name"
        binding = stated is not COMMON or way == "research"
        assert ("rule" in entry["data"]) == binding
        if way == "handover" and stated is not COMMON:
            allowed = (COUNTY_STAFF,) if stated is HIGHER else (TOWNSHIP, COUNTY_STAFF)
            assert self.by in allowed
        if before.state == "forwarded":
            assert self.by == COUNTY_STAFF

    # -- the staff -----------------------------------------------------------------------------------------

    def sort(self, facts: dict[str, str]) -> None:
        self.step("", {"facts": facts}, (), method="PATCH")

    def answer(self) -> None:
        self.step("answer", {"text": "已派人处理。"}, self.heard_by("opinion_result"))

    def explain(self) -> None:
        body = {"text": "涉法事项请依法解决。", "channel": "区人民法院"}
        self.step("explanation", body, self.heard_by("opinion_result"))

    def forward(self) -> None:
        told = [(AT_COUNTY, "opinion_forwarded"), *self.heard_by("opinion_handed_over")]
        self.step("forwarding", {"text": "请县里交办。"}, told)

    def hand_over(self) -> None:
        unit = self.chance.choice(sorted(self.units))
        told = [(f"unit_staff:{unit}", "opinion_assigned"), *self.heard_by("opinion_handed_over")]
        self.step("handover", {"unit": unit}, told)

    def send_back(self) -> None:
        if self.step("return", {"reason": "属于乡镇职责"}, [(RECEIVER, "opinion_returned")]):
            assert self.by == COUNTY_STAFF

    def research(self) -> None:
        self.step("research", {"text": "列入专题调研。"}, ())

    def result(self) -> None:
        self.step("result", {"text": "已装路灯六盏。"}, ())

    def feed_back(self) -> None:
        self.step("feedback", {"text": "路灯已装好。"}, self.heard_by("opinion_result"))

    def reply(self) -> None:
        person = self.named[self.one]
        told = [] if person is None else [(person, "opinion_result")]
        self.step("reply", {"text": f"{TOKENS[self.one]}您问的事正在办。"}, told)

    def merge(self) -> None:
        person = self.named[self.one]
        told = [] if person is None else [(person, "opinion_merged")]
        other = 1 - self.one
        if self.step("merging", {"into": self.ids[other]}, told):
            assert self.accounts[other].merged == [self.ids[self.one]]

    # -- the unit and the resident -------------------------------------------------------------------------

    def unit_says(self, gives_back: bool, right: bool) -> None:
        units = sorted(self.units)
        unit = self.account.unit if right and self.account.unit else self.chance.choice(units)
        staff = unit if mostly(self.chance) else self.chance.choice(units)
        through = self.account.forwarded
        if gives_back:
            to, body = "return", {"reason": "不属于本单位职责"}
            told = [(AT_COUNTY if through else RECEIVER, "opinion_returned")]
        else:
            to, body = "result", {"text": "已装路灯六盏。"}
            told = [(RECEIVER, "opinion_result_known")]
        before = self.account
        taken = self.attempt(
            f"unit {to}", f"/v1/units/{unit}/opinions/{self.ids[self.one]}/{to}", body,
            by=staff_of(self.units[staff]), right=[staff_of(self.units[unit])],
            version=self.version, current=self.version, told=told,
        )  # fmt: skip
        if taken is not None:
            self.look()
            assert (before.state, before.unit) == ("handed_over", unit)

    def resident_says(self, unsolved: bool, right: bool) -> None:
        receipt = self.receipts[self.one]
        secret = receipt["secret"] if right else self.receipts[1 - self.one]["secret"]
        body = {"receipt": receipt["receipt"], "secret": secret, "text": f"{TOKENS[self.one]}还是没有亮。"}
        before = self.account
        taken = self.attempt(
            "unsolved" if unsolved else "words", "/v1/opinions/follow/words", {**body, "unsolved": unsolved},
            by=NOBODY, right=(NOBODY,), told=[(RECEIVER, "opinion_added")],
        )  # fmt: skip
        if taken is not None:
            assert right, "with another's secret"
            self.look()
            assert not unsolved or before.state in ("answered", "merged")
            assert self.account.into is None or not unsolved

    def resident_rates(self, result: str, right: bool) -> None:
        """Once to each answer; dissatisfied, the next round is owed."""
        receipt = self.receipts[self.one]
        secret = receipt["secret"] if right else self.receipts[1 - self.one]["secret"]
        reason = f"{TOKENS[self.one]}仍不亮。" if result == "dissatisfied" else None
        body = {"receipt": receipt["receipt"], "secret": secret, "result": result, "reason": reason}
        before = self.account
        of = before if before.into is None else self.accounts[1 - self.one]
        told = [(RECEIVER, "opinion_rated")]
        told += [(f"unit_staff:{of.unit}", "opinion_rated")] if of.unit is not None else []
        taken = self.attempt(
            "rating", "/v1/opinions/follow/rating", body, by=NOBODY, right=(NOBODY,), told=told
        )  # fmt: skip
        if taken is not None:
            assert right, "with another's secret"
            self.look()
            assert of.state == "answered"
            key = (before.into or self.ids[self.one], of.round)
            assert key not in before.rated, "once to each answer"
            assert key in self.account.rated
            assert self.account.round == before.round + (result == "dissatisfied")

    def time_passes(self, hours: int) -> None:
        self.pass_time(hours=hours)

    def onwards(self) -> None:
        """What the rules of the place want next, so that chance also comes to the end of it."""
        self.by, self.current = COUNTY_STAFF, True
        self.sort(self.chance.choice((TOWNSHIPS, HIGHER)))
        self.forward()
        self.hand_over()

    # -- who reads what ------------------------------------------------------------------------------------

    @invariant()
    def what_changed_is_right(self) -> None:
        if self.ids and self.unseen():
            self.each_stands_in_the_lists_of_its_state_alone()
            self.what_is_owed_stands_in_the_lists_of_what_is_due()
            self.nothing_is_stored_of_who_is_unnamed()

    def each_stands_in_the_lists_of_its_state_alone(self) -> None:
        for id_, account in zip(self.ids, self.accounts, strict=True):
            here = {scope: [account.state] for scope in reaching(STATION)}
            assert self.listed("OPINIONS", STATION, STATES, id_) == here

    def what_is_owed_stands_in_the_lists_of_what_is_due(self) -> None:
        """The unit has it in hand; the result is owed by who received it (art. 20(2), (3))."""
        found = self.read("/v1/due", LIAISON, scope=STATION)["items"]
        due = {(one["case"], one["party"], one["rule"]) for one in found}
        expected: set[tuple[str, str, str | None]] = set()
        for id_, account in zip(self.ids, self.accounts, strict=True):
            remit = account.facts.get("matter_remit")
            if account.state == "result_known" and remit is not None:
                expected.add((id_, STATION, "sq-20b.c" if remit == "township" else "sq-20c.c"))
            if account.state == "handed_over" and account.unit is not None:
                expected.add((id_, account.unit, None))
        assert due == expected

    def nothing_is_stored_of_who_is_unnamed(self) -> None:
        everything = str(self.stands)
        for named, person, receipt in zip(self.named, (RESIDENT, ANOTHER), self.receipts, strict=True):
            assert receipt["secret"] not in everything
            assert named is not None or person.person not in everything

    def units_and_residents_read(self) -> None:
        """A unit learns what is said and never by whom; a resident never what another said."""
        for number, receipt in enumerate(self.receipts):
            assert TOKENS[1 - number] not in str(self.service.follow(receipt))
        for unit in self.units.values():
            staff = staff_of(unit)
            told = [
                item for (table, pk, _), item in self.stands.items() if pk == f"INBOX#unit_staff:{unit.id}"
            ]
            texts = [str(told), str(self.read(f"/v1/units/{unit.id}/due", staff))]
            for id_, account in zip(self.ids, self.accounts, strict=True):
                seen = self.service.send("GET", f"/v1/units/{unit.id}/opinions/{id_}", by=staff)
                assert (seen.status == 200) == (account.unit == unit.id)
                held = self.service.send("GET", f"/v1/units/{unit.id}/handovers/{id_}", by=staff)
                texts += [seen.text, held.text]
                self.refused(f"/v1/opinions/{id_}", staff)
                self.refused(f"/v1/opinions/{id_}/history", staff)
            for person in (RESIDENT, ANOTHER):
                assert not any(person.person in text for text in texts)

    def strangers_see_nothing(self, who: Caller | None, part: str) -> None:
        self.refused(f"/v1/opinions/{self.ids[self.one]}{part}", who)
        self.refused("/v1/opinions", who, query={"scope": STATION, "state": self.account.state})

    def the_county_counts(self) -> None:
        """Lists over HTTP have what the histories have."""
        states = [account.state for account in self.accounts]
        for state in STATES:
            query = {"scope": COUNTY, "state": state}
            found = self.read("/v1/opinions", COUNTY_STAFF, **query)["items"]
            assert [one["id"] for one in found] == [
                id_ for id_, there in zip(self.ids, states, strict=True) if there == state
            ]


def fits(known: dict[str, str], facts: dict[str, Any]) -> bool:
    """Whether a matter was sorted as this."""
    return {name: str(value).lower() for name, value in facts.items()} == known


def test_whatever_they_do_an_opinion_is_where_its_history_leads(street: Street) -> None:
    units = [street.unit(), street.unit("供电所", number=2)]
    courses: list[Opinions] = []

    class Here(Opinions):
        def __init__(self) -> None:
            super().__init__(street, units)
            courses.append(self)

    run_state_machine_as_test(Here, settings=settled(5, 55))
    came_to = {state for one in courses for states in one.states for state in states}
    assert came_to >= {"received", "handed_over", "result_known", "answered"}, "chance came nowhere"
