"""What a township's body does with the opinions that its station collects (Shangqiu art. 17)."""

from collections.abc import Callable

from functions.standing.app import app as standing
from tests.gateway import call
from tests.suggestions.numbers.stream import brought
from tests.suggestions.opinions.street import STREET, TOWNSHIP, Street


def test_sq_17a_flow_sorted_analysed_handed_over_supervised_and_fed_back(
    street: Street, act_as: Callable[[str], None]
) -> None:
    """Each act that the route of art. 17 names, in its order, taken by the township's body."""
    unit, receipt = street.unit(), street.bring()
    street.later(days=1)
    street.sorted(receipt, category="utilities", matter_remit="township")
    query = {"scope": STREET, "from": "2026-11", "to": "2026-11"}
    brought(street.world)
    (topic,) = street.done("GET", "/v1/opinions/topics", by=TOWNSHIP, query=query)["categories"]
    assert (topic["category"], topic["voices"]) == ("utilities", 1)
    given = street.took(receipt, "handover", {"unit": unit.id})
    assert (given["state"], given["unit"]) == ("handed_over", unit.id)
    path = f"/v1/units/{unit.id}/handovers/{receipt['receipt']}/urging"
    street.later(days=5)
    urged = street.done("POST", path, {"reason": "请尽快办理"}, by=TOWNSHIP)
    assert urged["steps"][-1]["what"] == "urged"
    assert street.told(f"unit_staff:{unit.id}")[-1][0] == "case_urged"
    street.later(days=1)
    assert street.by_unit(unit, receipt, "result", {"text": "已装路灯"}).status == 200
    street.later(days=1)
    told = street.took(receipt, "feedback", {"text": "路灯已装好"})
    assert told["state"] == "answered"
    assert street.follow(receipt)["answer"] == "路灯已装好"
    happened = [entry["what"] for entry in street.history(receipt)]
    assert happened == ["received", "sorted", "handed_over", "result_known", "fed_back"]
    act_as("StandingFunction")
    rules = call(standing, "GET", f"/v1/rulebooks/{STREET}", query={"on": "2026-11-20"}).json["rules"]
    parts = {part["id"]: part for rule in rules for part in rule["parts"]}
    assert (parts["sq-17a.flow"]["article"], parts["sq-17a.flow"]["kind"]) == ("17-1", "route")
