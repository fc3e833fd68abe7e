"""A committee's staff state an obligation and the board turns: gateway, authorizer, function and table."""

import pytest

from infra.local.stack import LocalStack
from shared.domain.clock import legal_day, now
from shared.domain.ids import derived_id
from tests.e2e.client import Client, token_for

RULE = "tj-08a.help"


@pytest.fixture(scope="module")
def tianjin(stack: LocalStack) -> Client:
    """The staff of Tianjin's standing committee."""
    staff = token_for(stack, "committee_staff:12", person=derived_id("p", "board: tianjin"))
    return Client(stack.base_url, staff)


def test_tj_08a_the_board_turns_to_met_and_back_when_the_statement_is_withdrawn(tianjin: Client) -> None:
    """Tianjin art. 8: difficulties that deputies meet in their duty are solved."""
    today = legal_day(now())

    def entry() -> dict[str, object]:
        answer = tianjin.get(f"/v1/obligations?scope=12&rule={RULE}")
        assert answer.status == 200, answer.text
        (found,) = answer.json["items"]
        assert isinstance(found, dict)
        return found

    before = entry()
    assert (before["article"], before["state"] in {"open", "at_risk"}) == ("8-1", True)
    body = {
        "subject": {"kind": "committee", "id": "12"},
        "day": str(today),
        "evidence": ["difficulty_solved"],
        "note": "协调解决代表履职用车问题",
        "links": ["https://www.example.cn/minutes/1"],
    }
    path, named = f"/v1/obligations/{RULE}/statements", {"Idempotency-Key": "board-of-tianjin-1"}
    made = tianjin.must(201, "POST", path, body=body, headers=named)
    again = tianjin.must(200, "POST", path, body=body, headers=named)
    assert again.json == made.json
    after = entry()
    assert (after["state"], after["evidence"], after["statements"]) == ("met", [made.json["id"]], [made.json])

    withdrawal = {"action": "void", "reason": "记录有误"}
    tianjin.must(201, "POST", f"/v1/statements/{made.json['id']}/corrections", body=withdrawal)
    assert entry()["state"] == before["state"]


def test_staff_of_another_place_neither_see_the_board_nor_state(stack: LocalStack) -> None:
    henan = Client(
        stack.base_url, token_for(stack, "committee_staff:41", person=derived_id("p", "board: 41"))
    )
    assert henan.get("/v1/obligations?scope=12").json["code"] == "out_of_scope"
    body = {"subject": {"kind": "committee", "id": "12"}, "day": "2026-01-15", "evidence": ["minutes"]}
    assert henan.post(f"/v1/obligations/{RULE}/statements", body).json["code"] == "out_of_scope"
