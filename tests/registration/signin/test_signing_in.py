"""Sign-in by phone: codes, tokens, refresh, sign-out, limits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from functions.authorizer.app import Unauthorized
from functions.authorizer.app import app as authorize
from functions.registration.app import app
from functions.registration.signin.signing_in import MOST_GRANTS
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from shared.domain import clock
from shared.domain.ids import derived_id
from shared.domain.one_time_codes import derive
from shared.domain.roles import Grant, Role
from shared.domain.tokens import LONGEST
from shared.store import engine
from shared.store.settings import Setting, secret
from tests.aws import World
from tests.gateway import Response, call, someone

PHONE = "13800001234"
START = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


class Clock:
    """Time as the test sets it."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(clock, "now", made)
    return made


@pytest.fixture(autouse=True)
def registration(act_as: Callable[[str], None], time: Clock) -> None:
    act_as("RegistrationFunction")


def ask(phone: str = PHONE, **options: object) -> Response:
    return call(app, "POST", "/v1/sign-in/codes", body={"phone": phone}, **options)  # type: ignore[arg-type]


def code_of(challenge: str) -> str:
    """What the recipient's message says."""
    return derive(secret(Setting.SIGN_IN_SECRET), challenge)


def answer(challenge: str, code: str | None = None, **more: str) -> Response:
    body = {"challenge": challenge, "code": code or code_of(challenge), **more}
    return call(app, "POST", "/v1/sign-in/tokens", body=body)


def refresh(token: str, key: str | None = None) -> Response:
    headers = {"Idempotency-Key": key} if key else {}
    return call(app, "POST", "/v1/sign-in/refreshes", body={"refresh_token": token}, headers=headers)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_resident_registers_by_phone() -> None:
    sent = ask()
    assert sent.status == 202
    assert sent.json["resend_after"] == 60
    first = answer(sent.json["challenge"], name="王晓梅")
    assert first.status == 201
    assert first.json["registered"] is True
    assert first.json["grants"] == []
    assert first.json["expires_in"] == 900


def test_the_second_sign_in_is_the_same_person(time: Clock) -> None:
    first = answer(ask().json["challenge"]).json
    time.forward(minutes=2)
    second = answer(ask("+86 138 0000 1234").json["challenge"]).json
    assert second["person"] == first["person"]
    assert second["registered"] is False


def test_neither_answer_nor_table_holds_the_code(tables: World) -> None:
    sent = ask()
    code = code_of(sent.json["challenge"])
    assert code not in sent.text
    assert code not in str(tables.items("Identities"))


def test_the_phone_stands_only_where_it_is_needed(tables: World) -> None:
    answer(ask().json["challenge"])
    holding = {item["sk"]["S"] for item in tables.items("Identities") if PHONE in str(item)}
    assert holding == {"CHALLENGE", "CONTACT"}
    assert PHONE not in str(tables.items("Registry"))


def test_a_code_works_once() -> None:
    challenge = ask().json["challenge"]
    assert answer(challenge).status == 201
    again = answer(challenge)
    assert (again.status, again.json["code"]) == (401, "code_wrong")


def test_a_code_expires_after_five_minutes(time: Clock) -> None:
    challenge = ask().json["challenge"]
    time.forward(minutes=5)
    assert answer(challenge).json["code"] == "code_wrong"


def test_a_code_holds_until_just_before(time: Clock) -> None:
    challenge = ask().json["challenge"]
    time.forward(minutes=4, seconds=59)
    assert answer(challenge).status == 201


def test_five_tries_and_no_more() -> None:
    challenge = ask().json["challenge"]
    code = code_of(challenge)
    for _ in range(5):
        assert answer(challenge, wrong(code)).json["code"] == "code_wrong"
    assert answer(challenge, code).json["code"] == "code_wrong"


def test_the_fifth_try_may_still_be_right() -> None:
    challenge = ask().json["challenge"]
    code = code_of(challenge)
    for _ in range(4):
        answer(challenge, wrong(code))
    assert answer(challenge, code).status == 201


def test_an_unknown_challenge_says_no_more_than_a_wrong_code() -> None:
    unknown = answer("c00000000000000000000", "123456")
    wrong_code = answer(challenge := ask().json["challenge"], wrong(code_of(challenge)))
    assert (unknown.status, unknown.json["title"]) == (wrong_code.status, wrong_code.json["title"])


def test_one_code_a_minute_five_an_hour_ten_a_day(time: Clock) -> None:
    time.moment = START.replace(hour=16, minute=0)
    assert ask().status == 202
    second = ask()
    assert (second.status, second.json["code"]) == (429, "too_many_codes")
    assert 0 < int(second.headers["Retry-After"]) <= 60
    for _ in range(4):
        time.forward(minutes=1)
        assert ask().status == 202
    time.forward(minutes=1)
    assert int(ask().headers["Retry-After"]) > 60
    time.forward(hours=1)
    for _ in range(5):
        time.forward(minutes=1)
        assert ask().status == 202
    time.forward(hours=2)
    assert int(ask().headers["Retry-After"]) > 3600
    time.forward(days=1)
    assert ask().status == 202


def test_one_address_cannot_ask_for_ever_new_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODES_PER_ADDRESS_HOUR", "3")
    answers = [ask(f"1380000{number:04d}", source_ip="2001:db8:1:2::1").status for number in range(4)]
    assert answers == [202, 202, 202, 429]
    same_network = ask("13800009999", source_ip="2001:db8:1:2:ffff::9")
    assert same_network.status == 429
    assert ask("13800009998", source_ip="198.51.100.1").status == 202


def test_the_address_is_not_stored_as_it_is(tables: World) -> None:
    ask(source_ip="198.51.100.77")
    assert "198.51.100.77" not in str(tables.items("Identities"))


def test_a_request_repeated_with_its_key_opens_one_challenge() -> None:
    headers = {"Idempotency-Key": "phone-retry-1"}
    first, second = ask(headers=headers), ask(headers=headers)
    assert (first.status, second.status) == (202, 202)
    assert first.json == second.json


def test_refresh_rotates_and_keeps_the_person() -> None:
    first = answer(ask().json["challenge"]).json
    second = refresh(first["refresh_token"])
    assert second.status == 201
    assert second.json["person"] == first["person"]
    assert second.json["refresh_token"] != first["refresh_token"]
    assert refresh(second.json["refresh_token"]).status == 201


def test_reuse_of_a_spent_refresh_token_revokes_the_family() -> None:
    first = answer(ask().json["challenge"]).json
    second = refresh(first["refresh_token"]).json
    assert refresh(first["refresh_token"]).json["code"] == "refresh_token_reused"
    assert refresh(second["refresh_token"]).json["code"] == "refresh_token_invalid"


def test_a_lost_answer_may_be_asked_for_again_with_its_key() -> None:
    first = answer(ask().json["challenge"]).json
    second = refresh(first["refresh_token"], "retry-0001").json
    again = refresh(first["refresh_token"], "retry-0001")
    assert again.status == 201
    assert again.json["refresh_token"] == second["refresh_token"]
    assert refresh(second["refresh_token"]).status == 201
    assert refresh(first["refresh_token"], "retry-0001").json["code"] == "refresh_token_reused"


def test_a_forged_refresh_token_revokes_nothing() -> None:
    good = answer(ask().json["challenge"]).json["refresh_token"]
    session, _, mac = good.split(".")
    for forged in (f"{session}.2.{mac}", f"{session}.1.{mac[::-1]}", f"{good}0", "x" * 90, good.upper()):
        assert refresh(forged).json["code"] == "refresh_token_invalid"
    assert refresh(good).status == 201


def test_a_session_ends_after_thirty_days_unused(time: Clock) -> None:
    token = answer(ask().json["challenge"]).json["refresh_token"]
    time.forward(days=30, seconds=1)
    assert refresh(token).json["code"] == "refresh_token_invalid"


def test_after_sign_out_nothing_refreshes() -> None:
    signed = answer(ask().json["challenge"]).json
    session = signed["refresh_token"].split(".")[0]
    assert call(app, "POST", "/v1/sign-out", caller=someone(session=session)).status == 204
    assert refresh(signed["refresh_token"]).json["code"] == "refresh_token_invalid"


def test_signing_out_twice_or_of_nothing_is_no_error() -> None:
    for _ in range(2):
        assert call(app, "POST", "/v1/sign-out", caller=someone()).status == 204


def test_the_key_set_verifies_what_sign_in_answers() -> None:
    token = answer(ask().json["challenge"]).json["access_token"]
    (key,) = call(app, "GET", "/.well-known/jwks.json").json["keys"]
    assert key["kid"] == jwt.get_unverified_header(token)["kid"]
    claims = jwt.decode(token, jwt.PyJWK(key).key, ["ES256"], options={"verify_exp": False})
    assert claims["iss"] == "https://henan.example.cn"


def authorizer_event(token: str) -> dict[str, str]:
    arn = "arn:aws-cn:execute-api:cn-north-1:123456789012:abc123/test/GET/v1/me"
    return {"type": "TOKEN", "authorizationToken": token, "methodArn": arn}


def test_the_authorizer_tells_the_routes_who_calls(act_as: Callable[[str], None]) -> None:
    signed = answer(ask().json["challenge"]).json
    act_as("AuthorizerFunction")
    told = authorize(authorizer_event(f"Bearer {signed['access_token']}"), None)
    assert told["principalId"] == signed["person"]
    assert told["context"]["session"] == signed["refresh_token"].split(".")[0]
    (statement,) = told["policyDocument"]["Statement"]
    assert statement["Resource"] == "arn:aws-cn:execute-api:cn-north-1:123456789012:abc123/test/*"
    assert all(isinstance(value, str) for value in told["context"].values())


def test_whoever_is_given_hundreds_of_roles_still_signs_in_with_the_widest(
    act_as: Callable[[str], None], time: Clock
) -> None:
    person = answer(ask().json["challenge"]).json["person"]
    units = [Grant(Role.UNIT_STAFF, derived_id("u", str(number))) for number in range(300)]
    for grant in [*units, Grant(Role.ADMIN, "41")]:
        given = Appointment(person, "王晓梅", "", grant.role, grant.scope, "4114", START.date())
        engine.put(appointments.item_of(given))
    time.forward(minutes=2)
    signed = answer(ask().json["challenge"]).json
    assert len(signed["access_token"]) <= LONGEST
    assert signed["grants"][0] == {"role": "admin", "scope": "41"}
    act_as("AuthorizerFunction")
    told = authorize(authorizer_event(f"Bearer {signed['access_token']}"), None)
    assert told["context"]["roles"].split()[0] == "admin:41"
    assert len(told["context"]["roles"].split()) == MOST_GRANTS


def test_the_authorizer_refuses_all_else(act_as: Callable[[str], None], time: Clock) -> None:
    token = answer(ask().json["challenge"]).json["access_token"]
    act_as("AuthorizerFunction")
    for bad in (
        "",
        token,
        f"Basic {token}",
        f"bearer {token}",
        "Bearer ",
        f"Bearer {token[:-2]}",
        "Bearer a.b.c",
    ):
        with pytest.raises(Unauthorized, match=r"^Unauthorized$"):
            authorize(authorizer_event(bad), None)
    time.forward(minutes=15)
    with pytest.raises(Unauthorized):
        authorize(authorizer_event(f"Bearer {token}"), None)


def test_bad_bodies_lose_nothing_and_say_what_is_wrong() -> None:
    refused = ask("12345", headers={"Accept-Language": "en"})
    assert refused.status == 400
    assert refused.json["errors"] == [{"field": "body.phone", "message": "not a mainland mobile number"}]
    for body in (
        {"challenge": "c1", "code": "123456"},
        {"challenge": "c00000000000000000000", "code": "１２３４５６"},
    ):
        assert call(app, "POST", "/v1/sign-in/tokens", body=body).status == 400
