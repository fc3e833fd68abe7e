"""A meeting of Guangxi whose materials are not there three days before: who prepares it is reminded, with the
article (art. 6), and once.

Nobody waits for days here: the job that the schedule starts on that morning is put now, and once more.
"""

from datetime import date, datetime, time, timedelta

from functions.invitations import jobs
from functions.invitations.reminding import materials, mornings
from infra.local.walk.steps import Steps
from infra.sample.load import STAFF_IN_GUANGXI
from infra.sample.rows import GUANGXI
from shared.domain import clock
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import post

_AHEAD = timedelta(days=10)
_BEGINS = time(9)
_LASTS = timedelta(hours=3)
_KIND = NoticeKind.MATERIALS_MISSING


def show(steps: Steps) -> None:
    """Drafted, forgotten, reminded of."""
    steps.say("\n# Guangxi: the next meeting is drafted, and its materials are forgotten")
    staff = steps.enter(STAFF_IN_GUANGXI)
    starts = datetime.combine(clock.legal_day(clock.now()) + _AHEAD, _BEGINS, clock.SHANGHAI)
    plan = {
        "kind": "standing_committee_meeting",
        "title": "自治区人大常委会下次会议",
        "organiser": {"kind": "committee", "id": GUANGXI},
        "starts": clock.iso(starts),
        "ends": clock.iso(starts + _LASTS),
        "agenda": [{"title": "听取就业工作报告"}],
    }
    made = steps.step(staff, 201, "POST", "/v1/activities", "in ten days", plan).json
    day = clock.legal_day(starts) - timedelta(days=materials.DAYS_AHEAD[0])
    steps.say(f"  the schedule comes to {day}, and comes again a quarter of an hour later")
    for minutes in (0, 15):
        at = mornings.morning(day) + timedelta(minutes=minutes)
        _put(steps, jobs.new(materials.ONE, made["id"], at, str(at)))
    data = steps.message(STAFF_IN_GUANGXI, _KIND)
    cited = (data["instrument"], data["article"])
    steps.must(cited == ("guangxi", "6-1"), "the reminder names Guangxi art. 6-1")
    steps.notice(staff, _KIND, post(Role.COMMITTEE_STAFF, GUANGXI))
    steps.becomes(lambda: _done(steps, made["id"], day), "the second run is done too")
    listed = staff.must(200, "GET", "/v1/me/inbox").json["items"]
    about = [one for one in listed if one["kind"] == _KIND and one["about"] == f"activity:{made['id']}"]
    steps.must(len(about) == 1, "one reminder for the reason and the day, however often the schedule fires")


def _put(steps: Steps, job: jobs.Job) -> None:
    """As the schedule does; the table's stream hands it to the worker."""
    table = steps.stack.outputs["ActivitiesTable"]
    steps.stack.client("dynamodb").put_item(TableName=table, Item=jobs.item(job).serialize())


def _done(steps: Steps, activity: str, day: date) -> bool:
    at = mornings.morning(day) + timedelta(minutes=15)
    key = jobs.item(jobs.new(materials.ONE, activity, at, str(at)))
    table = steps.stack.outputs["ActivitiesTable"]
    found = steps.stack.client("dynamodb").get_item(
        TableName=table, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}}
    )
    return bool(found["Item"]["body"]["M"]["finished"]["BOOL"])
