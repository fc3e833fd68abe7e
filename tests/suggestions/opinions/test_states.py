"""Random steps, in order and out of order: no opinion is ever where its history does not lead."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from functions.suggestions.cases.case import Entry
from functions.suggestions.opinions.opinion import Happened, Opinion, State, then
from shared.domain.errors import Refusal

BEGUN = datetime(2026, 11, 20, 2, tzinfo=UTC)
TELLS = {Happened.ANSWERED, Happened.EXPLAINED, Happened.FED_BACK}


class Course(RuleBasedStateMachine):
    """An opinion to which anything may be tried at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.opinion = Opinion("e" + "0" * 20, "411402001-01", "路灯不亮", BEGUN)
        self.happened: list[Happened] = []

    @rule(what=st.sampled_from(list(Happened)))
    def step(self, what: Happened) -> None:
        fields: dict[str, str] = {}
        if what is Happened.HANDED_OVER:
            fields = {"unit": "u" + "0" * 20, "unit_name": "市政管理所"}
        elif what is Happened.MERGED:
            fields = {"merged_into": "e" + "1" * 20}
        elif what in TELLS:
            fields = {"answer": what}
        moment = BEGUN + timedelta(minutes=len(self.happened))
        refused = ""
        try:
            self.opinion, _ = then(self.opinion, Entry(what, "resident", moment), **fields)
            self.happened.append(what)
        except Refusal as refusal:
            refused = refusal.code
        assert refused in ("", "case_state")

    @invariant()
    def nothing_is_closed_that_is_not_answered(self) -> None:
        if self.opinion.state is State.ANSWERED:
            moved = [what for what in self.happened if what in TELLS | {Happened.UNSOLVED}]
            assert moved[-1] in TELLS
            assert self.opinion.answer is not None

    @invariant()
    def a_unit_has_it_only_where_it_was_handed_over(self) -> None:
        assert (self.opinion.unit is None) == (self.opinion.unit_name is None)
        if self.opinion.state in (State.RECEIVED, State.FORWARDED):
            assert self.opinion.unit is None
        if self.opinion.state is State.HANDED_OVER:
            assert self.opinion.unit is not None

    @invariant()
    def what_was_forwarded_comes_back_to_the_countys_body(self) -> None:
        if self.opinion.state is State.FORWARDED:
            assert self.opinion.forwarded
        if self.opinion.state is State.RECEIVED:
            assert not self.opinion.forwarded

    @invariant()
    def rounds_are_counted_by_the_history(self) -> None:
        assert self.opinion.round == 1 + self.happened.count(Happened.UNSOLVED)
        assert (self.opinion.merged_into is not None) == (self.opinion.state is State.MERGED)

    @invariant()
    def an_answer_is_owed_to_the_last_that_was_asked(self) -> None:
        said = TELLS | {Happened.REPLIED, Happened.ASKED, Happened.UNSOLVED}
        last = next((what for what in reversed(self.happened) if what in said), None)
        assert self.opinion.waiting == (last in (Happened.ASKED, Happened.UNSOLVED))


TestCourse = Course.TestCase
TestCourse.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
