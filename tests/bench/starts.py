"""What each function of template.yaml is asked first after it starts: of an API a read and a write that
people often make, of a worker the event that it lives on. What must be there for it is made by the services
that own it, in the world of the tests, and copied to the endpoint.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from functions.checkin.app import app as checkin
from functions.invitations.app import app as invitations
from functions.notifications.app import app as notifications
from functions.notifications.channels.names import Channel
from functions.notifications.inbox.views import id_of
from functions.notifications.messages import of_stream_record
from functions.publications.app import app as publications
from functions.registration.app import app as registration
from functions.standing.app import app as standing
from functions.suggestions.app import app as suggestions
from infra import template
from shared.domain import tokens
from shared.domain.clock import legal_day
from shared.domain.roles import Caller
from shared.store import engine, keys
from shared.store.identities import Challenge, challenge_key
from shared.web.service import Service
from tests import aws
from tests.aws import World
from tests.bench import instant
from tests.bench.endpoint import Item
from tests.gateway import event_of, someone
from tests.invitations.committee import (
    GUANGXI,
    GUANGXI_STAFF,
    MORNING,
    STATION,
    TIANJIN,
    TIANJIN_STAFF,
    Committee,
)
from tests.notifications.channel import CHALLENGE, queue_record, stream_record
from tests.notifications.letters import contact, in_stream, put
from tests.publications.newsroom import Newsroom
from tests.registration.rosters.desk import Desk
from tests.registration.rosters.samples import STATION as ROW
from tests.registration.rosters.samples import STATION_HEADER, text
from tests.standing.hall import DEPUTY_ID, OWN, Hall
from tests.suggestions.numbers.stream import changes
from tests.suggestions.opinions.street import LAMPS, TOWNSHIP, Street

Event = Mapping[str, Any]
NOW = MORNING
"""The moment at which everything is made and asked: a schedule by day finds work, no deadline has passed."""
_BUCKETS = ("UploadsBucket", "DocumentsBucket")


@dataclass(frozen=True, eq=False)
class Start:
    """A function by its logical id, and what it is asked."""

    function: str
    asked: str
    event: Event


@dataclass
class Stage:
    """Handlers and environments of the template, what is stored, and what the functions are asked."""

    handlers: dict[str, str]
    environments: dict[str, dict[str, str]]
    tables: dict[str, list[Item]] = field(default_factory=dict)
    objects: dict[str, bytes] = field(default_factory=dict)
    starts: list[Start] = field(default_factory=list)


def stage() -> Stage:
    """The stage at :data:`NOW`."""
    functions = template.resources("AWS::Serverless::Function")
    with pytest.MonkeyPatch.context() as patch, aws.world(patch) as world:
        made = Stage(
            {name: function["Properties"]["Handler"] for name, function in functions.items()},
            {name: world.environment(name) for name in functions},
        )
        made.environments["ImportRosterFunction"]["UPLOADS_BUCKET"] = world.names["UploadsBucket"]
        _Setting(world, patch, made).fill()
        made.tables = {physical: world.items(name) for name, physical in _tables(world).items()}
        s3 = world.client("s3")
        for bucket in (world.names[name] for name in _BUCKETS):
            for found in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
                data = s3.get_object(Bucket=bucket, Key=found["Key"])["Body"].read()
                made.objects[f"/{bucket}/{found['Key']}"] = data
    return made


def _tables(world: World) -> dict[str, str]:
    return {name: world.names[name] for name in template.resources("AWS::DynamoDB::Table")}


class _Setting:
    """Makes what is there, function by function."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch, made: Stage) -> None:
        self._world, self._patch, self._made = world, patch, made

    def fill(self) -> None:
        """Everything, in the order of the template."""
        self._authorizer()
        self._registration()
        self._checkin_and_standing()
        self._invitations()
        self._suggestions()
        self._publications()
        self._notifications()

    def _act_as(self, function: str) -> None:
        for name in aws.function_settings():
            self._patch.delenv(name, raising=False)
        for name, value in self._made.environments[function].items():
            self._patch.setenv(name, value)

    def _add(self, function: str, asked: str, event: Event) -> None:
        self._made.starts.append(Start(function, asked, event))

    def _request(
        self, function: str, app: Service, route: str, caller: Caller | None = None, **sent: Any
    ) -> None:
        method, path = route.split(" ")
        self._add(function, route, event_of(app, method, path, caller=caller, **sent))

    def _authorizer(self) -> None:
        self._act_as("RegistrationFunction")
        issuer = self._made.environments["AuthorizerFunction"]["ISSUER"]
        until = NOW + tokens.ACCESS_LIFETIME
        claims = tokens.Claims(issuer, DEPUTY_ID, OWN.grants, OWN.session, NOW, until)
        token = tokens.sign(claims, keys.key_id(), keys.sign)
        arn = "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3d4e5/test/GET/v1/me"
        event = {"type": "TOKEN", "authorizationToken": f"Bearer {token}", "methodArn": arn}
        self._add("AuthorizerFunction", "a token", event)

    def _registration(self) -> None:
        self._request("RegistrationFunction", registration, "GET /v1/stations", query={"scope": "4114"})
        body = {"phone": "13800001234"}
        self._request("RegistrationFunction", registration, "POST /v1/sign-in/codes", body=body)
        desk = Desk(self._world, self._act_as, self._patch)
        roster = desk.ask("stations")["id"]
        arrived = desk.send(roster, text(STATION_HEADER, ROW).encode())
        self._add("ImportRosterFunction", "a roster of one station", arrived)
        whom = {"phone": "13900001234", "name": "李建国"}
        self._add("AppointAdministratorFunction", "the first administrator", whom)

    def _checkin_and_standing(self) -> None:
        hall = Hall(self._act_as, self._patch)
        hall.deputy()
        hall.station()
        today = legal_day(NOW)
        hall.visit(str(today - timedelta(days=7)))
        secret = self._made.environments["CheckinFunction"]["CHECK_IN_SECRET"].encode()
        (scan,) = instant.events(secret, 1, now=NOW)
        self._add("CheckinFunction", "POST /v1/check-ins", scan)
        self._request("CheckinFunction", checkin, "GET /v1/me/records", OWN)
        self._request("StandingFunction", standing, "GET /v1/me/standing", OWN)
        body = {"draft": "shenzhen", "scope": "4403", "from": "2025-01-01", "to": "2025-12-31"}
        staff = someone("committee_staff:4403", person="pshenzhenstaff0000000")
        self._request("StandingFunction", standing, "POST /v1/what-if", staff, body=body)
        record = {"pk": {"S": f"DEPUTY#{DEPUTY_ID}"}, "sk": {"S": f"RECORD#{today}#check_in#{STATION}"}}
        changed = {"eventName": "INSERT", "dynamodb": {"Keys": record, "SequenceNumber": "1"}}
        self._add("ProjectFunction", "a new record", {"Records": [changed]})
        message = {"subject": f"DEPUTY#{DEPUTY_ID}"}
        self._add("NightlyFunction", "a deputy of the walk", {"Records": [queue_record(json.dumps(message))]})
        self._add("RemindOfStandingFunction", "the schedule", {})

    def _invitations(self) -> None:
        committee = Committee(self._world, self._act_as, self._patch)
        self._request("InvitationsFunction", invitations, "GET /v1/me/invitations", OWN)
        route, plan = "POST /v1/activities", committee.plan(GUANGXI)
        self._request("InvitationsFunction", invitations, route, GUANGXI_STAFF, body=plan)
        activity = committee.draft()
        committee.select(activity, committee.deputy())
        committee.hand_out(activity)
        before = set(committee._jobs())
        committee.change(activity, "announcement", {})
        self._add("InvitationsWorkFunction", "invitations to send", _job(set(committee._jobs()) - before))
        self._add("RemindFunction", "the schedule", {})

    def _suggestions(self) -> None:
        street = Street(self._world, self._act_as, self._patch)
        body = {"text": LAMPS, "station": STATION}
        self._request("SuggestionsFunction", suggestions, "POST /v1/opinions", body=body)
        query = {"scope": "411402001", "state": "received"}
        self._request("SuggestionsFunction", suggestions, "GET /v1/opinions", TOWNSHIP, query=query)
        street.bring()
        self._add("SweepFunction", "the schedule", {})
        self._add("TallyFunction", "a new opinion", {"Records": changes(self._world)})

    def _publications(self) -> None:
        room = Newsroom(self._world, self._act_as, self._patch)
        query = {"division": "411402"}
        route = "GET /v1/public-consultations"
        self._request("PublicationsFunction", publications, route, query=query)
        body = room.fields()
        self._request("PublicationsFunction", publications, "POST /v1/publications", TIANJIN_STAFF, body=body)
        room.deputy(TIANJIN)
        made = room.drafted()
        room.step(made, "publishing", {"number": room.worded(made)})
        self._add("PublicationsWorkFunction", "readers to tell", _job(set(room._jobs())))

    def _notifications(self) -> None:
        self._act_as("DeliverFunction")
        contact(DEPUTY_ID)
        notice = put(recipient=DEPUTY_ID)
        self._request("NotificationsFunction", notifications, "GET /v1/me/inbox", OWN)
        self._request(
            "NotificationsFunction",
            notifications,
            "POST /v1/me/inbox/read",
            OWN,
            body={"up_to": id_of(notice.sk)},
        )
        engine.put(
            Challenge(
                challenge_key(CHALLENGE),
                "CHALLENGE",
                phone="+8613800001234",
                language="zh-CN",
                expires=int((NOW + timedelta(minutes=5)).timestamp()),
            )
        )
        self._add("RelayFunction", "a new notice", {"Records": [in_stream(notice)]})
        self._add("RelayCodesFunction", "a new code", {"Records": [stream_record()]})
        (message,) = of_stream_record(in_stream(notice), [Channel.SMS])
        self._add("DeliverFunction", "an SMS", {"Records": [queue_record(message.as_text())]})
        (code,) = of_stream_record(stream_record(), [Channel.SMS])
        self._add("DeliverCodesFunction", "a code", {"Records": [queue_record(code.as_text())]})
        self._add("DigestFunction", "the schedule", {})


def _job(keys_: set[str]) -> Event:
    return {
        "Records": [
            {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": key}}, "SequenceNumber": str(number)}}
            for number, key in enumerate(sorted(keys_))
        ]
    }
