"""A city's tables come back from a backup into a new stack, and people go on. Run by `make faults`."""

from infra.local.client import Client, sign_in
from infra.local.stack import LocalStack
from tests.e2e.client import token_for
from tests.e2e.pipeline import until
from tests.faults.stack.backup import backup, restore
from tests.faults.stack.life import CITY, STATION, Life
from tests.faults.stack.looking import SECONDS, audited, settle, stored


def test_a_stack_from_a_backup_is_as_the_one_before_and_people_go_on(running: LocalStack, life: Life) -> None:
    settle(running)
    kept = backup(running)
    with LocalStack(port=0) as new:
        restore(kept, new)
        assert stored(new) == kept.items
        assert audited(new) == audited(running) == []
        _sign_in_again(new, life)
        _check_in(new, life)
        _follow(new, life)
        _give_up_a_seat(new, life)
        settle(new)
        assert audited(new) == []


def _sign_in_again(stack: LocalStack, life: Life) -> None:
    for phone, person in life.residents.items():
        client = sign_in(stack.base_url, stack.receiver.inbox, phone)
        assert client.must(200, "GET", "/v1/me").json["person"] == person


def _check_in(stack: LocalStack, life: Life) -> None:
    officer = Client(stack.base_url, token_for(stack, f"liaison_officer:{STATION}"))
    path = f"/v1/stations/{STATION}/codes?count=1"

    def scan(deputy: str, status: int) -> str:
        shown = officer.must(200, "GET", path).json["items"][0]["code"]
        client = Client(stack.base_url, token_for(stack, f"deputy:{CITY}", person=deputy))
        return str(client.must(status, "POST", "/v1/check-ins", body={"code": shown}).json["id"])

    assert scan(life.deputies[0], 200) in life.records
    assert scan(life.deputies[-1], 201) not in life.records


def _follow(stack: LocalStack, life: Life) -> None:
    mine = {"receipt": life.receipt["receipt"], "secret": life.receipt["secret"]}
    anybody = Client(stack.base_url)
    assert anybody.must(200, "POST", "/v1/opinions/follow", body=mine).json["state"] == "received"
    deputy = Client(stack.base_url, token_for(stack, f"deputy:{CITY}", person=life.deputies[0]))
    assert deputy.must(200, "GET", f"/v1/suggestions/{life.suggestion}").json["state"] == "closed"


def _give_up_a_seat(stack: LocalStack, life: Life) -> None:
    """The first who waits moves up and hears of it."""
    path = f"/v1/activities/{life.activity}/invitations/me"
    clients = {
        person: Client(stack.base_url, token_for(stack, f"deputy:{CITY}", person=person))
        for person in life.deputies
    }
    states = {person: client.must(200, "GET", path).json for person, client in clients.items()}
    seated = next(person for person, own in states.items() if own["state"] == "accepted")
    (first,) = (person for person, own in states.items() if own.get("position") == 1)
    declined = {"answer": "decline", "reason": "当日另有公务"}
    clients[seated].must(200, "PUT", path, body=declined)
    assert clients[first].must(200, "GET", path).json["state"] == "accepted"
    phone = dict(zip(life.deputies, life.phones, strict=True))[first]
    inbox = stack.receiver.inbox
    until(lambda: [one["kind"] for one in inbox.messages(f"+86{phone}")] == ["seat_free"], "is told", SECONDS)
