"""The walk's steps: what is not as it must be ends it."""

from datetime import date, datetime
from http.client import HTTPMessage
from typing import Any

import pytest

from infra.local.client import Client, Response, Unexpected
from infra.local.walk import appointment, meeting, steps
from infra.local.walk.steps import Steps
from infra.sample.load import Loaded
from shared.regulations.calendars.working_days import china


class Answering(Client):
    """A client whose every request has the same answer."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__("http://127.0.0.1:1")
        self._answer = Response(status, HTTPMessage(), body)

    def send(self, method: str, path: str, **_: Any) -> Response:
        return self._answer


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def walking(said: list[str]) -> Steps:
    nobody: Any = None
    return Steps(nobody, Loaded({}), said.append)


def test_a_step_says_what_was_sent_what_came_back_and_why(walking: Steps, said: list[str]) -> None:
    walking.step(Answering(200, b'{"items": []}'), 200, "GET", "/v1/x", "nobody is there")
    assert said == ["  GET /v1/x -> 200  nobody is there", '    {"items": []}']


def test_an_answer_of_another_status_ends_the_walk(walking: Steps, said: list[str]) -> None:
    with pytest.raises(Unexpected, match="answered 500"):
        walking.step(Answering(500, b"{}"), 200, "GET", "/v1/x", "it must work")
    assert said == []


def test_what_does_not_hold_ends_the_walk(walking: Steps, said: list[str]) -> None:
    walking.must(holds=True, what="one visit, one record")
    with pytest.raises(Unexpected, match="two records"):
        walking.must(holds=False, what="two records")
    assert said == ["    so: one visit, one record"]


def test_what_takes_time_is_waited_for_and_not_for_ever(
    walking: Steps, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_POLL", 0)
    answers = iter([False, False, True])
    walking.becomes(lambda: next(answers), "the list follows")
    assert said == ["    so: the list follows"]
    monkeypatch.setattr(steps, "_PATIENCE", 0)
    with pytest.raises(Unexpected, match="in vain"):
        walking.becomes(lambda: False, "it never comes")


def test_a_change_names_the_version_that_was_read(walking: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    class Listening(Answering):
        def send(self, method: str, path: str, **options: Any) -> Response:
            sent.append(options["headers"])
            return super().send(method, path, **options)

    client = Listening(200, b"{}")
    walking.step(client, 200, "PATCH", "/v1/x", "changed", {}, 7)
    walking.step(client, 200, "GET", "/v1/x", "read")
    assert sent == [{"If-Match": '"v7"'}, {}]


@pytest.mark.parametrize(
    ("now", "starts"),
    [
        ("2026-11-20T09:00:00+08:00", "2026-11-20T09:30:00+08:00"),
        ("2026-11-20T15:45:00Z", "2026-11-20T23:59:59+08:00"),
        ("2026-12-31T23:59:00+08:00", "2026-12-31T23:59:59+08:00"),
    ],
)
def test_the_meeting_starts_soon_and_on_the_day_on_which_it_is_opened(now: str, starts: str) -> None:
    assert meeting.starting(datetime.fromisoformat(now)) == datetime.fromisoformat(starts)


def test_sz_09a_three_working_days_from_a_friday_are_told_day_by_day() -> None:
    assert list(appointment.days_between(date(2026, 11, 20), date(2026, 11, 25), china())) == [
        "Saturday 2026-11-21: rest",
        "Sunday 2026-11-22: rest",
        "Monday 2026-11-23: working day 1",
        "Tuesday 2026-11-24: working day 2",
        "Wednesday 2026-11-25: working day 3",
    ]


def _asked(first: date, due: date) -> dict[str, Any]:
    """An appointment as the API answers it."""
    clock = {
        "rule": appointment.RULE,
        "instrument": "shenzhen",
        "article": "9-2",
        "says": "三个工作日内安排好。",
        "how": "自提出要求起3个工作日。",
        "started_at": f"{first}T17:30:00+08:00",
        "due": str(due),
    }
    return {"clocks": [clock]}


@pytest.mark.parametrize(
    ("first", "due", "told"),
    [
        (date(2026, 11, 20), date(2026, 11, 25), "2 days of rest lie between and do not count"),
        (date(2026, 11, 21), date(2026, 11, 25), "1 days of rest lie between and do not count"),
        (date(2026, 11, 23), date(2026, 11, 26), "asked for on Friday 2026-11-20: Wednesday 2026-11-25"),
        (date(2026, 9, 30), date(2026, 10, 10), "7 days of rest lie between and do not count"),
    ],
)
def test_sz_09a_whatever_the_day_the_walk_tells_what_rest_means(
    walking: Steps, said: list[str], first: date, due: date, told: str
) -> None:
    appointment._explain(walking, _asked(first, due))
    assert told in said[-1]


@pytest.mark.parametrize("due", [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)])
def test_sz_09a_another_due_day_ends_the_walk(walking: Steps, due: date) -> None:
    with pytest.raises(Unexpected, match="3 working days"):
        appointment._explain(walking, _asked(date(2026, 11, 20), due))


@pytest.mark.parametrize(
    ("day", "friday"),
    [(20, 13), (21, 20), (22, 20), (23, 20), (26, 20), (27, 20)],
)
def test_the_last_friday_is_before_the_day(day: int, friday: int) -> None:
    assert appointment.last_friday(date(2026, 11, day)) == date(2026, 11, friday)


class Phone:
    """A stack whose gateway has received these messages."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self.receiver = self
        self.inbox = self
        self._messages = list(messages)

    def messages(self, phone: str) -> list[dict[str, Any]]:
        return self._messages if phone == "+8613900000001" else []


def _sent(kind: str, text: str) -> dict[str, Any]:
    return {"kind": kind, "text": text, "data": {"text": text}}


def test_a_message_is_the_last_of_its_kind_with_these_words(said: list[str]) -> None:
    received = [("outcome", "未能答复"), ("outcome", "已采纳"), ("outcome", "另一项"), ("code", "已采纳")]
    stack: Any = Phone(*(_sent(*one) for one in received))
    walking = Steps(stack, Loaded({"deputy": "13900000001"}), said.append)
    assert walking.message("deputy", "outcome", "采纳") == {"text": "已采纳"}
    assert walking.message("deputy", "outcome") == {"text": "另一项"}
    assert said == [
        "    so: outcome comes to the phone of deputy",
        "    已采纳",
        "    so: outcome comes to the phone of deputy",
        "    另一项",
    ]


def test_a_notice_that_is_not_there_ends_the_walk(walking: Steps, said: list[str]) -> None:
    inbox = Answering(200, '{"items": [{"kind": "a", "text": "新"}, {"kind": "a", "text": "旧"}]}'.encode())
    assert walking.notice(inbox, "a") == "新"
    assert said == ["    so: GET /v1/me/inbox tells it: 新"]
    with pytest.raises(Unexpected, match="committee_staff:45"):
        walking.notice(inbox, "b", "committee_staff:45")


def test_somebody_signs_in_once_in_a_walk(walking: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    entered: list[str] = []

    def sign_in(_: Steps, role: str) -> Client:
        entered.append(role)
        return Client("http://127.0.0.1:1")

    monkeypatch.setattr(Steps, "_sign_in", sign_in)
    assert walking.enter("deputy") is walking.enter("deputy")
    assert walking.enter("member") is not walking.enter("deputy")
    assert entered == ["deputy", "member"]
