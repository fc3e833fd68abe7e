"""A meeting of Guangxi's standing committee before it begins: drafted, refused by the rules, prepared,
announced; a deputy accepts and another has leave (Guangxi art. 6)."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from infra.local.client import Client
from infra.local.walk.steps import Steps
from infra.sample import uploads
from infra.sample.load import ANOTHER_IN_GUANGXI, DEPUTY_IN_GUANGXI, STAFF_IN_GUANGXI
from infra.sample.rows import GUANGXI
from shared.domain import clock
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import post

FIELD = "社会保障"
"""Of the agenda, and of two of the sample's deputies."""
_GRASSROOTS, _OF_FIELD = "grassroots_invitees", "field_invitees"
"""Two of the four categories of art. 6."""
_AHEAD = timedelta(minutes=30)
_LASTS = timedelta(hours=3)
_FILE = "养老服务条例（草案）\n第一条 为了规范养老服务，制定本条例。\n".encode()


def starting(now: datetime) -> datetime:
    """When a meeting starts that is announced, opened and closed within a walk: soon, and on the legal day of
    ``now``, for none is opened before its day."""
    last = datetime.combine(clock.legal_day(now), time(23, 59, 59), clock.SHANGHAI)
    return min(now + _AHEAD, last)


class Meeting:
    """One meeting: ``path`` is its route, ``staff`` are the committee's, ``deputy`` accepts."""

    staff: Client
    deputy: Client
    path: str
    _meeting: Any

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def prepare(self) -> None:
        """All steps in order, until it can be held."""
        steps = self._steps
        steps.say("\n# Guangxi: the standing committee is to meet, and deputies are to attend (art. 6)")
        self.staff = steps.enter(STAFF_IN_GUANGXI)
        self.deputy = steps.enter(DEPUTY_IN_GUANGXI)
        self._draft()
        self._refused(["gx-06a.a", "gx-06b.b"], "nobody of the four categories is invited, nothing is sent")
        self._invite(self._candidates())
        self._refused(["gx-06b.b"], "whom to invite is settled; the materials are missing")
        self._hand_out()
        self._announce()
        self._accept()
        self._leave()

    def move(self, to: str, why: str, body: Any = None) -> Any:
        """Takes the meeting to another state: ``announcement``, ``opening``, ``closure``."""
        version, path = self._meeting["version"], f"{self.path}/{to}"
        self._meeting = self._steps.step(self.staff, 200, "POST", path, why, body, version).json
        return self._meeting

    def _draft(self) -> None:
        starts = starting(clock.now())
        plan = {
            "kind": "standing_committee_meeting",
            "title": "自治区人大常委会会议",
            "organiser": {"kind": "committee", "id": GUANGXI},
            "starts": clock.iso(starts),
            "ends": clock.iso(starts + _LASTS),
            "place": "自治区人大常委会会议厅",
            "agenda": [{"title": "审议养老服务条例草案", "field": FIELD, "speakers": 2}],
        }
        made = self._steps.step(
            self.staff, 201, "POST", "/v1/activities", "the staff draft it: agenda, field, time, place", plan
        )
        self._meeting = made.json
        self.path = f"/v1/activities/{made.json['id']}"

    def _refused(self, rules: list[str], why: str) -> None:
        """The announcement is refused by just these rules, the first with its article."""
        steps, path, version = self._steps, f"{self.path}/announcement", self._meeting["version"]
        problem = steps.step(self.staff, 422, "POST", path, why, {}, version).json
        for error in problem["errors"]:
            steps.say(f"    {error['field']}: {error['message']}")
        steps.must([error["field"] for error in problem["errors"]] == [f"rule.{rule}" for rule in rules], why)
        steps.must(problem["basis"] == {"instrument": "guangxi", "article": "6-1"}, "by Guangxi art. 6-1")

    def _candidates(self) -> str:
        """Whom the staff choose among; who is of the agenda's field."""
        steps = self._steps
        steps.say("\n# Whom to invite: ranked, each with reasons and their articles")
        listed = steps.step(self.staff, 200, "GET", f"{self.path}/candidates", "the region's deputies").json
        for candidate in listed["items"]:
            reasons = "; ".join(reason["sentence"] for reason in candidate["reasons"])
            steps.say(f"    {candidate['name']}: {reasons or '-'}")
        first = [reason["why"] for reason in listed["items"][0]["reasons"]]
        steps.must(first == ["not_attended", "field"], "who was at none yet and is of the field comes first")
        path = f"{self.path}/candidates?category={_OF_FIELD}"
        experts = self.staff.must(200, "GET", path).json["items"]
        return next(str(one["deputy"]) for one in experts if not one["grassroots"])

    def _invite(self, expert: str) -> None:
        steps = self._steps
        grassroots = {"scope": GUANGXI, "level": "province", "grassroots": True}
        asked = (
            (f"all grassroots deputies: {_GRASSROOTS}", {"selector": grassroots, "category": _GRASSROOTS}),
            (f"and one more of the field: {_OF_FIELD}", {"persons": [expert], "category": _OF_FIELD}),
        )
        started = [
            steps.step(self.staff, 202, "POST", f"{self.path}/invitations", why, whom).json["progress"]
            for why, whom in asked
        ]
        for progress in started:
            steps.becomes(partial(self._finished, progress), "selected; nobody is told yet")

    def _finished(self, progress: str) -> bool:
        return bool(self.staff.must(200, "GET", progress).json["finished"])

    def _hand_out(self) -> None:
        steps = self._steps
        steps.say("\n# The materials go to the store by a form that the API signs")
        body = {
            "title": "养老服务条例（草案）",
            "filename": "养老服务条例草案.txt",
            "media_type": "text/plain",
        }
        path = f"{self.path}/materials"
        asked = steps.step(self.staff, 201, "POST", path, "a form for one file", body).json
        steps.must(uploads.send(asked["upload"], _FILE) == 204, f"the store takes {len(_FILE)} bytes")
        number = {"number": asked["number"]}
        there = steps.step(self.staff, 200, "POST", f"{path}/{asked['id']}/arrival", "it came", number).json
        steps.must(there["size"] == len(_FILE), "the store has it whole")

    def _announce(self) -> None:
        steps = self._steps
        steps.say("\n# Announced: stream, worker, inbox, queue and webhook tell whoever is invited")
        self.move("announcement", "agenda, materials and categories are as art. 6 asks", {})
        checks = self.staff.must(200, "GET", f"{self.path}/checks").json["items"]
        for check in checks:
            steps.say(f"    {check['rule']} {check['outcome']}: {check['sentence']}")
        steps.must({check["outcome"] for check in checks} == {"met"}, "every rule that asks something is met")

    def _accept(self) -> None:
        steps = self._steps
        steps.message(DEPUTY_IN_GUANGXI, NoticeKind.INVITATION_RECEIVED)
        steps.notice(self.deputy, NoticeKind.INVITATION_RECEIVED)
        listed = self.deputy.must(200, "GET", f"{self.path}/materials").json["items"]
        steps.must(_fetched(listed[0]["url"]) == _FILE, "the deputy reads the material")
        answer = {"answer": "accept"}
        path = f"{self.path}/invitations/me"
        said = steps.step(self.deputy, 200, "PUT", path, "the deputy accepts", answer).json
        steps.must((said["state"], said["category"]) == ("accepted", _GRASSROOTS), "as a grassroots deputy")

    def _leave(self) -> None:
        """By the link in the message, which answers for its recipient without signing in."""
        steps = self._steps
        steps.say("\n# Another asks for leave, by the link in the message and without signing in")
        link = steps.message(ANOTHER_IN_GUANGXI, NoticeKind.INVITATION_RECEIVED)["link"]
        anybody = Client(steps.stack.base_url)
        body = {"answer": "leave", "reason": "当日在外地开庭"}
        path = f"/v1/invitations/{urlsplit(link).fragment}"
        asked = steps.step(anybody, 200, "PUT", path, "the staff have to answer", body).json
        steps.must(asked["leave_asked"], "asked, and no more told than a masked name")
        steps.notice(self.staff, NoticeKind.LEAVE_REQUESTED, post(Role.COMMITTEE_STAFF, GUANGXI))
        listed = self.staff.must(200, "GET", f"{self.path}/invitations").json["items"]
        person = next(one["person"] for one in listed if one["leave"])
        path = f"{self.path}/invitations/{person}/leave"
        given = steps.step(self.staff, 200, "POST", path, "granted: it excuses", {"granted": True}).json
        steps.must(given["state"] == "on_leave", "nobody holds the absence against the deputy")
        steps.message(ANOTHER_IN_GUANGXI, NoticeKind.LEAVE_ANSWERED)


def _fetched(url: str) -> bytes:
    """What a signed address of the store gives."""
    parts = urlsplit(url)
    store = Client(f"{parts.scheme}://{parts.netloc}")
    return store.must(200, "GET", f"{parts.path}?{parts.query}").body
