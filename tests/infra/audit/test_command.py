"""The operator's command: which tables it reads, and what it says of them."""

import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from infra.admin import AdminError
from infra.audit import Code, __main__, findings, of_items, snapshot
from infra.audit.finding import Finding
from shared.domain.members import Link
from shared.store import engine
from shared.store.registry import LINK, RegistryItem, envelope, person_key
from tests.aws import World
from tests.infra.audit.people import ZHAO
from tests.infra.audit.times import DAY

TABLES = {
    "Registry", "Identities", "Records", "Standings", "Activities", "Suggestions", "Publications", "Inbox"
}  # fmt: skip


class Account:
    """CloudFormation of an account with one stack beside moto's DynamoDB."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __call__(self, service: str) -> Any:
        return self if service == "cloudformation" else self.world.client(service)

    def describe_stack_resource(self, *, StackName: str, LogicalResourceId: str) -> dict[str, Any]:
        assert StackName == "lianluo-henan"
        return {"StackResourceDetail": {"PhysicalResourceId": self.world.names[LogicalResourceId]}}


def _one_sided(number: int) -> RegistryItem:
    link = Link(ZHAO, f"p{number:020d}", DAY)
    return envelope(person_key(ZHAO), LINK + link.deputy, link)


def test_all_tables_of_the_template_are_read_or_those_restored_in_their_place(tables: World) -> None:
    names = __main__.tables(Account(tables), "lianluo-henan", {"Inbox": "inbox-restored"})
    assert names.keys() == TABLES
    assert names["Inbox"] == "inbox-restored"
    assert names["Registry"] == tables.names["Registry"]
    with pytest.raises(AdminError, match="no table is called Outbox; there are Registry"):
        __main__.tables(Account(tables), "lianluo-henan", {"Outbox": "x"})


def test_whole_tables_are_read_page_by_page(tables: World, act_as: Callable[[str], None]) -> None:
    """A Scan answers a megabyte at most: three items of 350 KB are more."""
    act_as("RegistrationFunction")
    for number in range(3):
        item = _one_sided(number)
        item.body["note"] = "路" * 115_000
        engine.put(item)
    read = snapshot(tables.client("dynamodb"), {"Registry": tables.names["Registry"]})
    assert len(read) == len(of_items({"Registry": tables.items("Registry")})) == 3


def test_what_is_on_its_way_can_be_left_out(tables: World, act_as: Callable[[str], None]) -> None:
    act_as("RegistrationFunction")
    item = RegistryItem(f"ROSTER#r{1:020d}", "ROSTER", version=1, body={})
    raw = item.serialize() | {"status": {"S": "importing"}}
    tables.client("dynamodb").put_item(TableName=tables.names["Registry"], Item=raw)
    read = of_items({"Registry": tables.items("Registry")})
    assert [one.code for one in findings(read)] == [Code.ROSTER]
    assert findings(read, settled=False) == []


def test_read_twice_only_what_is_so_both_times_is_told(
    tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    act_as("RegistrationFunction")
    for item in (_one_sided(1), _one_sided(2)):
        engine.put(item)
    monkeypatch.setattr(time, "sleep", lambda seconds: engine.delete(_one_sided(1)))
    lines: list[str] = []
    found = __main__.audit(Account(tables), {"Registry": tables.names["Registry"]}, 60, lines.append)
    assert {one.key for one in found} == {f"Registry {person_key(ZHAO)} {LINK}p{2:020d}"}
    assert lines[0] == f"Registry: {tables.names['Registry']}"
    assert lines[1].startswith("2 items in 1 tables, ")
    assert "in 60 seconds" in lines[2]


def test_the_report_counts_each_code_and_shows_some() -> None:
    found = [Finding(Code.JOB, f"Activities JOB#{n} JOB", "stands still", settles=True) for n in range(3)]
    assert __main__.report([Finding(Code.LINK, "Registry a b", "torn"), *found], 2) == [
        "jobs.unfinished: 3, may be on its way",
        "  Activities JOB#0 JOB: stands still",
        "  Activities JOB#1 JOB: stands still",
        "  and 1 more",
        "registry.link: 1",
        "  Registry a b: torn",
    ]


def test_an_unknown_province_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["audit", "--env", "atlantis"])
    assert __main__.main() == __main__.NOT_LOOKED == 2
    assert "name the province: ENV= one of" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["Registry", "Registry=", "=registry-restored"])
def test_half_a_pair_of_tables_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise the live table would be found in order in the restored one's place."""
    monkeypatch.setattr(sys, "argv", ["audit", "--env", "henan", "--table", given])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == __main__.NOT_LOOKED
    assert "is not NAME=TABLE" in capsys.readouterr().err


def test_one_table_has_one_other_in_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["audit", "--env", "henan", "--table", "Inbox=a", "--table", "Inbox=b"])
    with pytest.raises(SystemExit):
        __main__.main()
    assert "the same table twice" in capsys.readouterr().err


@pytest.mark.parametrize("units", ["0", "-1", "inf", "nan", "many"])
def test_a_rate_is_a_number_above_none(units: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["audit", "--env", "henan", "--units", units])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == __main__.NOT_LOOKED
