"""A genuine scan is never refused for weak proof: it is graded, and flagged for audit."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.places import Place
from shared.domain.proof import assurance
from shared.domain.proof.assurance import Assurance, Fix, Flag, Grade, Proof, Timing, Whereabouts
from shared.domain.proof.codes import Form, Verified
from shared.domain.proof.datum import Datum, gcj02_offset
from tests.domain.proof.strategies import PLACE, STATION, places

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
METRE = 1 / 111_195  # degrees of latitude


def scan(form: Form = Form.ROTATING, late: bool = False, place: Place | None = PLACE) -> Verified:
    return Verified(STATION, form, 1, NOW, late, place)


def north(metres: float, accuracy: float | None = None, datum: Datum = Datum.WGS84) -> Fix:
    return Fix(PLACE.lat + metres * METRE, PLACE.lng, accuracy, datum)


def test_a_screen_at_the_station_now_is_the_best_proof() -> None:
    result = assurance.of_scan(scan(), north(30, 12.5))
    assert result == Assurance(Proof.ROTATING, Whereabouts.INSIDE, Timing.LIVE, (), 30)
    assert result.grade is Grade.A


@pytest.mark.parametrize(
    ("metres", "accuracy", "place", "flags"),
    [
        (199, None, Whereabouts.INSIDE, ()),
        (201, None, Whereabouts.OUTSIDE, (Flag.OUTSIDE_RADIUS,)),
        (201, 10, Whereabouts.INSIDE, ()),
        (349, 150, Whereabouts.INSIDE, ()),
        (351, 150, Whereabouts.OUTSIDE, (Flag.OUTSIDE_RADIUS,)),
        (0, 151, Whereabouts.UNKNOWN, (Flag.POOR_ACCURACY,)),
        (2000, 5000, Whereabouts.UNKNOWN, (Flag.POOR_ACCURACY,)),
        (9000, 5000, Whereabouts.OUTSIDE, (Flag.OUTSIDE_RADIUS, Flag.POOR_ACCURACY)),
    ],
)
def test_the_phones_doubt_is_the_visitors_gain_up_to_a_limit(
    metres: float, accuracy: float | None, place: Whereabouts, flags: tuple[Flag, ...]
) -> None:
    result = assurance.of_scan(scan(), north(metres, accuracy))
    assert (result.place, result.flags, result.distance) == (place, flags, metres)


@pytest.mark.parametrize(
    ("station", "fix", "flags"),
    [
        (PLACE, None, (Flag.NO_LOCATION,)),
        (None, north(0), (Flag.STATION_UNLOCATED,)),
        (None, None, (Flag.NO_LOCATION, Flag.STATION_UNLOCATED)),
    ],
)
def test_without_two_locations_the_place_is_unknown(
    station: Place | None, fix: Fix | None, flags: tuple[Flag, ...]
) -> None:
    result = assurance.of_scan(scan(place=station), fix)
    assert result == Assurance(Proof.ROTATING, Whereabouts.UNKNOWN, Timing.LIVE, flags)


def test_a_location_in_gcj02_counts_once_it_is_declared() -> None:
    offset = gcj02_offset(PLACE.lat, PLACE.lng)
    shown = (PLACE.lat + offset[0], PLACE.lng + offset[1])
    assert assurance.of_scan(scan(), Fix(*shown, 10)).place is Whereabouts.OUTSIDE
    declared = assurance.of_scan(scan(), Fix(*shown, 10, Datum.GCJ02))
    assert (declared.place, declared.distance) == (Whereabouts.INSIDE, 0)


def test_a_late_posters_time_is_only_claimed() -> None:
    late_poster = assurance.of_scan(scan(Form.POSTER, late=True), north(0))
    assert late_poster.flags == (Flag.LATE_UPLOAD, Flag.TIME_CLAIMED)
    assert assurance.of_scan(scan(Form.ROTATING, late=True), north(0)).flags == (Flag.LATE_UPLOAD,)
    assert assurance.of_scan(scan(Form.POSTER), north(0)).flags == ()


@pytest.mark.parametrize(
    ("day", "grade"),
    [(date(2026, 11, 20), Grade.C), (date(2026, 11, 19), Grade.D)],
)
def test_staff_answer_for_what_they_enter_on_the_same_legal_day(day: date, grade: Grade) -> None:
    entered = assurance.of_staff_entry(day, date(2026, 11, 20))
    assert entered.grade is grade
    assert {Flag.STAFF_ENTRY, Flag.TIME_CLAIMED} <= set(entered.flags)
    assert (Flag.LATE_UPLOAD in entered.flags) == (grade is Grade.D)


def test_the_table_in_the_documentation_is_the_table_that_grades() -> None:
    rows = [line.strip("| ").split(" | ") for line in (assurance.__doc__ or "").splitlines() if "|" in line][
        2:
    ]
    names = {"rotating code": Proof.ROTATING, "poster": Proof.POSTER, "staff entry": Proof.STAFF}
    columns = (Whereabouts.INSIDE, Whereabouts.UNKNOWN, Whereabouts.OUTSIDE)
    documented = {
        (names[proof], Timing(timing), place): Grade(letter)
        for proof, timing, *letters in rows
        for place, letter in zip(columns, letters, strict=True)
    }
    assert documented == assurance.GRADES


def test_every_scan_has_a_grade_and_better_proof_never_a_worse_one() -> None:
    order = [
        (Proof.ROTATING, Proof.POSTER),
        (Timing.LIVE, Timing.LATE),
        (Whereabouts.INSIDE, Whereabouts.UNKNOWN, Whereabouts.OUTSIDE),
    ]
    assert len(assurance.GRADES) == len(Proof) * len(Timing) * len(Whereabouts)
    for proof, timing, place in assurance.GRADES:
        grade = assurance.GRADES[proof, timing, place]
        assert grade <= assurance.GRADES[proof, Timing.LATE, place]
        assert grade <= assurance.GRADES[proof, timing, Whereabouts.OUTSIDE]
        assert assurance.GRADES[proof, timing, Whereabouts.INSIDE] <= grade
        if proof in order[0]:
            assert grade <= assurance.GRADES[Proof.POSTER, timing, place]


fixes = st.none() | st.builds(
    Fix,
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.none() | st.floats(0, 1e7),
    st.sampled_from(Datum),
)


@given(st.sampled_from(Form), st.booleans(), places, fixes)
def test_any_genuine_scan_is_graded(form: Form, late: bool, place: Place | None, fix: Fix | None) -> None:
    result = assurance.of_scan(scan(form, late, place), fix)
    assert result.grade in Grade
    assert (result.distance is None) == (place is None or fix is None)
    assert (Flag.OUTSIDE_RADIUS in result.flags) == (result.place is Whereabouts.OUTSIDE)
    assert len(set(result.flags)) == len(result.flags)


def test_the_province_says_which_grades_count() -> None:
    counted = [grade.value for grade in Grade if assurance.counts(grade, "ABC")]
    assert counted == ["A", "B", "C"]
    assert assurance.counts(Grade.D, {"A", "D"})
    assert not assurance.counts(Grade.A, "")


def test_a_visit_just_before_midnight_is_live_though_it_arrives_after() -> None:
    """Live and late are of the scan, not of the day."""
    verified = Verified(STATION, Form.ROTATING, 1, NOW - timedelta(seconds=45), late=False, place=PLACE)
    assert assurance.of_scan(verified, north(0)).timing is Timing.LIVE
