"""The database fails beneath a running city, and its streams are told again from their beginning: nothing is
lost, nothing is doubled. Run by `make faults`."""

from collections import Counter

from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.clock import legal_day, month_of
from shared.domain.roles import Role
from tests.faults.stack import streams
from tests.faults.stack.life import DEPUTIES, RESIDENTS, SEATS, STATION, STREET, Life
from tests.faults.stack.looking import audited, changed, messages, settle, stored
from tests.faults.stack.townsfolk import AGAIN, Patient
from tests.faults.stack.weather import Fault, Weather

INVITED, CODE = "invitation_received", "one_time_code"


def test_nothing_is_lost_and_nothing_doubled_in_bad_weather(
    running: LocalStack, weather: Weather, life: Life
) -> None:
    assert set(weather.struck) == set(Fault)
    assert set(Patient.ledger.refused) <= AGAIN, "only what asks for patience is refused, never a 500"
    assert audited(running) == []

    today = month_of(legal_day(clock.now()))
    officer = life.person(Role.LIAISON_OFFICER)
    register = officer.must(200, "GET", f"/v1/stations/{STATION}/records?month={today}").json["items"]
    assert len(life.records) == DEPUTIES - 1
    assert Counter(record["id"] for record in register) == Counter(life.records)

    group = life.staff.must(200, "GET", f"/v1/groups/{life.group}").json
    assert (group["size"], {one["deputy"] for one in group["members"]}) == (DEPUTIES, set(life.deputies))

    township = life.person(Role.TOWNSHIP_STAFF)
    listed = township.must(200, "GET", f"/v1/opinions?scope={STREET}&state=received").json["items"]
    assert len(listed) == RESIDENTS

    counts = life.staff.must(200, "GET", f"/v1/activities/{life.activity}/counts").json
    assert (counts["accepted"], counts["waiting"]) == (SEATS, DEPUTIES - SEATS)

    came = messages(running, life)
    assert {phone: came[phone, INVITED] for phone in life.phones} == dict.fromkeys(life.phones, 1)
    assert {phone: came[phone, CODE] for phone in life.residents} == dict.fromkeys(life.residents, 1)


def test_streams_told_again_from_their_beginning_change_nothing(running: LocalStack, life: Life) -> None:
    settle(running)
    before, came = stored(running), messages(running, life)
    assert streams.replay(running) > 0
    settle(running)
    assert changed(before, stored(running)) == []
    assert messages(running, life) == came
    assert audited(running) == []
