"""Whatever happens to a case in a unit's hands, and however irregularly the schedule runs."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.suggestions.clocks import clock
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import About, HandOver, Share, State
from functions.suggestions.tables import SuggestionItem
from shared.domain.clock import SHANGHAI, legal_day, utc_text
from shared.domain.errors import Refusal
from shared.regulations.calendars.dates import add_months
from shared.store.envelopes import value_of
from shared.store.writing import Write

START = datetime(2026, 1, 1, tzinfo=SHANGHAI)
STAFF, UNIT = "p" + "1" * 20, "u" + "1" * 20
MINUTES = st.integers(0, 4 * 366 * 24 * 60)
ACTIONS = ("accept", "return", "reply", "release", "again", "dissatisfied", "urge", "wide")


def new(at: datetime, *, wide: bool = False) -> HandOver:
    about = About("s1", "SUGGESTIONS", "411402001", "标题", {"wide_or_difficult": wide})
    return handover.given(about, UNIT, Share.LEAD, at, STAFF)


def done(found: HandOver, action: str, at: datetime) -> HandOver:
    """The hand-over after the action; as it was where that is refused."""
    try:
        return _done(found, action, at)
    except Refusal as refusal:
        if refusal.code not in ("handover_state", "urged_lately"):
            raise
        return found


def _done(found: HandOver, action: str, at: datetime) -> HandOver:
    match action:
        case "accept":
            return handover.accepted(found, at, STAFF)
        case "return":
            return handover.returned(found, at, STAFF, "退回")
        case "reply":
            return handover.replied(found, at, STAFF)
        case "release":
            return handover.released(found, at, STAFF)
        case "again":
            return handover.again(found, Share.CO, at, STAFF)
        case "urge":
            return handover.urged(found, at, STAFF, None)
        case "wide":
            about = found.about
            wide = About(about.case, about.kind, about.scope, about.title, {"wide_or_difficult": True})
            return handover.restated(found, wide)
    return handover.happened(found, action, at, STAFF)


@given(MINUTES)
def test_three_months_end_on_the_same_day_or_the_last_of_the_month(minutes: int) -> None:
    at = START + timedelta(minutes=minutes)
    (timed,) = handover.clocks(new(at), at)
    due = timed.run.clock.due
    assert due is not None
    assert due.day == add_months(legal_day(at), 3)
    assert legal_day(due.at) == due.day
    assert legal_day(due.at + timedelta(microseconds=1)) == due.day + timedelta(days=1)


@given(MINUTES, st.booleans(), st.lists(st.integers(1, 200 * 24 * 60), min_size=1, max_size=30))
def test_each_moment_is_told_once_in_its_order_and_none_too_early(
    minutes: int, wide: bool, waits: list[int]
) -> None:
    found = new(START + timedelta(minutes=minutes), wide=wide)
    (timed,) = handover.clocks(found, found.since)
    due = timed.run.clock.due
    assert due is not None
    after, told = found.since, []
    for wait in waits:
        now = after + timedelta(minutes=wait)
        (timed,) = handover.clocks(found, now)
        coming = clock.next_moment(timed, after)
        moment = clock.told(timed, after, now)
        assert coming is not None
        assert (moment is not None) == (coming <= now)
        if moment is not None:
            assert coming <= moment.at <= now
            told.append(moment)
        after = now
    assert [moment.at for moment in told] == sorted({moment.at for moment in told})
    for moment in told:
        assert (moment.kind == "case_due_soon") == (moment.at <= due.at)


@settings(max_examples=60)
@given(MINUTES, st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(1, 60 * 24 * 60)), max_size=12))
def test_what_is_owed_and_listed_follows_from_what_happened(
    minutes: int, actions: list[tuple[str, int]]
) -> None:
    now = START + timedelta(minutes=minutes)
    found, standing = new(now), dict[tuple[str, str], SuggestionItem]()
    apply(store.writes(None, found, now), standing)
    for action, wait in actions:
        before = stored(standing)
        now += timedelta(minutes=wait)
        after = done(before, action, now)
        assert after.steps[: len(before.steps)] == before.steps
        apply(store.writes(before, after, now), standing)
        check(standing, now)


def apply(writes: list[Write], standing: dict[tuple[str, str], SuggestionItem]) -> None:
    """Plays a transaction on a table in memory; no key is written twice in one."""
    keys = [(write.item.pk, write.item.sk) for write in writes]
    assert len(keys) == len(set(keys))
    for key, write in zip(keys, writes, strict=True):
        item = write.item
        assert isinstance(item, SuggestionItem)
        if write.operation.name == "REMOVE":
            assert standing.pop(key, None) is not None
        else:
            standing[key] = item


def stored(standing: dict[tuple[str, str], SuggestionItem]) -> HandOver:
    return value_of(standing["CASE#s1", f"HANDOVER#{UNIT}"], HandOver)


def check(standing: dict[tuple[str, str], SuggestionItem], now: datetime) -> None:
    """One entry for the unit and one for each scope while something is owed, and no other item."""
    found = stored(standing)
    entries = [item for (pk, _), item in standing.items() if pk.startswith("DUE#")]
    open_ = found.state in (State.GIVEN, State.ACCEPTED)
    assert len(standing) == len(entries) + 1
    assert {item.pk for item in entries} == (
        {f"DUE#{of}" for of in ("41", "4114", "411402", "411402001", UNIT)} if open_ else set()
    )
    clocks = handover.clocks(found, now)
    rounds = sum(timed.run.clock.fulfilled is not None for timed in clocks)
    assert rounds == sum(step.what == "replied" for step in found.steps)
    head = standing["CASE#s1", f"HANDOVER#{UNIT}"]
    assert (head.gsi1pk is not None) == open_
    if open_:
        due = clocks[-1].run.clock.due
        assert due is not None
        given_at = max(step.at for step in found.steps if step.what == "handed_over")
        wide = found.about.facts["wide_or_difficult"]
        assert due.day == add_months(legal_day(given_at), 6 if wide else 3)
        assert {item.sk[:10] for item in entries} == {utc_text(due.at)[:10]}
