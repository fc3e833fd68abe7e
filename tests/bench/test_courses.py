"""What each worker ordinarily does: of these courses, and of nothing else, its figures are (requests.py).

As a province's month has it (infra/cost/assumptions.toml): what a worker makes once is made before.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from functions.authorizer.app import app as authorize
from functions.notifications.workers.deliver import deliver
from functions.notifications.workers.relay import relay
from shared.domain import clock, tokens
from shared.domain.clock import SHANGHAI
from shared.store import keys
from shared.store.identities import challenge_key
from tests.aws import World
from tests.bench.course import course
from tests.notifications import test_pipeline as codes
from tests.notifications.channel import Gateway, queue_record, queued, stream_record
from tests.notifications.letters import contact, in_stream, put
from tests.standing.hall import DEPUTY_ID, OWN, Hall
from tests.standing.projection.lists import Lists
from tests.suggestions.numbers.stream import brought, changes
from tests.suggestions.opinions.street import LIAISON, Street
from tests.suggestions.opinions.test_rating import answer, rate
from tests.suggestions.suggestions.congress import CIVIL, CONFIRMED, OFFICE, Congress, of
from tests.suggestions.suggestions.test_handling import CONTENT, REPLY, give, unit_step

ActAs = Callable[[str], None]
MONTHS = range(1, 13)
DAYS = (5, 20)
"""Twice a month somebody checks in."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    made = Gateway()
    yield made
    made.server.shutdown()
    made.server.server_close()


def told(worker: Callable[..., Any], *records: Any) -> None:
    """The worker takes the records one by one, each to the end."""
    for record in records:
        assert worker({"Records": [record]}, None) == {"batchItemFailures": []}


def test_a_year_s_visits_of_a_deputy_whose_lists_stand(
    hall: Hall, tables: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The night before each has judged the new day; of most visits nothing that is listed changes."""
    lists = Lists(hall, tables, monkeypatch)
    hall.deputy()
    hall.visit("2025-03-05")
    hall.visit("2025-09-05")
    changed = []
    for month in MONTHS:
        for day in DAYS:
            hall.now = datetime(2026, month, day, 10, tzinfo=SHANGHAI)
            assert lists.project() == []
            before = lists.stored()
            assert before
            hall.visit(hall.now.date().isoformat())
            with course("ProjectFunction"):
                assert lists.project(lists.records()[-1:]) == []
            if lists.stored() != before:
                changed.append((month, day))
    assert changed == [(1, 5), (1, 20)]


def test_an_opinion_s_steps_are_counted(street: Street) -> None:
    answer(street, street.bring("停气了"))
    assert brought(street.world) == []
    receipt = street.bring()
    _counted(street.world, receipt["receipt"])
    street.sorted(receipt, answerable="true")
    _counted(street.world, receipt["receipt"])
    street.took(receipt, "answer", {"text": "已报修"}, LIAISON)
    _counted(street.world, receipt["receipt"])
    assert rate(street, receipt, "satisfied").status == 201
    _counted(street.world, receipt["receipt"])


def test_a_suggestion_s_steps_are_counted(congress: Congress) -> None:
    deputy = congress.deputy()
    give(congress, congress.accepted(deputy), CIVIL)
    assert brought(congress.world) == []
    found = congress.draft(deputy)
    _counted(congress.world, found["id"])
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    _counted(congress.world, found["id"])
    found = congress.step(found, "check", {"accepted": True, "facts": {}}, by=OFFICE)
    _counted(congress.world, found["id"])
    found = give(congress, found, CIVIL)
    _counted(congress.world, found["id"])
    for what, body in (("acceptance", {"accepted": True}), ("contact", {"way": "visit", "heard": True})):
        found = unit_step(congress, found, CIVIL, what, body)
        _counted(congress.world, found["id"])
    found = unit_step(congress, found, CIVIL, "reply", REPLY)
    _counted(congress.world, found["id"])
    congress.step(found, "rating", CONTENT, by=of(deputy))
    _counted(congress.world, found["id"])


def _counted(world: World, case: str) -> None:
    """A step of the case has come by the stream: its head."""
    keys_ = {"pk": {"S": f"CASE#{case}"}, "sk": {"S": "CASE"}}
    events = [event for event in changes(world) if event["dynamodb"]["Keys"] == keys_]
    assert len(events) == 1
    with course("TallyFunction"):
        assert brought(world, events) == []


def test_five_notices_are_sent(
    tables: World, act_as: ActAs, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_as("RegistrationFunction")
    contact()
    act_as("InvitationsFunction")
    items = [put(str(number)) for number in range(5)]
    act_as("RelayFunction")
    with course("RelayFunction"):
        told(relay, *(in_stream(item) for item in items))
    bodies = [body for _ in items for body in queued(tables)]
    assert len(bodies) == 5
    act_as("DeliverFunction")
    monkeypatch.setenv("WEBHOOK_URL", gateway.url)
    with course("DeliverFunction"):
        told(deliver, *(queue_record(body) for body in bodies))
    assert len(gateway.payloads) == 5


def test_five_codes_are_sent(
    tables: World, act_as: ActAs, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"c{number}" for number in range(5)]
    act_as("RegistrationFunction")
    for name in names:
        codes.open_challenge(challenge=name)
    act_as("RelayCodesFunction")
    with course("RelayCodesFunction"):
        told(relay, *(stream_record(challenge_key(name)) for name in names))
    bodies = [body for _ in names for body in queued(tables, "Codes")]
    assert {json.loads(body)["reference"] for body in bodies} == set(names)
    act_as("DeliverCodesFunction")
    monkeypatch.setenv("WEBHOOK_URL", gateway.url)
    with course("DeliverCodesFunction"):
        told(deliver, *(queue_record(body) for body in bodies))
    assert len(gateway.payloads) == 5


def test_five_tokens_are_checked(act_as: ActAs, tables: World) -> None:
    act_as("RegistrationFunction")
    now = clock.now()
    issuer = tables.environment("AuthorizerFunction")["ISSUER"]
    claims = tokens.Claims(issuer, DEPUTY_ID, OWN.grants, OWN.session, now, now + tokens.ACCESS_LIFETIME)
    made = [tokens.sign(claims, keys.key_id(), keys.sign) for _ in range(5)]
    act_as("AuthorizerFunction")
    arn = "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3/test/GET/v1/me"
    with course("AuthorizerFunction"):
        for token in made:
            asked = {"authorizationToken": f"Bearer {token}", "methodArn": arn}
            assert authorize(asked, None)["principalId"] == DEPUTY_ID
