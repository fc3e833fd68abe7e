"""The arithmetic of `make cost`, by examples worked out by hand; the figures are made up here."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from infra import template
from infra.cost import __main__ as command
from infra.cost import province
from infra.cost.measured import REQUESTS, Measured, NotMeasured
from infra.cost.prices import NoPrice, Price, PriceList, price_list, services
from infra.cost.province import Assumptions, month, standing
from infra.cost.use import Use, total

ASSUMED = {
    "tokens_kept": Decimal("0.75"),
    "header_bytes": Decimal(500),
    "gateway_log_bytes": Decimal(400),
    "function_log_bytes": Decimal(1000),
    "call_ms": Decimal(10),
    "cold_share": Decimal("0.01"),
    "cold_ms": Decimal(1000),
}
WRITE = "POST /v1/check-ins"
OPEN = "GET /v1/stations/{station_id}"
WORKER = "DeliverFunction"


def _figure(
    cpu_ms: float, read: float = 0, written: float = 0, size: int = 0, **calls: float
) -> dict[str, Any]:
    named = {name.replace("_", "."): count for name, count in calls.items()}
    return {"requests": 9, "calls": named, "read": read, "written": written, "cpu_ms": cpu_ms, "bytes": size}


FIGURES = {
    "of": {
        WRITE: _figure(2, written=5, size=500, dynamodb_TransactWriteItems=1),
        OPEN: _figure(2, read=0.5, dynamodb_GetItem=1),
        "AuthorizerFunction": _figure(2, kms_Verify=1),
        WORKER: _figure(4, read=1, written=0.5, sqs_DeleteMessage=0.5),
    }
}
PRICES = PriceList(
    "aws",
    "us-east-1",
    "USD",
    {
        "gateway.request": Price(Decimal("3.50"), Decimal(10**6), "", ""),
        "lambda.request": Price(Decimal("0.20"), Decimal(10**6), "", ""),
        "dynamodb.write": Price(Decimal("0.625"), Decimal(10**6), "", "", found=False),
    },
)


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    (tmp_path / REQUESTS).write_text(json.dumps(FIGURES), "utf-8")
    night = {"subjects": 200, "complete": True, "invocations": 4, "seconds": 10, "read": 400, "written": 100}
    half = {**night, "subjects": 900, "complete": False}
    again = {**night, "committees": {**night, "subjects": 7, "written": 3}}
    (tmp_path / "growth.json").write_text(
        json.dumps(
            {
                "sizes": {
                    "1": {"nightly": {**night, "again": again}},
                    "10": {"nightly": {**night, "again": half}},
                }
            }
        )
    )
    return Measured(ASSUMED, tmp_path)


def test_uses_add_up_and_multiply() -> None:
    both = total([Use.of(dynamodb__write=5, lambda__request=1) * 3, Use.of(dynamodb__write=2)])
    assert both.amounts == {"dynamodb.write": 17, "lambda.request": 3}


def test_a_million_requests_with_five_writes_each() -> None:
    """3.50 + 0.20 + 5 x 0.625 = 6.825."""
    bill = PRICES.bill(Use.of(gateway__request=1, lambda__request=1, dynamodb__write=5) * 10**6)
    assert bill == {
        "dynamodb.write": Decimal("3.125"),
        "gateway.request": Decimal("3.5"),
        "lambda.request": Decimal("0.2"),
    }
    assert sum(bill.values()) == Decimal("6.825")


def test_what_has_no_price_is_said_and_not_left_out() -> None:
    with pytest.raises(NoPrice, match=r"transfer\.gb in us-east-1"):
        PRICES.bill(Use.of(transfer__gb=1))


def test_prices_that_were_derived_are_named() -> None:
    assert PRICES.derived(Use.of(dynamodb__write=1, lambda__request=1)) == ["dynamodb.write"]
    assert PRICES.derived(Use.of(lambda__request=1)) == []


def test_services_come_dearest_first() -> None:
    bill = {"dynamodb.read": Decimal(1), "dynamodb.write": Decimal(2), "lambda.request": Decimal(5)}
    assert list(services(bill).items()) == [("lambda", Decimal(5)), ("dynamodb", Decimal(3))]


def test_the_time_of_a_call(measured: Measured) -> None:
    """512 MB are 512/1769 of a processor: 2 ms of it take 6.91 ms. Waiting takes 10 ms, a hundredth of a
    start 10 ms. 26.91 ms in half a GB are 0.013455 GB-seconds."""
    used = measured.work(WRITE).amounts
    assert used["lambda.request"] == 1
    assert used["lambda.gb_second"].quantize(Decimal("0.000001")) == Decimal("0.013455")
    assert (used["dynamodb.write"], used["dynamodb.read"]) == (Decimal(5), Decimal())
    assert used["cloudwatch.log_gb"] == Decimal("0.000001")


def test_a_request_pays_for_gateway_answer_and_a_quarter_of_a_token_s_check(
    measured: Measured,
) -> None:
    used = measured.request(WRITE).amounts
    assert used["gateway.request"] == 1
    assert used["transfer.gb"] == Decimal("0.000001")
    assert used["lambda.request"] == Decimal("1.25")
    assert used["kms.asymmetric"] == Decimal("0.25")
    assert used["cloudwatch.log_gb"] == Decimal("0.00000165")  # 400 + 1000 + a quarter of 1000 bytes


def test_who_needs_no_token_has_none_checked(measured: Measured) -> None:
    open_to_all = Measured(ASSUMED | {"tokens_kept": Decimal(0)}, measured.folder)
    assert open_to_all.request(OPEN).amounts["lambda.request"] == 1
    assert open_to_all.request(WRITE).amounts["lambda.request"] == 2


def test_a_worker_is_named_by_the_template(measured: Measured) -> None:
    used = measured.work(WORKER).amounts
    assert (used["sqs.request"], used["dynamodb.read"], used["dynamodb.write"]) == (
        Decimal("0.5"),
        Decimal(1),
        Decimal("0.5"),
    )


def test_a_night_is_shared_by_its_subjects_and_a_broken_one_does_not_count(measured: Measured) -> None:
    """Of 200 subjects in 10 s with 1 GB: 0.05 GB-seconds, 2 reads, half a write, 0.02 calls each."""
    used = measured.night().amounts
    memory = Decimal(
        template.resources("AWS::Serverless::Function")["NightlyFunction"]["Properties"]["MemorySize"]
    )
    assert used["lambda.gb_second"] == Decimal("0.05") * memory / 1024
    assert (used["dynamodb.read"], used["dynamodb.write"]) == (Decimal(2), Decimal("0.5"))
    assert (used["lambda.request"], used["sqs.request"]) == (Decimal("0.02"), Decimal("0.04"))


def test_what_was_not_measured_is_said(measured: Measured, tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match="GET /v1/nothing"):
        measured.request("GET /v1/nothing")
    with pytest.raises(NotMeasured, match=r"requests\.json is not in"):
        Measured(ASSUMED, tmp_path / "elsewhere").request(WRITE)


@pytest.mark.parametrize("partition", ["aws", "aws-cn"])
def test_a_list_has_a_price_a_source_and_a_day_for_everything(partition: str) -> None:
    prices = price_list(partition)
    assert prices.prices.keys() == price_list("aws").prices.keys()
    for item, price in prices.prices.items():
        assert price.amount > 0, item
        assert price.per >= 1, item
        assert price.source, item
        assert price.read.startswith("2026-"), item


def test_a_price_that_china_s_list_lacks_is_the_other_s_times_the_ratio() -> None:
    dollars, yuan = price_list("aws"), price_list("aws-cn")
    assert (dollars.currency, yuan.currency) == ("USD", "CNY")
    assert yuan.price("lambda.request").amount == dollars.price("lambda.request").amount * Decimal("8.93")
    assert not yuan.price("lambda.request").found
    assert yuan.price("dynamodb.write") == Price(
        Decimal("11.1538"), Decimal(10**6), yuan.price("dynamodb.write").source, "2026-11-20"
    )
    assert all(price.found for price in dollars.prices.values())


def test_a_write_costs_five_reads_in_either_list_and_only_one_of_china_s_was_read() -> None:
    """Prices of different years are not mixed."""
    for partition in ("aws", "aws-cn"):
        read, write = (price_list(partition).price(f"dynamodb.{name}") for name in ("read", "write"))
        assert write.of(Decimal(1)) == 5 * read.of(Decimal(1))
        assert (read.found, write.found) == (partition == "aws", True)


def test_henan_has_a_station_for_each_township_and_its_deputies() -> None:
    assumed = Assumptions.read({}, "41")
    assert assumed.how_many("station") == 2586
    assert round(assumed.how_many("deputy"), -2) == 180_000
    assert assumed.how_many("opinion") == Decimal("0.6") * 2586


def test_every_assumption_can_be_changed_by_its_name_and_no_other() -> None:
    changed = {
        "deputies": Decimal(10),
        "call_ms": Decimal(3),
        "checking in": Decimal(9),
        "opinion": Decimal(2),
    }
    assumed = Assumptions.read(changed, "41")
    assert (assumed.how_many("deputy"), assumed.numbers["call_ms"]) == (Decimal(10), Decimal(3))
    assert [one["times"] for one in assumed.activities if one["name"] == "checking in"] == [9]
    assert assumed.how_many("opinion") == 2 * 2586
    with pytest.raises(ValueError, match="'deputees'"):
        Assumptions.read({"deputees": Decimal(1)}, "41")


def test_fewer_stations_have_fewer_deputies() -> None:
    assert Assumptions.read({"stations": Decimal(10)}, "41").how_many("deputy") == 696


def test_everything_that_people_do_is_a_route_or_a_function() -> None:
    from tests.contract.test_role_matrix import ROUTES

    known = {str(route) for route in ROUTES} | template.resources("AWS::Serverless::Function").keys()
    assert not [
        name for one in Assumptions.read({}, "41").activities for name in one["does"] if name not in known
    ]


def test_a_stack_at_rest_pays_for_what_the_template_has() -> None:
    used = standing(Assumptions.read({}, "41")).amounts
    assert used["kms.key_month"] == len(template.resources("AWS::KMS::Key"))
    assert used["secretsmanager.secret_month"] == len(template.resources("AWS::SecretsManager::Secret"))
    assert used["cloudwatch.alarm_metric_month"] >= len(template.resources("AWS::CloudWatch::Alarm"))


def test_a_month_is_what_is_done_times_how_often(measured: Measured) -> None:
    """Ten deputies check in twice: 20 requests, 100 writes. 30 nights over them, no station, and
    all committees, which write three times: 240 writes.
    Each of the 100 leaves 500 bytes, for twelve months; a night's take the place of the last one's."""
    checking_in = {"name": "checking in", "per": "deputy", "times": 2, "does": [WRITE]}
    numbers = Assumptions.read({"deputies": Decimal(10), "stations": Decimal(0)}, "41").numbers
    uses = month(Assumptions(numbers, [checking_in], {}), measured)
    assert uses["checking in"].amounts["gateway.request"] == 20
    assert uses["checking in"].amounts["dynamodb.write"] == 100
    assert uses["computing everybody anew each night"].amounts["dynamodb.write"] == 240
    assert uses["keeping data and logs"].amounts["dynamodb.gb_month"] == Decimal(100 * 500 * 12) / 10**9


def test_nights_that_nobody_measured_are_left_out_and_that_is_said(
    measured: Measured, tmp_path: Path
) -> None:
    (tmp_path / "growth.json").unlink()
    assumed = replace(Assumptions.read({}, "41"), activities=[])
    uses = month(assumed, measured)
    assert province.NIGHTS not in uses
    assert f"not in it: {province.NIGHTS}" in command.estimate(
        "henan", assumed, measured, uses, price_list("aws")
    )


def test_the_command_says_what_it_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--env", "atlantis"]) == 1
    assert "no environment is called 'atlantis'" in capsys.readouterr().err
    assert command.main(["--set", "deputees=3"]) == 1
    assert "'deputees'" in capsys.readouterr().err
    assert command.main(["--price", "lambda.requests=3"]) == 1
    assert "no price of lambda.requests" in capsys.readouterr().err


def test_the_estimate_is_split_by_service_and_by_what_is_done(measured: Measured) -> None:
    numbers = Assumptions.read({"deputies": Decimal(10), "stations": Decimal(0)}, "41").numbers
    assumed = Assumptions(numbers, [], {})
    shown = command.estimate(
        "henan", assumed, measured, {"a": Use.of(lambda__request=3 * 10**6)}, price_list("aws")
    )
    assert "10 deputies" in shown
    shares = [
        line.split()[-2:] for line in shown.splitlines() if line.startswith(("lambda ", "together ", "a "))
    ]
    assert shares == [["0.60", "100%"]] * 3
    assert "Not found" not in shown
    assert "lambda.request (100% of the sum)" in command.estimate(
        "henan", assumed, measured, {"a": Use.of(lambda__request=10**6)}, price_list("aws-cn")
    )


def test_what_is_left_out_and_what_is_of_few_requests_is_said(measured: Measured, tmp_path: Path) -> None:
    few = {**FIGURES["of"], WRITE: {**FIGURES["of"][WRITE], "requests": 4}}
    (tmp_path / REQUESTS).write_text(json.dumps({"of": few}), "utf-8")
    doing = {"name": "a", "per": "deputy", "times": 1, "does": [WRITE, OPEN, WORKER]}
    assumed = Assumptions(Assumptions.read({}, "41").numbers, [doing], {})
    shown = command.estimate("henan", assumed, measured, {"a": Use.of(s3__gb_month=1)}, price_list("aws"))
    assert "Not in it: requests to S3" in shown
    assert f"Measured of fewer than 5 requests: {WRITE} (4)." in shown


def test_files_are_kept_as_long_as_data(measured: Measured) -> None:
    """Ten stations, 60 MB each a month, for twelve months: 7.2 GB."""
    numbers = Assumptions.read({"stations": Decimal(10)}, "41").numbers
    uses = month(Assumptions(numbers, [], {}), measured)
    assert uses["keeping data and logs"].amounts["s3.gb_month"] == Decimal("7.2")


def test_routes_say_whose_prices_are_derived(measured: Measured) -> None:
    doing = {"name": "a", "per": "deputy", "times": 1, "does": [WRITE, OPEN]}
    assumed = Assumptions(ASSUMED, [doing], {})
    head, *_, sentence = command.routes(assumed, measured, price_list("aws-cn")).strip().splitlines()
    columns = "gateway, derived | lambda, derived | dynamodb, derived in part | other, derived"
    assert head == f"| a million of | CNY | {columns} |"
    assert sentence.startswith(
        "Not found, and derived from other prices (infra/cost/prices.toml): cloudwatch.log_gb, dynamodb.read,"
    )
    found = command.routes(assumed, measured, price_list("aws"))
    assert "| a million of | USD | gateway | lambda | dynamodb | other |" in found
    assert "derived" not in found


def test_an_own_price_takes_the_list_s_place() -> None:
    own = command._priced(price_list("aws-cn"), ["lambda.request=1.36/1000000", "kms.key_month=7"])
    assert own.bill(Use.of(lambda__request=10**6, kms__key_month=2)) == {
        "kms.key_month": 14,
        "lambda.request": Decimal("1.36"),
    }
    assert own.derived(Use.of(lambda__request=1)) == []


def test_provinces_without_figures_of_their_own_go_by_their_townships() -> None:
    assert province._townships("12") == 299
