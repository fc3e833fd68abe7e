"""Tallies add up, however they are cut."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.suggestions.numbers import tally
from functions.suggestions.numbers.months import before, span
from functions.suggestions.numbers.tally import Group, Tally, total
from shared.store.codec import to_plain

_COUNTS = st.dictionaries(
    st.sampled_from(["cases", "voices", "on_time", "late", "owed:2027-02-28", "state:received"]),
    st.integers(1, 9),
    max_size=4,
)


@st.composite
def _own(draw: st.DrawFn, scope: str) -> Tally:
    """What a scope itself has: its places and groups are nobody else's."""
    places = draw(st.dictionaries(st.text("甲乙丙", min_size=1, max_size=2), st.integers(1, 9)))
    groups = draw(st.lists(st.integers(10, 28), unique=True, max_size=4))
    return Tally(
        draw(_COUNTS),
        draw(st.dictionaries(st.sampled_from(["law", "work", "-"]), _COUNTS)),
        {f"{scope}|{place}": {"cases": n, "voices": n} for place, n in places.items()},
        draw(st.dictionaries(st.sampled_from(["u1", "u2"]), _COUNTS)),
        {},
        {},
        tuple(
            Group(f"{scope}{day}", scope, f"2026-11-{day}T09:00:00+08:00", "received", 2) for day in groups
        ),
    )


@given(parts=st.tuples(*(_own(scope) for scope in "abcd")), cut=st.integers(0, 4))
def test_it_makes_no_difference_how_a_sum_is_cut(parts: tuple[Tally, ...], cut: int) -> None:
    assert total([total(parts[:cut]), total(parts[cut:])]) == total(parts)
    assert total(reversed(parts)) == total(parts)


@given(parts=st.tuples(*(_own(scope) for scope in "abcd")), cut=st.integers(0, 4))
def test_the_first_places_and_the_newest_groups_are_never_missing(parts: tuple[Tally, ...], cut: int) -> None:
    """Also where each part names but the first two: what one scope has no other has too."""
    kept = tally.MOST_PLACES, tally.MOST_GROUPS
    tally.MOST_PLACES, tally.MOST_GROUPS = 2, 2
    try:
        in_two = total([total(parts[:cut]), total(parts[cut:])])
        assert (in_two.places, in_two.groups) == (total(parts).places, total(parts).groups)
    finally:
        tally.MOST_PLACES, tally.MOST_GROUPS = kept


def test_a_sum_names_no_more_than_an_item_holds() -> None:
    many = [
        Tally({"cases": 1}, {f"c{n:04d}": {"cases": 1}}, {}, {f"u{n:04d}": {"cases": 1}}) for n in range(500)
    ]
    found = total(many)
    assert found.counts == {"cases": 500}
    assert (len(found.categories), len(found.units)) == (tally.MOST_CATEGORIES, tally.MOST_UNITS)


def _size(value: Any) -> int:
    """Bytes of a value in an item (DynamoDB's own reckoning, rounded up)."""
    if isinstance(value, dict):
        return 3 + sum(1 + len(key.encode()) + _size(item) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return 3 + sum(1 + _size(item) for item in value)
    return len(str(value).encode()) if isinstance(value, str) else 2 + len(str(value)) // 2


def test_the_largest_tally_fits_an_item() -> None:
    """400 KB (DynamoDB): every name as long as it may be, every number owed on sixty different days."""
    days = {f"owed:2027-{month:02d}-{day:02d}": 999 for month in range(1, 4) for day in range(1, 21)}
    counts = {**days, **{f"state:{n:012d}": 999 for n in range(30)}}
    place, subject = "路" * 100, "灯" * 100
    whole = total(
        Tally(
            counts,
            {f"{n:02d}{'类' * 58}": counts},
            {f"411402001-01|{place}{n}": {"cases": 9, "voices": 9}},
            {f"u{n:020d}": counts},
            {f"u{n:020d}": "局" * 60},
            {f"{n} suggestion rated satisfied on_time in_session": 9},
            (Group(f"e{n:020d}", "411402001-01", f"{n}", "merged", 9, "law", place, subject),),
        )
        for n in range(150)
    )
    assert _size(to_plain(whole)) < 350_000


@given(st.integers(2020 * 12, 2090 * 12), st.integers(0, 11))
def test_the_time_before_is_as_long_and_ends_where_this_begins(first: int, length: int) -> None:
    months = span(*(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in (first, first + length)))
    earlier = before(months)
    assert len(earlier) == len(months) == length + 1
    assert span(earlier[-1], months[0]) == [earlier[-1], months[0]]
