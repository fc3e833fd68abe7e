"""A suggestion under random actors who do random things, in order and out of order.

The machine keeps a second account of its own, made of what was said to have happened, and holds the
suggestion against it: no step that the order of things forbids, nothing lost, nothing closed that is not
answered.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.handovers.handover import Share
from functions.suggestions.suggestions import handling, signing, states
from functions.suggestions.suggestions.handling import Given
from functions.suggestions.suggestions.states import Moved
from functions.suggestions.suggestions.suggestion import (
    Happened,
    Outcome,
    Progress,
    Signature,
    State,
    Suggestion,
    Way,
)
from shared.domain.errors import Refusal

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
UNITS = ("u1", "u2", "u3")
LEGAL = {
    State.DRAFT: {State.SUBMITTED, State.WITHDRAWN},
    State.SUBMITTED: {State.ACCEPTED, State.RETURNED, State.WITHDRAWN},
    State.RETURNED: {State.SUBMITTED, State.WITHDRAWN},
    State.ACCEPTED: {State.HANDED_OVER, State.WITHDRAWN},
    State.HANDED_OVER: {State.HANDLING, State.ACCEPTED, State.REPLIED, State.WITHDRAWN},
    State.HANDLING: {State.HANDED_OVER, State.REPLIED, State.WITHDRAWN},
    State.REPLIED: {State.RATED, State.CLOSED},
    State.RATED: {State.CLOSED, State.HANDED_OVER, State.WITHDRAWN},
    State.CLOSED: {State.RATED},
    State.WITHDRAWN: set(),
}
units = st.sampled_from(UNITS)
deputies = st.sampled_from(["p7", "p8"])
verdicts = st.sampled_from(Verdict)


def suggestion(**fields: object) -> Suggestion:
    made = Suggestion("s1", "p1", "李国庆", "4114", "完善社区养老", "请完善社区养老用房。", NOON)
    return replace(made, **fields)  # type: ignore[arg-type]


class Actors(RuleBasedStateMachine):
    """The deputy, the office and three units."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.found = suggestion()
        self.history: list[Entry] = [Entry(Happened.DRAFTED, "p1", NOON)]
        self.path = [State.DRAFT]
        self.read: dict[str, str] = {}

    def take(self, step: object, *args: object, by: str = "p1") -> None:
        self.now += timedelta(hours=1)
        try:
            moved: Moved | None = step(self.found, *args, by, self.now)  # type: ignore[operator]
        except Refusal:
            return
        if moved is None:
            return
        assert moved.entries, "what changes stands in the history"
        assert all(entry.at == self.now for entry in moved.entries)
        self.found = replace(moved.after, version=self.found.version + len(moved.entries))
        self.history += moved.entries
        if self.found.state is not self.path[-1]:
            assert self.found.state in LEGAL[self.path[-1]], (self.path[-1], self.found.state)
            self.path.append(self.found.state)

    @rule(text=st.sampled_from(["请完善社区养老用房。", "请增加社区养老用房。"]))
    def edit(self, text: str) -> None:
        self.take(states.edit, {"text": text})

    @rule(who=deputies)
    def ask(self, who: str) -> None:
        self.take(signing.asked, [(who, who)])

    @rule(who=deputies, signed=st.booleans())
    def sign(self, who: str, signed: bool) -> None:
        before = self.found.signed_by
        self.take(signing.answered, signed, by=who)
        if who in self.found.signed_by and who not in before:
            self.read[who] = self.found.text

    @rule(in_session=st.booleans())
    def submit(self, in_session: bool) -> None:
        self.take(states.submit, ["clear_and_specific"], in_session)

    @rule(accepted=st.booleans(), reason=st.sampled_from([None, "涉及个人事务"]))
    def check(self, accepted: bool, reason: str | None) -> None:
        self.take(states.check, accepted, reason, {})

    @rule(given=st.lists(st.tuples(units, st.sampled_from([Share.LEAD, Share.CO])), min_size=1, max_size=3))
    def hand_over(self, given: list[tuple[str, Share]]) -> None:
        self.take(handling.hand_over, [Given(unit, unit, share) for unit, share in given], None)

    @rule(unit=units)
    def accept(self, unit: str) -> None:
        self.take(handling.accept, unit)

    @rule(unit=units)
    def give_back(self, unit: str) -> None:
        self.take(handling.give_back, unit, "不属于本单位职责")

    @rule(unit=units, heard=st.booleans())
    def contact(self, unit: str, heard: bool) -> None:
        self.take(handling.contact, unit, Way.VISIT, heard, None)

    @rule(unit=units)
    def contribute(self, unit: str) -> None:
        self.take(handling.contribute, unit, "我局意见如下。")

    @rule(unit=units, outcome=st.sampled_from(Outcome), until=st.sampled_from([None, date(2027, 6, 30)]))
    def reply(self, unit: str, outcome: Outcome, until: date | None) -> None:
        self.take(handling.reply, unit, "已办结。", outcome, "王局长", until)

    @rule(result=verdicts, attitude=verdicts, reason=st.sampled_from([None, "没有解决"]))
    def rate(self, result: Verdict, attitude: Verdict, reason: str | None) -> None:
        self.take(states.rate, result, attitude, reason)

    @rule()
    def close(self) -> None:
        self.take(states.close, None)

    @rule(reason=st.sampled_from([None, "已另行提出"]), sure=st.integers(0, 9))
    def withdraw(self, reason: str | None, sure: int) -> None:
        if sure == 0:
            self.take(states.withdraw, reason)

    @rule()
    def onwards(self) -> None:
        """What is next in the order of things, so that chance also comes to the end of it."""
        match self.found.state:
            case State.DRAFT | State.RETURNED:
                self.submit(False)
            case State.SUBMITTED:
                self.check(True, None)
            case State.ACCEPTED | State.RATED:
                self.hand_over([("u1", Share.LEAD), ("u2", Share.CO)])
            case State.HANDED_OVER | State.HANDLING:
                for unit in UNITS:
                    self.accept(unit)
                    self.reply(unit, Outcome.DONE, None)
            case State.REPLIED:
                self.rate(Verdict.DISSATISFIED, Verdict.MOSTLY, "没有解决")

    @invariant()
    def history_has_one_entry_for_each_version(self) -> None:
        assert len(self.history) == self.found.version

    @invariant()
    def the_state_is_what_the_units_make_it(self) -> None:
        leads = [one for one in self.found.units if one.live and one.share is Share.LEAD]
        if self.found.state in (State.HANDED_OVER, State.HANDLING):
            assert leads
            assert any(one.progress is not Progress.REPLIED for one in leads)
        if self.found.state in (State.REPLIED, State.RATED, State.CLOSED):
            assert leads
            assert all(one.reply is not None for one in leads)

    @invariant()
    def each_unit_stands_where_its_own_history_ends(self) -> None:
        for one in self.found.units:
            own = [
                entry.what
                for entry in self.history
                if entry.data.get("unit") == one.unit
                and entry.data["round"] == self.found.round
                and entry.what != Happened.CONTACTED
            ]
            last = {
                Progress.PENDING: Happened.HANDED_OVER,
                Progress.ACCEPTED: Happened.ACCEPTED,
                Progress.RETURNED: Happened.RETURNED,
                Progress.RELEASED: Happened.REASSIGNED,
                Progress.CONTRIBUTED: Happened.CONTRIBUTED,
                Progress.REPLIED: Happened.REPLIED,
            }
            assert own[-1] == last[one.progress]

    @invariant()
    def a_signature_is_of_the_words_that_stand(self) -> None:
        assert all(self.read[who] == self.found.text for who in self.found.signed_by)
        if self.found.state not in states.OPEN and self.found.submitted_at is not None:
            asked = (one for one in self.found.signers if one.signature is Signature.ASKED)
            assert self.found.state is State.WITHDRAWN or not list(asked)

    @invariant()
    def rounds_follow_dissatisfaction(self) -> None:
        orders = sum(entry.what == Happened.REDO_ORDERED for entry in self.history)
        refusals = sum(entry.what == Happened.DISSATISFIED for entry in self.history)
        assert self.found.round == (orders + 1 if self.found.units else 0)
        assert refusals - orders == int(self.found.dissatisfied)

    @invariant()
    def nothing_is_closed_over_the_deputys_head(self) -> None:
        if self.found.state is State.CLOSED:
            assert not self.found.dissatisfied


TestActors = Actors.TestCase
TestActors.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def handed_over(*shares: Share) -> Suggestion:
    accepted = suggestion(state=State.ACCEPTED, submitted_at=NOON)
    given = [Given(unit, unit, share) for unit, share in zip(UNITS, shares, strict=False)]
    return handling.hand_over(accepted, given, None, "p2", NOON).after


def refused(code: str, step: object, *args: object) -> None:
    with pytest.raises(Refusal) as refusal:
        step(*args)  # type: ignore[operator]
    assert refusal.value.code == code


def test_a_suggestion_needs_a_unit_that_leads() -> None:
    accepted = suggestion(state=State.ACCEPTED)
    refused("lead_missing", handling.hand_over, accepted, [Given("u1", "u1", Share.CO)], None, "p2", NOON)


def test_a_unit_has_it_once() -> None:
    found = handed_over(Share.LEAD)
    twice = [Given("u2", "u2", Share.CO)] * 2
    refused("already_handed_over", handling.hand_over, found, twice, None, "p2", NOON)
    again = [Given("u1", "u1", Share.CO)]
    refused("already_handed_over", handling.hand_over, found, again, None, "p2", NOON)


def test_joint_leads_reply_each() -> None:
    found = handed_over(Share.LEAD, Share.LEAD)
    for unit, state in (("u1", State.HANDED_OVER), ("u2", State.HANDLING)):
        found = handling.accept(found, unit, "p3", NOON).after
        assert found.state is state
    for unit, state in (("u1", State.HANDLING), ("u2", State.REPLIED)):
        said = ("已办结。", Outcome.DONE, "王局长", None)
        found = handling.reply(found, unit, *said, "p3", NOON).after
        assert found.state is state


def test_who_helps_does_not_reply_to_the_deputy_and_who_leads_does() -> None:
    found = handed_over(Share.LEAD, Share.CO)
    for unit in ("u1", "u2"):
        found = handling.accept(found, unit, "p3", NOON).after
    said = ("已办结。", Outcome.DONE, "王局长", None)
    refused("not_lead", handling.reply, found, "u2", *said, "p3", NOON)
    refused("lead_replies", handling.contribute, found, "u1", "意见", "p3", NOON)


def test_what_is_planned_names_its_day() -> None:
    found = handling.accept(handed_over(Share.LEAD), "u1", "p3", NOON).after
    planned = ("已列入计划。", Outcome.PLANNED, "王局长", None)
    refused("invalid_request", handling.reply, found, "u1", *planned, "p3", NOON)
    done = ("已办结。", Outcome.DONE, "王局长", date(2027, 1, 1))
    refused("invalid_request", handling.reply, found, "u1", *done, "p3", NOON)
