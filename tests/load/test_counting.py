"""The counting after a load notices whatever is lost or doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from infra.audit.snapshot import Snapshot, Stored
from infra.local.receiver import Inbox
from tests.load.counting import differences
from tests.load.ledger import Ledger
from tests.load.town import Person
from tests.load.work import CHECK_IN, CODE, OPINION, SESSION, SUBMITTED, SUGGESTION

WANG, PHONE, STATION = f"p{1:020d}", "+8613800001111", "410502001-01"
LAMPS, ROADS = f"e{1:020d}", f"s{1:020d}"


@dataclass
class Street:
    """One deputy, one resident, one station."""

    deputies: Sequence[Person] = field(default_factory=lambda: [Person(WANG, "+8613800002222")])
    residents: Sequence[Person] = field(default_factory=lambda: [Person("p2", PHONE)])
    stations: Sequence[str] = (STATION,)


def _promised() -> Ledger:
    ledger = Ledger()
    ledger.promised(CHECK_IN, f"{WANG}.20261120.{STATION}", WANG)
    ledger.promised(CODE, "c1", PHONE)
    ledger.promised(SESSION, "s1", "p2")
    ledger.promised(OPINION, LAMPS, PHONE)
    ledger.promised(SUGGESTION, ROADS, WANG)
    ledger.promised(SUBMITTED, ROADS, WANG)
    return ledger


def _stored() -> dict[str, Stored]:
    suggestion = {
        "id": ROADS, "deputy": WANG, "name": "王芳", "congress": "4105", "title": "路灯", "text": "文",
        "created_at": "2026-11-20T10:00:00+08:00", "state": "submitted",
    }  # fmt: skip
    day = {"day": "2026-11-20"}
    return {
        "visit": Stored(
            "Records", f"DEPUTY#{WANG}", f"RECORD#2026-11-20#check_in#{STATION}",
            {**day, "kind": "check_in", "reference": STATION},
        ),
        "record": Stored(
            "Records", f"DEPUTY#{WANG}", f"RECORD#2026-11-20#suggestion#{ROADS}",
            {**day, "kind": "suggestion", "reference": ROADS},
        ),
        "session": Stored("Identities", "SESSION#s1", "SESSION", {"person": "p2"}),
        "opinion": Stored("Suggestions", f"CASE#{LAMPS}", "CASE", {"body": {"scope": STATION}}),
        "bringer": Stored("Suggestions", f"CASE#{LAMPS}", "RESIDENT", {}),
        "history": Stored("Suggestions", f"CASE#{LAMPS}", "EVENT#000001", {}),
        "suggestion": Stored("Suggestions", f"CASE#{ROADS}", "CASE", {"body": suggestion, "version": 2}),
        "told": _notice("n1", f"opinion:{LAMPS}", "opinion_received"),
        "told of the suggestion": _notice("n2", f"suggestion:{ROADS}", "suggestion_received"),
    }  # fmt: skip


def _notice(id_: str, about: str, kind: str) -> Stored:
    return Stored("Inbox", "INBOX#somebody", id_, {"about": about, "kind": kind})


def _inbox(*keys: str) -> Inbox:
    inbox = Inbox()
    for key in keys:
        inbox.add(key, {"to": {"phone": PHONE}})
    return inbox


def _counted(stored: dict[str, Stored], *codes: str, ledger: Ledger | None = None) -> list[str]:
    return differences(ledger or _promised(), Snapshot(stored.values()), _inbox(*codes), Street())


def test_what_was_kept_once_differs_in_nothing() -> None:
    assert _counted(_stored(), "m1") == []


@pytest.mark.parametrize("what", sorted(_stored()))
def test_whatever_is_not_there_is_lost(what: str) -> None:
    stored = _stored()
    del stored[what]
    assert len(_counted(stored, "m1")) == 1


@pytest.mark.parametrize(("codes", "word"), [((), "lost"), (("m1", "m2"), "doubled")])
def test_each_code_comes_once(codes: tuple[str, ...], word: str) -> None:
    (line,) = _counted(_stored(), *codes)
    assert line.startswith(word)


def test_a_submission_that_did_not_come_about_is_lost() -> None:
    stored = _stored()
    body: dict[str, Any] = {**stored["suggestion"].body, "state": "draft"}
    stored["suggestion"] = Stored("Suggestions", f"CASE#{ROADS}", "CASE", {"body": body, "version": 1})
    assert _counted(stored, "m1") == [f"lost: the submission of suggestion {ROADS}"]


def test_what_nobody_was_promised_is_doubled_unless_a_client_gave_up() -> None:
    stored = _stored()
    stored["again"] = Stored("Suggestions", f"CASE#e{2:020d}", "CASE", {"body": {"scope": STATION}})
    (line,) = _counted(stored, "m1")
    assert line.startswith("doubled: 1 opinions")
    ledger = _promised()
    ledger.gave_up(OPINION)
    assert _counted(stored, "m1", ledger=ledger) == []


def test_a_notice_told_twice_is_doubled_and_two_answers_to_one_request_are_told() -> None:
    stored, ledger = _stored(), _promised()
    stored["again"] = _notice("n3", f"opinion:{LAMPS}", "opinion_received")
    ledger.differs("opinion key: two")
    first, second = _counted(stored, "m1", ledger=ledger)
    assert first == "answered in two ways: opinion key: two"
    assert second.startswith("doubled: 2 notices")
