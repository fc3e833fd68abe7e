"""What people want to be told, over HTTP."""

from typing import Any

import pytest

from functions.notifications.app import app
from functions.notifications.channels.names import Channel
from functions.notifications.preferences import store
from functions.notifications.preferences.deciding import STANDARD
from functions.notifications.preferences.groups import MANDATORY, Group
from tests.gateway import Response, call, someone
from tests.notifications.letters import OTHER, PERSON, ActAs

ME = someone(person=PERSON)
PATH = "/v1/me/notification-preferences"
WANTS: dict[str, Any] = {
    "language": "en",
    "groups": {"activities": {"sms": False, "email": False}, "suggestions": {"digest": True}},
    "quiet_hours": {"from": "22:00", "until": "07:00"},
    "digest": {"at": "19:30", "channel": "email"},
}


@pytest.fixture(autouse=True)
def _service(act_as: ActAs) -> None:
    act_as("NotificationsFunction")


def get(person: str = PERSON) -> Response:
    return call(app, "GET", PATH, caller=someone(person=person))


def put(body: object, version: int | None = 0, person: str = PERSON) -> Response:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    return call(app, "PUT", PATH, body=body, headers=headers, caller=someone(person=person))


def test_who_has_said_nothing_wants_everything_at_once() -> None:
    answer = get()
    assert answer.headers["ETag"] == '"v0"'
    everything: dict[str, bool] = {**dict.fromkeys(Channel, True), "digest": False}
    assert answer.json == {
        "language": "zh-CN",
        "groups": dict.fromkeys(Group, everything),
        "quiet_hours": None,
        "digest": {"at": "08:00", "channel": "sms"},
        "version": 0,
    }


def test_what_is_wanted_stands_whole_until_it_is_said_anew() -> None:
    answer = put(WANTS)
    assert (answer.status, answer.headers["ETag"]) == (200, '"v1"')
    assert answer.json == get().json
    activities = answer.json["groups"]["activities"]
    assert activities == {"sms": False, "wechat": True, "wecom": True, "email": False, "digest": False}
    assert answer.json["groups"]["suggestions"]["digest"] is True
    assert {name: answer.json[name] for name in ("language", "quiet_hours", "digest")} == {
        name: WANTS[name] for name in ("language", "quiet_hours", "digest")
    }
    assert put({}, 1).json == {**get(OTHER).json, "version": 2}


def test_what_was_read_can_be_sent_back() -> None:
    put(WANTS)
    read = get().json
    version = read.pop("version")
    assert put(read, version).json == {**read, "version": 2}


def test_only_who_has_read_the_last_version_changes_it() -> None:
    assert put(WANTS, 3).json["code"] == "stale_version"
    put(WANTS)
    for version in (0, 2):
        answer = put({}, version)
        assert (answer.status, answer.json["code"]) == (412, "stale_version")
    assert put({}, None).status == 428
    assert get().json["language"] == "en"


def test_nobody_says_it_for_another() -> None:
    put(WANTS)
    assert get(OTHER).json["version"] == 0
    assert store.load(OTHER) == STANDARD


@pytest.mark.parametrize("group", sorted(MANDATORY))
@pytest.mark.parametrize("wish", [{"sms": False}, {"digest": True}])
def test_what_one_must_hear_is_neither_switched_off_nor_left_to_the_digest(
    group: Group, wish: dict[str, bool]
) -> None:
    answer = put({"groups": {group: wish}})
    assert (answer.status, answer.json["code"]) == (422, "notices_mandatory")
    assert get().json["version"] == 0


@pytest.mark.parametrize("group", sorted(MANDATORY))
def test_of_what_one_must_hear_the_other_channels_can_be_switched_off(group: Group) -> None:
    others: dict[str, bool] = {channel: channel is Channel.SMS for channel in Channel}
    assert put({"groups": {group: others}}).json["groups"][group] == {**others, "digest": False}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"language": "fr"}, "body.language"),
        ({"groups": {"everything": {}}}, "body.groups.everything"),
        ({"groups": {"activities": {"fax": True}}}, "body.groups.activities.fax"),
        ({"groups": {"activities": {"sms": "no"}}}, "body.groups.activities.sms"),
        ({"groups": {"activities": None}}, "body.groups.activities"),
        ({"quiet_hours": {"from": "22:00"}}, "body.quiet_hours.until"),
        ({"quiet_hours": {"from": "22:00", "until": "22:00"}}, "body.quiet_hours.until"),
        ({"quiet_hours": {"from": "19:00", "until": "07:01"}}, "body.quiet_hours.until"),
        ({"quiet_hours": {"from": "07:00", "until": "06:59"}}, "body.quiet_hours.until"),
        ({"quiet_hours": {"from": "24:00", "until": "07:00"}}, "body.quiet_hours.from"),
        ({"quiet_hours": {"from": "22:00:30", "until": "07:00"}}, "body.quiet_hours.from"),
        ({"digest": {"at": "08:00"}}, "body.digest.channel"),
        ({"digest": {"at": "8 am", "channel": "sms"}}, "body.digest.at"),
        ({"digest": {"at": "08:00", "channel": "fax"}}, "body.digest.channel"),
        ({"quiet_hours": {"from": "22:00", "until": "08:01"}}, "body.digest.at"),
        (
            {
                "quiet_hours": {"from": "20:00", "until": "06:00"},
                "digest": {"at": "20:00", "channel": "sms"},
            },
            "body.digest.at",
        ),
        ({"version": 1}, "body.version"),
        ({"more": 1}, "body.more"),
    ],
)
def test_what_is_wanted_is_checked(body: dict[str, Any], field: str) -> None:
    answer = put(body)
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert field in [error["field"] for error in answer.json["errors"]]


def test_a_digest_may_come_when_the_quiet_ends() -> None:
    assert put({"quiet_hours": {"from": "20:00", "until": "08:00"}}).status == 200


def test_the_groups_are_named_in_the_readers_language() -> None:
    chinese = call(app, "GET", "/v1/notification-groups", caller=ME).json["groups"]
    english = call(app, "GET", "/v1/notification-groups", headers={"Accept-Language": "en"}, caller=ME).json
    assert [group["group"] for group in chinese] == list(Group)
    by_name = {group["group"]: group for group in chinese}
    assert by_name["changes"]["name"] == "变更与取消"
    assert by_name["changes"]["urgent"] is True
    assert "invitation_cancelled" in by_name["changes"]["kinds"]
    assert {name for name, group in by_name.items() if group["mandatory"]} == {"deadlines", "changes"}
    assert english["groups"][1]["name"] == "Changes and cancellations"


def test_many_are_read_at_once() -> None:
    put(WANTS)
    found = store.load_many([PERSON, OTHER])
    assert found == {PERSON: store.load(PERSON), OTHER: STANDARD}
