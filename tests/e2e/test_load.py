"""A small load: whatever many people are told was done stands once, and nothing else does. The whole one is
`make load`."""

from infra.local.stack import LocalStack
from tests.load.running import run
from tests.load.town import Town
from tests.load.work import CHECK_IN, CODE, OPINION, SESSION, SUBMITTED, SUGGESTION


def test_what_many_are_promised_at_once_is_kept_once(stack: LocalStack) -> None:
    town = Town(stack, "410502001", stations=2, people=4, first=13_980_000_000)
    town.build()
    outcome = run(town, seconds=15, threads=2, mine=lambda finding: town.knows(str(finding)))
    assert outcome.differences == []
    assert outcome.findings == []
    kinds = {one.kind for one in outcome.ledger.promises}
    assert kinds == {CHECK_IN, CODE, SESSION, OPINION, SUGGESTION, SUBMITTED}
    assert not outcome.ledger.given_up
