"""Signing in: a code asked for, answered, the session refreshed and ended."""

from shared.domain.one_time_codes import derive
from shared.store.settings import Setting, secret
from tests.faults.gauntlet import Gauntlet
from tests.gateway import someone
from tests.registration.office import Office


def test_signing_in_comes_through(office: Office, gauntlet: Gauntlet) -> None:
    """A code serves once: who hears no answer to it asks for another, and nobody is signed in meanwhile."""
    gauntlet.told_otherwise = {"POST /v1/sign-in/tokens": {"code_wrong"}}
    gauntlet.besides = [r'"tries": \{"N": "\d+"}']
    asked = office.done("POST", "/v1/sign-in/codes", {"phone": "13800001234"}, by=None)
    code = derive(secret(Setting.SIGN_IN_SECRET), asked["challenge"])
    body = {"challenge": asked["challenge"], "code": code, "name": "王晓梅"}
    tokens = office.done("POST", "/v1/sign-in/tokens", body, by=None)
    refreshed = office.done(
        "POST", "/v1/sign-in/refreshes", {"refresh_token": tokens["refresh_token"]}, by=None
    )
    session = refreshed["refresh_token"].split(".")[0]
    office.done("POST", "/v1/sign-out", by=someone(person=tokens["person"], session=session))
    assert gauntlet.tally.requests == 4
