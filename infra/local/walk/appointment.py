"""A deputy of Shenzhen asks to meet a member of the standing committee: arranged in working days, whatever
days of rest lie between (art. 9 of the draft that this machine takes as in force)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from infra.local.walk.steps import Steps
from infra.sample.load import DEPUTY_IN_SHENZHEN, MEMBER_IN_SHENZHEN, STAFF_IN_SHENZHEN
from infra.sample.rows import SHENZHEN
from shared.domain import clock
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.regulations.calendars.working_days import WorkingDays, china
from shared.store.inbox import post

RULE, DAYS = "sz-09a", 3
"""Working days within which a meeting with a member is arranged."""
_SOON = timedelta(seconds=6)
"""Until the meeting at once: long enough for the deputy to accept it before."""
_PLACE = "市人大常委会会客室"


def show(steps: Steps) -> None:
    """Asked for, proposed, accepted, moved, held."""
    deputy, staff = steps.enter(DEPUTY_IN_SHENZHEN), steps.enter(STAFF_IN_SHENZHEN)
    member = steps.enter(MEMBER_IN_SHENZHEN)
    whom = {"kind": "member", "id": member.must(200, "GET", "/v1/me").json["person"]}
    today = clock.legal_day(clock.now())
    steps.say(f"\n# Shenzhen: an appointment asked for on {_named(today)} (art. 9)")
    body = {"with": whom, "division": SHENZHEN, "subject": "就养老服务条例草案听取意见"}
    why = "the deputy asks; the clock starts"
    asked = steps.step(deputy, 201, "POST", "/v1/appointments", why, body).json
    _explain(steps, asked)
    steps.notice(staff, NoticeKind.APPOINTMENT_REQUESTED, post(Role.COMMITTEE_STAFF, SHENZHEN))
    path = f"/v1/appointments/{asked['id']}"

    def proposed(starts: datetime, why: str, version: int) -> Any:
        """Proposed by the staff and accepted by the deputy."""
        span = {"starts": clock.iso(starts), "ends": clock.iso(starts + timedelta(hours=1)), "place": _PLACE}
        made = steps.step(staff, 200, "POST", f"{path}/proposal", why, span, version).json
        steps.notice(deputy, NoticeKind.APPOINTMENT_PROPOSED)
        accept, accepted = {"accept": True}, "the deputy accepts: arranged"
        return steps.step(deputy, 200, "POST", f"{path}/reply", accepted, accept, made["version"]).json

    morning = datetime.combine(china().counted(today, 1).day, time(10), clock.SHANGHAI)
    arranged = proposed(morning, "the staff propose the next working day", asked["version"])
    states = {one["rule"]: one["state"] for one in arranged["clocks"]}
    steps.must(states[RULE] == "met", f"{RULE}: arranged in time")
    steps.message(MEMBER_IN_SHENZHEN, NoticeKind.APPOINTMENT_ARRANGED)
    starts = clock.now().replace(microsecond=0) + _SOON
    moved = proposed(starts, "the member has time at once: another time is proposed", arranged["version"])
    steps.becomes(lambda: clock.now() > starts, "they meet")
    outcome = {"held": True, "note": "代表意见已转法制工作委员会研究。"}
    held = steps.step(
        member, 200, "POST", f"{path}/outcome", "the member says how it went", outcome, moved["version"]
    ).json
    steps.say(f"    {' > '.join(step['act'] for step in held['history'])}")
    me = deputy.must(200, "GET", "/v1/me").json["person"]
    archive = steps.step(deputy, 200, "GET", f"/v1/deputies/{me}/archive", "the deputy's own archive").json
    kept = [record["kind"] for record in archive["records"] if record["reference"] == asked["id"]]
    steps.must(kept == ["appointment"], "the meeting is a duty record")


def _explain(steps: Steps, asked: Any) -> None:
    """The day by which it must be arranged, as the API reckons it, day by day."""
    found = next(one for one in asked["clocks"] if one["rule"] == RULE)
    steps.say(f"    {RULE} ({found['instrument']} art. {found['article']}): {found['says']}")
    steps.say(f"    {found['how']}")
    first, due = clock.legal_day(clock.from_text(found["started_at"])), date.fromisoformat(found["due"])
    for line in days_between(first, due, china()):
        steps.say(f"    {line}")
    worked = china().between(first + timedelta(days=1), due)
    steps.must(worked == DAYS and china().is_working(due), f"the {DAYS} working days end on {_named(due)}")
    if due - first == timedelta(days=DAYS):
        friday = last_friday(first)
        then = china().counted(friday, DAYS).day
        steps.say(f"    no day of rest lies between; asked for on {_named(friday)}: {_named(then)}")
    else:
        rest = (due - first).days - DAYS
        steps.must(rest > 0, f"{rest} days of rest lie between and do not count")


def days_between(first: date, last: date, calendar: WorkingDays) -> Iterator[str]:
    """What each day after ``first`` is, until ``last``."""
    number = 0
    for days in range(1, (last - first).days + 1):
        day = first + timedelta(days=days)
        worked = calendar.is_working(day)
        number += worked
        yield f"{_named(day)}: {f'working day {number}' if worked else 'rest'}"


def last_friday(day: date) -> date:
    """The last Friday before ``day``."""
    return day - timedelta(days=(day.weekday() - 5) % 7 + 1)


def _named(day: date) -> str:
    return f"{day:%A} {day}"
