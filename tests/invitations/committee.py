"""Standing committees at work: of Guangxi, Tianjin, Datong, Shangqiu (with a station) and Shenzhen.

They send requests to the invitations service at a moment that the test sets. Whom they meet stands in the
Registry as registration writes it. Jobs are handed to the worker as the table's stream would.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from functions.invitations.app import app
from functions.invitations.jobs import Job
from functions.invitations.tables import ActivityItem
from functions.invitations.workers.work import work
from functions.registration.deputies import store as deputies
from functions.registration.groups import store as groups
from functions.registration.members import store as members
from functions.registration.stations import store as stations
from shared.domain import clock
from shared.domain.clock import SHANGHAI, iso
from shared.domain.deputies import Card, Deputy
from shared.domain.groups import Group, GroupKind, Membership
from shared.domain.mandates import Mandate, MandateEvent
from shared.domain.members import Link, Member, Office
from shared.domain.places import division_of
from shared.domain.roles import Caller
from shared.domain.stations import Post, Posting, Station, StationType
from shared.regulations.rulebook import level_of
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.inbox import inbox_key
from shared.store.jobs import JOB
from shared.store.registry import envelope
from shared.store.writing import commit
from tests.aws import World
from tests.gateway import Query, Response, call, someone

GUANGXI, TIANJIN, DATONG, SHANGQIU, SHENZHEN = "45", "12", "1402", "4114", "4403"
STATION = "411402001-01"
ELECTED_BY = {GUANGXI: "4501", TIANJIN: "120101", DATONG: "140213", SHANGQIU: "411402", SHENZHEN: "440304"}
"""A unit that elects deputies of each congress."""
GUANGXI_STAFF = someone("committee_staff:45", person="pgvangx1staff0000000p")
TIANJIN_STAFF = someone("committee_staff:12", person="pt1anj1nstaff00000000")
DATONG_STAFF = someone("committee_staff:1402", person="pdat0ngstaff000000000")
SHANGQIU_STAFF = someone("committee_staff:4114", person="pshangq1vstaff0000000")
SHENZHEN_STAFF = someone("committee_staff:4403", person="pshenzhenstaff0000000")
STAFF = {
    GUANGXI: GUANGXI_STAFF,
    TIANJIN: TIANJIN_STAFF,
    DATONG: DATONG_STAFF,
    SHANGQIU: SHANGQIU_STAFF,
    SHENZHEN: SHENZHEN_STAFF,
}
HEAD = someone(f"station_head:{STATION}", person="pstat10nhead000000000")
TOWNSHIP = someone("township_staff:411402001", person="pt0wnsh1pstaff0000000")
AUDITOR = someone("auditor:45", person="pavd1t0r0000000000000")
RESIDENT = someone(person="pres1dent000000000000")
MORNING = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)


def of(deputy: Deputy) -> Caller:
    """The deputy, signed in."""
    grants = [f"deputy:{mandate.division}" for mandate in deputy.mandates]
    return someone(*dict.fromkeys(grants), person=deputy.id)


def in_office(member: Member) -> Caller:
    """The member, signed in."""
    return someone(f"member:{member.division}", person=member.id)


def code(answer: Response) -> tuple[int, str]:
    """Status and refusal code of an answer that is one."""
    return answer.status, answer.json["code"]


def basis(answer: Response) -> tuple[str, str]:
    """The article on which a refusal rests."""
    found = answer.json["basis"]
    return found["instrument"], found["article"]


def bad_fields(answer: Response) -> list[str]:
    """The fields that an answer names as wrong."""
    assert code(answer) == (400, "invalid_request"), answer.text
    return [error["field"] for error in answer.json["errors"]]


class Committee:
    """Sends requests to the service at ``now``, and registers whom the committees work with."""

    def __init__(self, world: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = MORNING
        self.world = world
        self._act_as_function = act_as
        self._monkeypatch = monkeypatch
        self._adopted: str | None = None
        self._numbers = count(1)
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self._act_as("InvitationsFunction")

    def adopt(self, drafts: str) -> None:
        """From now on the province lives by these drafts (``shenzhen:2026-01-01``)."""
        self._adopted = drafts
        self._monkeypatch.setenv("ADOPTED_DRAFTS", drafts)

    def _act_as(self, function: str) -> None:
        self._act_as_function(function)
        if self._adopted is not None:
            self._monkeypatch.setenv("ADOPTED_DRAFTS", self._adopted)

    # -- requests ------------------------------------------------------------------------------------------

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: Caller | None = GUANGXI_STAFF,
        version: int | None = None,
        key: str | None = None,
        query: Query | None = None,
        language: str = "zh-CN",
        accept: str = "application/json",
    ) -> Response:
        """One request; ``version`` goes into If-Match, ``key`` into Idempotency-Key."""
        headers = {"Accept-Language": language, "Accept": accept}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        return call(app, method, path, body=body, query=query, headers=headers, caller=by)

    def done(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """What a request that must succeed answers."""
        answer = self.send(method, path, body, **options)
        assert 200 <= answer.status < 300, answer.text
        return answer.json if answer.body else None

    def whole(self, path: str, *, by: Caller = GUANGXI_STAFF, **query: str | int) -> list[Any]:
        """All entries of a list, page by page."""
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.done("GET", path, query={**query, **cursor}, by=by)
            assert len(page["items"]) <= int(query.get("limit", 50))
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}

    def later(self, **length: float) -> datetime:
        """Lets time pass (``days=1``); answers the new moment."""
        self.now += timedelta(**length)
        return self.now

    # -- activities ----------------------------------------------------------------------------------------

    def plan(self, division: str = GUANGXI, /, **fields: Any) -> dict[str, Any]:
        """The body that drafts a meeting of the division's standing committee in ten days, with an agenda."""
        starts = self.now + timedelta(days=10)
        return {
            "kind": "standing_committee_meeting",
            "title": "常委会第二十次会议",
            "organiser": {"kind": "committee", "id": division},
            "starts": iso(starts),
            "ends": iso(starts + timedelta(hours=6)),
            "place": "人民会堂第一会议室",
            "agenda": [{"title": "审议养老服务条例草案", "field": "民政"}],
            **fields,
        }

    def draft(self, division: str = GUANGXI, /, *, by: Caller | None = None, **fields: Any) -> Any:
        """An activity, not yet announced: by default the meeting of :meth:`plan`."""
        return self.done("POST", "/v1/activities", self.plan(division, **fields), by=by or STAFF[division])

    def select(self, activity: Any, *deputies: Deputy, category: str | None = None) -> None:
        """Selects these deputies (as ``category``, a word of the rules) and lets it be done."""
        body = {"persons": [deputy.id for deputy in deputies]}
        path = f"/v1/activities/{activity['id']}/invitations"
        more = {} if category is None else {"category": category}
        self.done("POST", path, {**body, **more}, by=STAFF[activity["congress"]])
        self.work()

    def hand_out(self, activity: Any, *, by: Caller | None = None, **fields: Any) -> Any:
        """Hands out a material: asks for it, sends its file to the store, confirms that it has come."""
        by = by or STAFF[activity["congress"]]
        path = f"/v1/activities/{activity['id']}/materials"
        body = {"title": "条例草案", "filename": "条例草案.pdf", "media_type": "application/pdf", **fields}
        asked = self.done("POST", path, body, by=by)
        self.send_file(asked)
        number = {"number": asked["number"]}
        return self.done("POST", f"{path}/{asked['id']}/arrival", number, by=by)

    def send_file(self, asked: Any, content: bytes = b"%PDF-1.7") -> None:
        """Sends the file of a material that awaits it, as the form would."""
        self.world.client("s3").put_object(
            Bucket=self.world.names["DocumentsBucket"],
            Key=asked["upload"]["fields"]["key"],
            Body=content,
            ContentType=asked["media_type"],
        )

    def announced(self, division: str = GUANGXI, *deputies: Deputy, **fields: Any) -> Any:
        """An activity that the rules let be announced, with these deputies selected, and all of them told."""
        activity = self.draft(division, **fields)
        if deputies:
            self.select(activity, *deputies)
        self.hand_out(activity)
        told = self.change(activity, "announcement", {})
        self.work()
        return told

    def change(self, activity: Any, to: str, body: object = None, *, by: Caller | None = None) -> Any:
        """The activity, as last answered, taken to another state: ``announcement``, ``opening``, ``closure``,
        ``cancellation``."""
        by = by or STAFF[activity["congress"]]
        return self.done(
            "POST", f"/v1/activities/{activity['id']}/{to}", body, by=by, version=activity["version"]
        )

    def work(self) -> int:
        """Does every job that waits, as the stream would have it done, until none is left; says how many."""
        done = 0
        while waiting := [key for key in self._jobs() if not self._job(key).finished]:
            self._act_as("InvitationsWorkFunction")
            records = [
                {"dynamodb": {"Keys": {"pk": {"S": key}}, "SequenceNumber": str(number)}}
                for number, key in enumerate(waiting)
            ]
            assert work({"Records": records}, None) == {"batchItemFailures": []}
            done += len(waiting)
        self._act_as("InvitationsFunction")
        return done

    def jobs(self, kind: str | None = None) -> list[Job]:
        """Every job that was ever written, of this kind."""
        found = [self._job(key) for key in self._jobs()]
        return [job for job in found if kind in (None, job.kind)]

    def notices(self, recipient: str, kind: str | None = None) -> list[dict[str, Any]]:
        """What a person or post was told, in the order of time: kind, ``about`` and data."""
        found = [item for item in self.world.items("Inbox") if item["pk"]["S"] == inbox_key(recipient)]
        told = [
            {
                "kind": item["kind"]["S"],
                "about": item["about"]["S"],
                "data": {name: next(iter(value.values())) for name, value in item["data"]["M"].items()},
            }
            for item in sorted(found, key=lambda item: str(item["sk"]["S"]))
        ]
        return [notice for notice in told if kind in (None, notice["kind"])]

    def records(self, partition: str, kind: str | None = None) -> list[dict[str, Any]]:
        """The records of a subject (``DEPUTY#p…``), as DynamoDB writes them, in the order of their days."""
        found = [
            item
            for item in self.world.items("Records")
            if item["pk"]["S"] == partition and item["sk"]["S"].startswith("RECORD#")
        ]
        return sorted(
            (item for item in found if kind in (None, item["kind"]["S"])), key=lambda item: str(item["sk"])
        )

    def _jobs(self) -> list[str]:
        return sorted(item["pk"]["S"] for item in self.world.items("Activities") if item["sk"]["S"] == JOB)

    def _job(self, key: str) -> Job:
        item = engine.get(ActivityItem, key, JOB, consistent=True)
        assert item is not None
        return value_of(item, Job)

    # -- the Registry --------------------------------------------------------------------------------------

    def person(self) -> str:
        """The id of somebody new."""
        return f"p{next(self._numbers):020d}"

    def mandate(
        self,
        division: str = GUANGXI,
        *,
        begins: str = "2023-01-10",
        ends: str | None = None,
        events: tuple[MandateEvent, ...] = (),
    ) -> Mandate:
        """A mandate of the division's congress in its present term."""
        last = None if ends is None else date.fromisoformat(ends)
        id_ = f"m{next(self._numbers):020d}"
        unit = ELECTED_BY.get(division, division)
        return Mandate(id_, level_of(division), division, unit, 14, date.fromisoformat(begins), last, events)

    def deputy(self, division: str = GUANGXI, *mandates: Mandate, **fields: Any) -> Deputy:
        """Registers a deputy of the division's congress, of the grassroots unless said otherwise."""
        fields = {"id": self.person(), "name": "韦春兰", "grassroots": True, **fields}
        made = Deputy(phone_mask="138****1234", mandates=mandates or (self.mandate(division),), **fields)
        engine.put(deputies.new_item(made))
        return made

    def deputies(self, number: int, division: str = GUANGXI, **fields: Any) -> list[Deputy]:
        """So many deputies."""
        return [self.deputy(division, **fields) for _ in range(number)]

    def member(self, division: str = GUANGXI, *linked: Deputy, **fields: Any) -> Member:
        """Registers a member of the division's standing committee, linked with these deputies."""
        fields = {"id": self.person(), "name": "覃志远", "office": Office.MEMBER, **fields}
        made = Member(phone_mask="139****5678", division=division, since=date(2023, 1, 20), **fields)
        engine.put(members.new_item(made))
        for deputy in linked:
            commit(*members.link(Link(made.id, deputy.id, made.since)))
        return made

    def station(self, station: str = STATION, **fields: Any) -> Station:
        """Opens a station, with a head."""
        head = Posting(Post.HEAD, HEAD.person, "李建国", date(2024, 5, 1))
        fields = {"type": StationType.LIAISON_STATION, "staff": (head,), **fields}
        made = Station(station, division_of(station), f"{station}联络站", **fields)
        engine.put(stations.new_item(made))
        return made

    def group(self, congress: str = DATONG, members_: Sequence[Deputy] = (), **fields: Any) -> Group:
        """Makes a large group of the congress's deputies, whose first two lead it."""
        division = ELECTED_BY.get(congress, congress)
        leaders = [deputy.id for deputy in members_[:2]] + [None, None]
        fields = {
            "id": f"g{next(self._numbers):020d}",
            "kind": GroupKind.LARGE,
            "division": division,
            "leader": leaders[0],
            "deputy_leader": leaders[1],
            "size": len(members_),
            **fields,
        }
        made = Group(congress=congress, name="平城区代表大组", **fields)
        groups.add(made, None)
        for deputy in members_:
            membership = Membership(made.id, deputy.id, date(2023, 3, 1))
            engine.put(envelope(f"GROUP#{made.id}", f"MEMBER#{deputy.id}", membership))
            engine.put(envelope(f"PERSON#{deputy.id}", f"GROUP#{made.slot}", membership))
        return made


CARD = Card("桂代字0123", date(2023, 1, 15))
"""A deputy card, for whom one was issued."""
