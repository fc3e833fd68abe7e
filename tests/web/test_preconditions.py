"""Versions (ETag, If-Match, If-None-Match) and repeated requests (Idempotency-Key)."""

import pytest

from shared.domain.ids import is_id
from shared.domain.roles import Caller
from tests.gateway import Response, someone
from tests.web.example import app, call, seen

STAFF = someone("committee_staff:41")
OTHER = someone("committee_staff:41", person="p11j9zq3v7k2m8n4p6r5t")
PATH = "/v1/visits/411402001-01"


def changed(if_match: str | None) -> Response:
    headers = {} if if_match is None else {"If-Match": if_match}
    return call(app, "PATCH", PATH, body={"title": "x"}, headers=headers, caller=STAFF)


def read(if_none_match: str) -> Response:
    return call(app, "GET", PATH, headers={"If-None-Match": if_none_match}, caller=STAFF)


def test_a_change_needs_the_version_that_was_read() -> None:
    answer = changed(None)
    assert (answer.status, answer.json["code"]) == (428, "precondition_required")


@pytest.mark.parametrize("if_match", ['"v2"', '"v4"', 'W/"v999999999"'])
def test_another_version_is_stale(if_match: str) -> None:
    answer = changed(if_match)
    assert (answer.status, answer.json["code"]) == (412, "stale_version")


@pytest.mark.parametrize("if_match", ['"3"', "v3", "*", "", '"v3", "v4"', '"v１"', '"v9999999999"'])
def test_what_is_no_version_is_refused_and_named(if_match: str) -> None:
    answer = changed(if_match)
    assert answer.status == 400
    assert answer.json["errors"][0]["field"] == "header.If-Match"


@pytest.mark.parametrize("if_match", ['"v3"', ' "v3" ', 'W/"v3"'])
def test_the_version_that_was_read_changes_and_a_new_one_is_answered(if_match: str) -> None:
    answer = changed(if_match)
    assert (answer.status, answer.headers["etag"]) == (200, '"v4"')


def test_a_change_is_never_answered_as_not_modified() -> None:
    headers = {"If-Match": '"v3"', "If-None-Match": '"v4"'}
    answer = call(app, "PATCH", PATH, body={}, headers=headers, caller=STAFF)
    assert (answer.status, answer.json["version"]) == (200, 4)


@pytest.mark.parametrize("if_none_match", ['"v3"', 'W/"v3"', '"v1", "v3"', "*"])
def test_what_the_client_has_is_not_sent_again(if_none_match: str) -> None:
    answer = read(if_none_match)
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", '"v3"')


@pytest.mark.parametrize("if_none_match", ['"v2"', "v3", "", '"v33"'])
def test_anything_else_is_sent(if_none_match: str) -> None:
    assert read(if_none_match).status == 200


def test_an_etag_of_the_views_own_counts_too() -> None:
    assert call(app, "GET", "/v1/tagged", headers={"If-None-Match": '"abc"'}).status == 304


@pytest.mark.parametrize("key", ["", "short", "x" * 129, "with blank 1", "钥匙钥匙钥匙钥匙", "tab\tbed-in"])
def test_a_bad_idempotency_key_is_refused_and_named(key: str) -> None:
    answer = call(
        app, "POST", "/v1/visits", body={"division": "41"}, headers={"Idempotency-Key": key}, caller=STAFF
    )
    assert answer.status == 400
    assert answer.json["errors"][0]["field"] == "header.Idempotency-Key"


def make(key: str | None, division: str = "4114", who: Caller = STAFF) -> tuple[str, str | None]:
    """The id and the mark that a view would give to what it makes."""
    headers = {} if key is None else {"Idempotency-Key": key}
    body = {"division": division}
    assert call(app, "POST", "/v1/visits", body=body, headers=headers, caller=who).status == 201
    return seen[-1].new_id("g"), seen[-1].mark


def test_a_repeated_request_arrives_at_the_same_id_and_is_known_again() -> None:
    assert make("key-0001") == make("key-0001")
    assert is_id("g", make("key-0001")[0])


def test_another_body_under_one_key_has_the_id_but_not_the_mark() -> None:
    (first, mark), (again, other) = make("key-0001", "4114"), make("key-0001", "4115")
    assert first == again
    assert mark != other


def test_keys_are_each_callers_own() -> None:
    assert make("key-0001")[0] != make("key-0002")[0]
    assert make("key-0001")[0] != make("key-0001", who=OTHER)[0]


def test_without_a_key_every_id_is_new() -> None:
    (first, mark), (second, _) = make(None), make(None)
    assert first != second
    assert mark is None
