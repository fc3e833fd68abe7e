"""Who is at risk of leaving a rule undone is reminded, with the article: a third of the period before its
end, and a tenth."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.notifications import texts
from functions.standing.projection import store
from functions.standing.reminding import moments, progress, recipients, reminding
from functions.standing.workers.remind import remind as remind_worker
from shared.domain.clock import SHANGHAI
from shared.domain.errors import Refusal
from shared.domain.groups import Group, GroupKind
from shared.domain.stations import Post
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.store import engine, records
from shared.store.packs import packs
from shared.store.registry import DEPUTY, envelope, person_key
from tests.aws import World
from tests.standing.hall import DEPUTY_ID, STATION, Hall, mandate
from tests.standing.projection.lists import Lists

KIND = "standing_due_soon"
HEAD, OFFICER = "p00000000000000000001", "p00000000000000000002"


@pytest.fixture
def lists(hall: Hall, tables: World, monkeypatch: pytest.MonkeyPatch) -> Lists:
    """The lists of who is short, empty."""
    return Lists(hall, tables, monkeypatch)


class Time:
    """Lambda's context: for how many pages there is time."""

    def __init__(self, pages: int = 10_000) -> None:
        self.left = pages

    def get_remaining_time_in_millis(self) -> int:
        self.left -= 1
        return reminding.RESERVE * 2 if self.left >= 0 else 0


class Reminding:
    """Nights and mornings of a city."""

    def __init__(self, hall: Hall, lists: Lists, tables: World) -> None:
        self.hall, self.lists, self._tables = hall, lists, tables

    def night(self, moment: datetime) -> None:
        """The lists as the night before leaves them."""
        self.hall.now = moment.replace(hour=0, minute=5)
        self.lists.night()

    def fire(self, moment: datetime, pages: int = 10_000) -> int:
        """The schedule fires; how many entries are gone through."""
        self.hall.now = moment
        self.lists._as("RemindOfStandingFunction")
        entries: int = remind_worker({}, Time(pages))["entries"]
        self.lists._as("StandingFunction")
        return entries

    def told(self, recipient: str, rule_article: str | None = None) -> list[dict[str, str]]:
        """The data of what somebody was told, in the order of time."""
        found = [item for item in self._tables.items("Inbox") if item["pk"]["S"] == f"INBOX#{recipient}"]
        assert {item["kind"]["S"] for item in found} <= {KIND}
        data = [
            {
                "about": item["about"]["S"],
                **{name: value["S"] for name, value in item["data"]["M"].items()},
            }
            for item in sorted(found, key=lambda item: str(item["sk"]["S"]))
        ]
        return [one for one in data if rule_article in (None, one["article"])]


@pytest.fixture
def city(hall: Hall, lists: Lists, tables: World) -> Reminding:
    """Shangqiu, with nobody in it."""
    return Reminding(hall, lists, tables)


def at(month: int, day: int, hour: int = 8, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def in_list(hall: Hall, person: str = DEPUTY_ID, **fields: object) -> None:
    """A deputy as registration lists them: by home."""
    made = hall.deputy(person=person, **fields)
    engine.put(envelope(person_key(person), DEPUTY, made, ("DEPUTIES", made.home)))


def test_sq_13a_head_and_liaison_officer_hear_of_a_month_without_activity_with_the_article(
    hall: Hall, city: Reminding
) -> None:
    hall.station(STATION, Post.HEAD, Post.LIAISON_OFFICER, Post.SPECIALIST)
    city.night(at(11, 19))
    city.fire(at(11, 19))
    assert city.told(HEAD, "13-1") == []
    city.night(at(11, 20))
    city.fire(at(11, 20, 7, 45))
    assert city.told(HEAD, "13-1") == []
    for moment in (at(11, 20), at(11, 20, 8, 15), at(11, 20, 23, 45), at(11, 21)):
        city.fire(moment)
    for person in (HEAD, OFFICER):
        (told,) = city.told(person, "13-1")
        assert (told["instrument"], told["due"], told["name"]) == (
            "shangqiu", "2026-11-30", f"{STATION}联络站",
        )  # fmt: skip
        assert (told["required"], told["counted"], told["remaining"]) == ("1", "0", "1")
        assert told["about"] == f"station_standing:{STATION}"
    assert city.told("p00000000000000000003") == [], "the specialist answers for nothing"
    said = texts.compose(KIND, told, at(11, 20), "zh-CN").text
    assert "联络站每月至少组织代表开展一次活动" in said
    assert "第十三条第一款" in said
    in_english = texts.compose(KIND, told, at(11, 20), "en").text
    assert "a station holds at least one deputy activity a month" in in_english
    assert "0 of 1 counted, 1 missing." in in_english
    city.night(at(11, 27))
    city.fire(at(11, 27))
    assert len(city.told(HEAD, "13-1")) == 2


def test_sq_13a_a_station_that_held_something_is_left_alone(hall: Hall, city: Reminding) -> None:
    hall.station(STATION, Post.HEAD)
    engine.put(records.item(records.station_key(STATION), date(2026, 11, 3), "forum", "a1", body={}))
    city.night(at(11, 20))
    city.fire(at(11, 20))
    assert city.told(HEAD, "13-1") == []


def test_sq_13b_a_deputy_is_reminded_a_third_and_a_tenth_of_the_year_before_its_end(
    hall: Hall, city: Reminding
) -> None:
    in_list(hall)
    hall.visit("2026-03-02")
    for month, day in ((8, 31), (9, 1), (9, 2), (11, 24), (11, 25), (12, 31)):
        city.night(at(month, day))
        city.fire(at(month, day))
    of_visits = [told for told in city.told(DEPUTY_ID) if told["article"] == "13-2"]
    assert len(of_visits) == 2
    assert {told["counted"] for told in of_visits} == {"1"}
    assert "name" not in of_visits[0], "nobody is named to themself"


def test_a_missed_day_is_made_good_by_the_next_run_and_one_that_is_over_by_none(
    hall: Hall, city: Reminding
) -> None:
    hall.station(STATION, Post.HEAD)
    city.night(at(11, 24))
    city.fire(at(11, 24, 21, 30))
    city.fire(at(11, 25))
    assert len(city.told(HEAD, "13-1")) == 1
    city.night(at(12, 1))
    city.fire(at(12, 1))
    assert len(city.told(HEAD, "13-1")) == 1, "November is over; December has only begun"


def test_a_run_that_ends_early_is_gone_on_with_and_nobody_is_told_twice_or_left_out(
    hall: Hall, city: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "_PAGE", 2)
    people = [f"p{number:020d}" for number in range(101, 108)]
    for person in people:
        in_list(hall, person)
    city.night(at(11, 25))
    runs = [city.fire(at(11, 25) + timedelta(minutes=5 * run), pages=1) for run in range(120)]
    assert max(runs) == 2, "a page each"
    assert [len(city.told(person, "13-2")) for person in people] == [1] * 7


def test_a_run_that_is_killed_before_it_notes_how_far_it_is_tells_nobody_twice(
    hall: Hall, city: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.station(STATION, Post.HEAD)
    city.night(at(11, 20))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(progress, "keep", killed)
        with pytest.raises(KeyboardInterrupt):
            city.fire(at(11, 20))
    city.fire(at(11, 20, 8, 15))
    assert len(city.told(HEAD, "13-1")) == 1


def test_one_that_cannot_be_told_keeps_no_other_from_it_and_raises_the_alarm(
    hall: Hall, city: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_list(hall, "p00000000000000000101")
    in_list(hall, "p00000000000000000102")
    city.night(at(11, 25))
    tell = reminding._tell

    def failing(person: str, *of: Any) -> None:
        if person == "p00000000000000000101":
            raise KeyError(person)
        tell(person, *of)

    monkeypatch.setattr(reminding, "_tell", failing)
    with pytest.raises(RuntimeError, match="could not be reminded"):
        city.fire(at(11, 25))
    assert len(city.told("p00000000000000000102", "13-2")) == 1


def test_a_table_that_is_busy_is_come_back_to(
    hall: Hall, city: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.station(STATION, Post.HEAD)
    city.night(at(11, 20))

    def busy(*_: object) -> None:
        raise Refusal("busy", retry_after=1)

    with monkeypatch.context() as patch:
        patch.setattr(reminding, "_tell", busy)
        with pytest.raises(Refusal):
            city.fire(at(11, 20))
    city.fire(at(11, 20, 8, 15))
    assert len(city.told(HEAD, "13-1")) == 1


def test_the_rules_of_which_nobody_is_at_risk_are_noted_together(
    hall: Hall, city: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.station(STATION, Post.HEAD)
    city.night(at(11, 20))
    pages: list[int] = []
    noted: list[int] = []
    page, keep = reminding._page, progress.keep

    def gone_through(*of: Any) -> tuple[int, int, progress.Progress]:
        told = page(*of)
        pages.append(told[1])
        return told

    def counted(*of: Any) -> None:
        noted.append(len(pages))
        keep(*of)

    monkeypatch.setattr(reminding, "_page", gone_through)
    monkeypatch.setattr(progress, "keep", counted)
    city.fire(at(11, 20))
    with_somebody = [number for number, entries in enumerate(pages, 1) if entries]
    assert 0 < len(with_somebody) < len(pages) - 3
    assert noted == sorted({*with_somebody, len(pages)})


def test_once_everything_is_told_a_run_costs_one_read(
    hall: Hall, city: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.station(STATION, Post.HEAD)
    city.night(at(11, 20))
    city.fire(at(11, 20))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("nothing is due")

    monkeypatch.setattr(store, "page", never)
    assert city.fire(at(11, 20, 8, 15)) == 0


def test_two_mandates_of_one_rule_are_one_reminder(hall: Hall, city: Reminding) -> None:
    in_list(hall)
    made = hall.deputy(mandate(), mandate(number=2, begins="2023-01-01"))
    engine.put(envelope(person_key(DEPUTY_ID), DEPUTY, made, ("DEPUTIES", made.home)))
    city.night(at(9, 2))
    city.fire(at(9, 2))
    assert len(city.told(DEPUTY_ID, "13-2")) == 1


def test_where_the_posts_are_vacant_the_office_that_keeps_the_station_hears(
    hall: Hall, city: Reminding
) -> None:
    hall.station(STATION)
    city.night(at(11, 20))
    city.fire(at(11, 20))
    assert len(city.told("township_staff:411402001", "13-1")) == 1


def _part(book: Rulebook, id_: str) -> Part:
    found = book.part(id_)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rule", "today", "expected"),
    [
        ("sq-13a", "2026-11-19", None),
        ("sq-13a", "2026-11-20", "2026-11 2026-11-20"),
        ("sq-13a", "2026-11-26", "2026-11 2026-11-20"),
        ("sq-13a", "2026-11-27", "2026-11 2026-11-27"),
        ("sq-13a", "2026-11-30", "2026-11 2026-11-27"),
        ("sq-13a", "2028-02-20", "2028-02 2028-02-20"),
        ("sq-13a", "2028-02-29", "2028-02 2028-02-27"),
        ("sq-13b", "2026-12-31", "2026 2026-11-25"),
        ("sq-13b", "2027-01-01", None),
    ],
)
def test_the_last_moment_that_has_come(rule: str, today: str, expected: str | None) -> None:
    day = date.fromisoformat(today)
    found = moments.latest(_part(packs().rulebook("4114", day), rule), day)
    assert expected == (None if found is None else f"{found.period} {found.day}")


def test_leaders_of_a_group_answer_for_it(tables: World, act_as: Callable[[str], None]) -> None:
    act_as("RemindOfStandingFunction")
    group = Group("g1", GroupKind.LARGE, "140213", "1402", "大组", leader="p1", deputy_leader=None)
    headless = Group("g2", GroupKind.LARGE, "140213", "1402", "大组")
    for one in (group, headless):
        engine.put(envelope(f"GROUP#{one.id}", "GROUP", one))
    entries = [
        {"kind": "group", "subject": "g1", "home": "140213"},
        {"kind": "group", "subject": "g2", "home": "140213"},
        {"kind": "committee", "subject": "1402", "home": "1402"},
        {"kind": "member", "subject": "p9", "home": "1402"},
    ]
    answering = recipients.of(entries)
    assert [answering(entry) for entry in entries] == [
        ["p1"],
        ["committee_staff:140213"],
        ["committee_staff:1402"],
        ["p9"],
    ]
