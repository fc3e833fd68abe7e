"""Every route with the token of every role, of nobody, and with one that nobody signed (``make security``).

Requests are made up from the contract, right and wrong ones; each is sent by everybody. Who may not is
refused for that, whatever the request says and whether or not there is what it names; who may is answered as
the contract says; and nobody is told of the inside.
Some minutes long, so its name is not one that ``make test`` collects.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode

from infra.local.stack import LocalStack
from shared.domain.roles import Role
from shared.web.access import Access
from shared.web.problems import MEDIA_TYPE
from shared.web.responses import STANDING
from tests.contract.test_role_matrix import ROUTES
from tests.e2e.contract import CHECKS, Bearer, made_up
from tests.headers import INSIDES

EXAMPLES = 1
"""Made-up requests for a route beside the contract's own examples; each is sent by everybody."""

AT_ONCE = 4

SCOPES = {Role.UNIT_STAFF: "u01j9zq3v7k2m8n4p6r5t", Role.DEPUTY: "4114"}
"""Where a role is held, if not in the whole province."""

NOBODY, FORGER = "nobody", "forger"
EVERYBODY = {*Role, NOBODY, FORGER}
BY_THE_GATEWAY = {400, 404, 405, 413, 415}
"""What the gateway answers before any function is asked, and so before anybody looks at a role."""

ACCESS: dict[tuple[str, str], Access] = {(r.method, r.path): r.operation.access for r in ROUTES}
schema = made_up("examples", "fuzzing")


@pytest.fixture(scope="module")
def callers(stack: LocalStack) -> dict[str, Bearer]:
    """Of each role somebody who has no other."""
    made: dict[str, Bearer] = {}
    for place, role in enumerate(Role):
        grants = [] if role is Role.RESIDENT else [f"{role}:{SCOPES.get(role, '41')}"]
        made[role] = Bearer(stack, *grants, person=f"p01j9zq3v7k2m8n4p6r{place:02d}")
    return made


def _tokens(callers: dict[str, Bearer]) -> dict[str, str | None]:
    """Everybody's; none; and a forged one."""
    held: dict[str, str | None] = {who: bearer.token for who, bearer in callers.items()}
    head, claims, _ = callers[Role.ADMIN].token.split(".")
    return held | {NOBODY: None, FORGER: f"{head}.{claims}.{'A' * 86}"}


@pytest.fixture
def heard() -> Iterator[set[str]]:
    """Who was answered by more than the gateway alone; once a route's requests are through, everybody."""
    by: set[str] = set()
    yield by
    assert by == EVERYBODY, f"never came further than the gateway: {EVERYBODY - by}"


def test_every_route_of_every_function_is_asked() -> None:
    paths = schema.raw_schema["paths"]
    assert {(method.upper(), path) for path in paths for method in paths[path]} == set(ACCESS)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_role_is_answered_or_refused_as_the_route_says(
    case: schemathesis.Case[Any], stack: LocalStack, callers: dict[str, Bearer], heard: set[str]
) -> None:
    access = ACCESS[case.method, case.operation.path]
    tokens = _tokens(callers)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = pool.map(lambda token: _send(case, stack, token), tokens.values())
        answers = dict(zip(tokens, sent, strict=True))
    heard |= {who for who, answer in answers.items() if not is_the_gateways(answer)}
    for who, answer in answers.items():
        where = f"{case.method} {case.formatted_path} by {who}: {answer.status_code} {answer.text[:300]}"
        assert answer.status_code < 500, where
        _check_form(where, answer)
        if not access.signed_in or (who in set(Role) and _may(access, who)):
            case.validate_response(answer, checks=CHECKS)
        elif not (is_made_wrong(case) and is_the_gateways(answer)):
            assert answer.status_code == (401 if who in (NOBODY, FORGER) else 403), where


def is_made_wrong(case: schemathesis.Case[Any]) -> bool:
    """Whether something of the request is not as the contract says. A right one reaches its function: each
    route has an example, so each refuses by role at least once."""
    return case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE


def is_the_gateways(answer: Response) -> bool:
    """Whether the gateway answered by itself: it does so in both languages at once, a function in one. What a
    function does not find or take tells somebody without the role of the inside."""
    languages = (answer.headers.get("content-language") or [""])[0]
    return answer.status_code in BY_THE_GATEWAY and "," in languages


def _send(case: schemathesis.Case[Any], stack: LocalStack, token: str | None) -> Response:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return case.call(base_url=stack.base_url, headers=headers, timeout=60)


def _may(access: Access, who: str) -> bool:
    return not access.roles or Role.RESIDENT in access.roles or who in access.roles


def _check_form(where: str, answer: Response) -> None:
    headers = {name.lower(): values[0] for name, values in answer.headers.items()}
    for name, value in STANDING.items():
        assert headers.get(name.lower()) == value, f"{where} without {name}"
    assert "cache-control" in headers, where
    if headers.get("content-type") == MEDIA_TYPE:
        assert not INSIDES.search(answer.text), where
