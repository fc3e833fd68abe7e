"""What comes without anybody asking: streams, queues and schedules, killed and disturbed at each of their
calls, and brought again until they are through."""

import json
from datetime import datetime
from typing import Any

import pytest

from functions.notifications.workers.deliver import deliver
from functions.notifications.workers.relay import relay
from functions.registration.rosters.columns import DEPUTIES, STATIONS
from functions.registration.rosters.templates import write_csv
from functions.registration.workers.appoint_administrator import appoint_administrator
from functions.standing.reminding import reminding
from functions.standing.workers.nightly import nightly
from shared.domain.clock import SHANGHAI
from shared.domain.stations import Post
from tests.aws import World
from tests.faults.gauntlet import Gauntlet
from tests.invitations.committee import DATONG, Committee
from tests.invitations.inviting.asking import invited, reply
from tests.invitations.reminding import mornings
from tests.invitations.reminding.mornings import Mornings
from tests.notifications import channel
from tests.notifications import test_pipeline as coding
from tests.notifications.channel import Gateway
from tests.notifications.digests import test_digests as digesting
from tests.notifications.letters import MEETING, Clock, contact, in_stream, put
from tests.registration.office import Office
from tests.registration.rosters import desk as importing
from tests.registration.rosters.desk import Desk
from tests.registration.rosters.test_import_deputies import COUNTY
from tests.registration.rosters.test_import_stations import FULL
from tests.standing import test_reminding as standing
from tests.standing.hall import STATION, Hall
from tests.standing.projection import lists as projecting
from tests.standing.projection.lists import Lists, Time
from tests.standing.projection.test_nightly import listed
from tests.suggestions.handovers import desk as sweeping
from tests.suggestions.handovers.desk import Desk as Handovers
from tests.suggestions.numbers import stream
from tests.suggestions.opinions.street import Street

VERSION = r'"version": \{"N": "\d+"}'
"""Of what is worked out from records and cases the version only guards who writes at the same time."""


def around(gauntlet: Gauntlet, patch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """Of all that a test does only the worker that a world's module calls by this name goes through the
    gauntlet, once that is no more ``off``."""
    patch.setattr(module, name, gauntlet.around(getattr(module, name)))
    gauntlet.off = True


@pytest.mark.worker("ProjectFunction")
def test_records_come_to_the_lists(
    hall: Hall, tables: World, gauntlet: Gauntlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    around(gauntlet, monkeypatch, projecting, "project_worker")
    gauntlet.besides = [VERSION]
    lists = Lists(hall, tables, monkeypatch)
    hall.deputy()
    hall.visit("2026-03-05")
    gauntlet.off = False
    assert lists.project() == []
    assert len(lists.stored()) > 0
    assert gauntlet.tally.requests == 1


@pytest.mark.worker("NightlyFunction")
def test_a_nights_walk_comes_to_its_end(
    hall: Hall, tables: World, gauntlet: Gauntlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = Lists(hall, tables, monkeypatch)

    def settle() -> None:
        """Subjects that failed come by themselves."""
        gauntlet.off = True
        sqs, url = tables.client("sqs"), tables.names["Walks"]
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            for message in messages:
                record = {"messageId": "m1", "body": message["Body"]}
                assert nightly({"Records": [record]}, Time()) == {"batchItemFailures": []}
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        gauntlet.off = False

    monkeypatch.setattr(projecting, "nightly_worker", gauntlet.around(nightly, settle))
    gauntlet.off, gauntlet.besides = True, [VERSION]
    listed(hall, "p00000000000000000001", "p00000000000000000002")
    gauntlet.off = False
    assert lists.work(list="DEPUTIES", city="4114") == []
    assert len(lists.stored()) > 0
    assert gauntlet.tally.requests == 1


@pytest.mark.worker("TallyFunction")
def test_cases_are_counted(street: Street, gauntlet: Gauntlet, monkeypatch: pytest.MonkeyPatch) -> None:
    around(gauntlet, monkeypatch, stream, "tally")
    gauntlet.besides = [VERSION]
    street.bring()
    gauntlet.off = False
    assert stream.brought(street.world) == []
    assert len(stream.stored(street.world)) > 1
    assert gauntlet.tally.requests == 1


@pytest.mark.worker("SweepFunction")
def test_overdue_hand_overs_are_told_once(
    tables: World, act_as: Any, gauntlet: Gauntlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    around(gauntlet, monkeypatch, sweeping, "sweep")
    handovers = Handovers(tables, act_as, monkeypatch)
    handovers.give(handovers.suggestion())
    gauntlet.off = False
    assert handovers.sweep("2027-03-01 09:00") > 0
    assert gauntlet.tally.requests == 1


@pytest.mark.worker("RemindFunction")
def test_reminders_are_sent_once(
    committee: Committee, gauntlet: Gauntlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    around(gauntlet, monkeypatch, mornings, "remind")
    schedule = Mornings(committee, monkeypatch)
    schedule.of("14")
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    assert reply(committee, activity, deputy, "accept").status == 200
    gauntlet.off = False
    schedule.fire(datetime.fromisoformat(activity["starts"]).astimezone(SHANGHAI).replace(hour=8))
    assert gauntlet.tally.requests > 1


@pytest.mark.worker("RemindOfStandingFunction")
def test_who_is_at_risk_is_reminded_once(
    hall: Hall, tables: World, gauntlet: Gauntlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a page each, by two of the rules that are due: one that stations owe, and one that deputies do."""
    around(gauntlet, monkeypatch, standing, "remind_worker")
    both = {"sq-13a", "sq-13b"}
    asked = reminding._asked
    monkeypatch.setattr(reminding, "_asked", lambda today: [one for one in asked(today) if one.id in both])
    monkeypatch.setattr(reminding, "_PAGE", 1)
    city = standing.Reminding(hall, Lists(hall, tables, monkeypatch), tables)
    hall.station(STATION, Post.HEAD)
    listed(hall, "p00000000000000000101", "p00000000000000000102")
    assert (
        city.lists.work(list="STATIONS", city="4114") == city.lists.work(list="DEPUTIES", city="4114") == []
    )
    gauntlet.off = False
    assert city.fire(standing.at(11, 25)) == 3
    assert len(tables.items("Inbox")) == 3
    assert gauntlet.tally.requests == 1


@pytest.mark.worker("AppointAdministratorFunction")
def test_the_first_administrator_is_appointed_once(office: Office, act_as: Any, gauntlet: Gauntlet) -> None:
    act_as("AppointAdministratorFunction")
    event = {"phone": "13911112222", "name": "陈建国"}
    appointed = gauntlet.around(appoint_administrator)(event, None)
    assert (appointed["role"], appointed["scope"]) == ("admin", "41")
    assert gauntlet.tally.requests == 1


@pytest.mark.worker("DeliverFunction", "DigestFunction")
def test_a_notice_comes_to_its_phone_and_a_digest_to_another(
    gateway: Gateway,
    tables: World,
    gauntlet: Gauntlet,
    at: Clock,
    act_as: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A message may go out twice, where its sender died before it could note that; then it has one
    id, by which the gateway knows it. That it went may stay unnoted: it is not sent again for that."""
    gauntlet.unnoted = ["DELIVERY#"]
    for worker in ("deliver_worker", "digest_worker"):
        around(gauntlet, monkeypatch, digesting, worker)
    contact()
    box = digesting.Box(gateway, tables, at, act_as, monkeypatch)
    gauntlet.off = False
    item = put("1", data=MEETING)
    assert box.delivered(item) == []
    box.wants(digesting.WANTS)
    box.told("2", data=MEETING)
    box.digests()
    assert len({payload["id"] for payload in gateway.payloads}) == 2
    assert gauntlet.tally.requests >= 4


@pytest.mark.worker("RelayFunction")
def test_the_stream_of_notices_comes_to_the_queue(
    tables: World, gauntlet: Gauntlet, act_as: Any, at: Clock
) -> None:
    act_as("DeliverFunction")
    items = [in_stream(put(str(number)), number) for number in range(1, 13)]
    act_as("RelayFunction")
    assert gauntlet.around(relay)({"Records": items}, None) == {"batchItemFailures": []}
    bodies = [json.loads(body)["id"] for _ in range(3) for body in channel.queued(tables)]
    assert len(set(bodies)) == 12
    assert gauntlet.tally.calls == 2


@pytest.mark.worker("RelayCodesFunction", "DeliverCodesFunction")
def test_a_code_comes_to_its_phone(
    gateway: Gateway,
    tables: World,
    gauntlet: Gauntlet,
    at: Clock,
    act_as: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    act_as("DeliverCodesFunction")
    coding.open_challenge()
    act_as("RelayCodesFunction")
    assert gauntlet.around(relay)({"Records": [channel.stream_record()]}, None) == {"batchItemFailures": []}
    (body,) = set(channel.queued(tables, "Codes"))
    act_as("DeliverCodesFunction")
    monkeypatch.setenv("WEBHOOK_URL", gateway.url)
    event = {"Records": [channel.queue_record(body)]}
    assert gauntlet.around(deliver)(event, None) == {"batchItemFailures": []}
    assert {payload["to"]["phone"] for payload in gateway.payloads} == {coding.PHONE}
    assert len({payload["id"] for payload in gateway.payloads}) == 1


@pytest.mark.worker("ImportRosterFunction")
def test_a_roster_is_imported(
    tables: World, act_as: Any, gauntlet: Gauntlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    around(gauntlet, monkeypatch, importing, "import_roster")
    gauntlet.besides = [r'"attempts": \{"N": "\d+"}']
    desk = Desk(tables, act_as, monkeypatch)
    desk.rows(STATIONS, FULL)
    roster = desk.ask("deputies")["id"]
    happened = desk.send(roster, write_csv(DEPUTIES, [COUNTY]))
    gauntlet.off = False
    desk.arrive(happened)
    gauntlet.off = True
    assert desk.report(roster)["status"] == "done"
    assert gauntlet.tally.requests == 1
