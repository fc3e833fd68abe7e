"""A small load, past a message gateway that fails now and then: whatever many people are told was done
stands once, whoever is to be told of it is told once, and nothing else is done or told. The whole one, with a
gateway that works, is `make load`."""

from collections import Counter

from infra.local.stack import LocalStack
from tests.load.kinds import (
    ASKED,
    CHECK_IN,
    CHECKED,
    CODE,
    HANDED_OVER,
    OPINION,
    REPLY,
    SESSION,
    SIGNED,
    SUBMITTED,
    SUGGESTION,
)
from tests.load.running import run
from tests.load.town import Town


def test_what_many_are_promised_at_once_is_kept_once(stack: LocalStack) -> None:
    town = Town(stack, "410502001", stations=2, people=4, first=13_980_000_000)
    town.build()
    stack.receiver.fail_every = 4
    try:
        outcome = run(town, seconds=15, threads=2, mine=lambda finding: town.knows(str(finding)))
    finally:
        stack.receiver.fail_every = 0
    assert outcome.differences == []
    assert outcome.findings == []
    assert not outcome.ledger.given_up
    accepted = Counter(one.kind for one in outcome.ledger.promises)
    assert accepted[CHECK_IN] > 0
    assert accepted[CODE] == accepted[SESSION] > 0
    assert accepted[OPINION] == accepted[REPLY] > 0
    steps = (SUGGESTION, ASKED, SIGNED, SUBMITTED, CHECKED, HANDED_OVER)
    assert {accepted[step] for step in steps} == {accepted[SUGGESTION]} != {0}
    told = 1 * accepted[CODE] + 1 * accepted[REPLY] + 6 * accepted[SUGGESTION]
    assert outcome.messages == told
    assert outcome.again > 0, "no message came again that the gateway had kept and not acknowledged"
