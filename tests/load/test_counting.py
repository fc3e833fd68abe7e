"""The counting after a load notices whatever is lost or doubled of what was accepted."""

import pytest

from infra.audit.snapshot import Stored
from tests.load.kept import LAMPS, ROADS, STATION, counted, event, promised, stored, suggestion, told
from tests.load.kinds import OPINION, REPLY, SIGNED, SUBMITTED


def _but(**items: Stored) -> dict[str, Stored]:
    return {**stored(), **told(), **items}


def test_what_was_kept_once_differs_in_nothing() -> None:
    assert counted() == []


@pytest.mark.parametrize("what", sorted(stored()))
def test_whatever_is_not_there_is_lost(what: str) -> None:
    stands = _but()
    del stands[what]
    (line,) = counted(stands)
    assert line.startswith(("lost", "0 records"))


@pytest.mark.parametrize(
    ("found", "what"), [(suggestion("draft"), SUBMITTED), (suggestion(signature="asked"), SIGNED)]
)
def test_a_step_that_did_not_come_about_is_lost(found: Stored, what: str) -> None:
    assert counted(_but(suggestion=found)) == [f"lost: the {what} of suggestion {ROADS}"]


def test_a_later_step_does_not_undo_an_earlier_one() -> None:
    assert counted(_but(suggestion=suggestion("handed_over"))) == []


def test_what_nobody_was_promised_is_doubled_unless_a_client_gave_up() -> None:
    stands = _but(again=Stored("Suggestions", f"CASE#e{2:020d}", "CASE", {"body": {"scope": STATION}}))
    (line,) = counted(stands)
    assert line.startswith("doubled: 1 opinions")
    ledger = promised()
    ledger.gave_up(OPINION)
    assert counted(stands, ledger=ledger) == []


def test_a_second_reply_to_an_opinion_is_doubled_unless_a_client_gave_up() -> None:
    stands, ledger = _but(again=event(3)), promised()
    assert counted(stands) == [f"doubled: a reply to opinion {LAMPS}, 1 were accepted"]
    ledger.gave_up(REPLY)
    assert counted(stands, ledger=ledger) == []


def test_two_answers_to_one_request_are_told() -> None:
    ledger = promised()
    ledger.differs("opinion key: two")
    assert counted(ledger=ledger) == ["answered in two ways: opinion key: two"]
