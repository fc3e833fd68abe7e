"""make cost ENV=henan [ARGS="--set deputies=90000 --price lambda.request=1.36/1000000 --routes"]

A month of a province at list prices, by service and by what people do; with --routes a million of each main
route. Prices: prices.toml. Use: measured, tests/bench/figures. The rest: assumptions.toml.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from infra import template
from infra.cost.measured import Measured, NotMeasured
from infra.cost.prices import NoPrice, Price, PriceList, price_list, services
from infra.cost.province import NIGHTS, Assumptions, month
from infra.cost.use import Use, total

ENVIRONMENTS = template.PATH.parent / "infra" / "samconfig.toml"
MILLION = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make cost", description=__doc__)
    parser.add_argument("--env", default="henan", help="an environment of infra/samconfig.toml")
    parser.add_argument("--partition", choices=("aws", "aws-cn"), help="other prices than its region's")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=NUMBER", help="another assumption"
    )
    parser.add_argument(
        "--price", action="append", default=[], metavar="ITEM=AMOUNT/PER", help="another price"
    )
    parser.add_argument("--routes", action="store_true", help="also a million of each main route")
    asked = parser.parse_args(arguments)
    try:
        region, province = _environment(asked.env)
        prices = _priced(price_list(asked.partition or _partition(region)), asked.price)
        assumed = Assumptions.read(dict(map(_setting, asked.set)), province)
        measured = Measured(assumed.numbers)
        if asked.routes:
            print(routes(assumed, measured, prices))
        print(estimate(asked.env, assumed, month(assumed, measured), prices))
    except (InvalidOperation, NotMeasured, NoPrice, ValueError) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    return 0


def estimate(name: str, assumed: Assumptions, uses: Mapping[str, Use], prices: PriceList) -> str:
    """A month's bill as text: by service, by activity, and which prices are not to be relied on."""
    whole = total(uses.values())
    bill = prices.bill(whole)
    sum_ = sum(bill.values(), Decimal())
    numbers = assumed.numbers
    lines = [
        f"A month of {name} at list prices of {prices.region}, {prices.currency}, without free tiers, taxes: "
        f"{numbers['stations']:,} stations, {numbers['deputies']:,} deputies",
        "",
        *(_line(service, price, sum_) for service, price in services(bill).items()),
        _line("together", sum_, sum_),
        "",
        *(_line(act, _sum(prices, use), sum_) for act, use in _dearest(uses, prices)),
        "",
        f"A deputy: {sum_ / numbers['deputies']:.4f} {prices.currency} a month.",
    ]
    if NIGHTS not in uses:
        lines.append(f"Not measured, and so not in it: {NIGHTS} (make growth).")
    derived = prices.derived(whole)
    if derived:
        share = sum((bill[item] for item in derived), Decimal()) / sum_
        lines.append(
            f"Not found, and derived from {price_list('aws').region}'s price: {', '.join(derived)} "
            f"({share:.0%} of the sum). Put your own in with --price."
        )
    return "\n".join(lines)


def routes(assumed: Assumptions, measured: Measured, prices: PriceList) -> str:
    """A million requests of each route of the activities, in Markdown."""
    names = sorted({name for one in assumed.activities for name in one["does"] if " " in name})
    heads = ("gateway", "lambda", "dynamodb", "other")
    lines = [f"| a million of | {prices.currency} | {' | '.join(heads)} |", "|---|---:" + "|---:" * 4 + "|"]
    for name in names:
        bill = services(prices.bill(measured.request(name) * MILLION))
        known = [bill.pop(service, Decimal()) for service in heads[:3]]
        parts = [*known, sum(bill.values(), Decimal())]
        lines.append(f"| `{name}` | {sum(parts):.2f} | {' | '.join(f'{part:.2f}' for part in parts)} |")
    return "\n".join([*lines, ""])


def _line(name: str, price: Decimal, whole: Decimal) -> str:
    return f"{name:<52} {price:>12,.2f} {price / whole:>5.0%}"


def _sum(prices: PriceList, use: Use) -> Decimal:
    return sum(prices.bill(use).values(), Decimal())


def _dearest(uses: Mapping[str, Use], prices: PriceList) -> list[tuple[str, Use]]:
    return sorted(uses.items(), key=lambda entry: -_sum(prices, entry[1]))


def _environment(name: str) -> tuple[str, str]:
    """Region and province's code."""
    known = tomllib.loads(ENVIRONMENTS.read_text("utf-8"))
    if name not in known or name == "version":
        raise ValueError(f"no environment is called {name!r} in {ENVIRONMENTS.name}")
    options = known[name]["deploy"]["parameters"]
    overrides = dict(override.split("=", 1) for override in options["parameter_overrides"])
    return options["region"], overrides["Province"]


def _partition(region: str) -> str:
    return "aws-cn" if region.startswith("cn-") else "aws"


def _setting(text: str) -> tuple[str, Decimal]:
    name, equals, number = text.rpartition("=")
    if not equals:
        raise ValueError(f"--set {text}: NAME=NUMBER is wanted")
    return name, Decimal(number)


def _priced(prices: PriceList, changed: list[str]) -> PriceList:
    own = dict(prices.prices)
    for text in changed:
        item, equals, price = text.partition("=")
        if not equals:
            raise ValueError(f"--price {text}: ITEM=AMOUNT or ITEM=AMOUNT/PER is wanted")
        prices.price(item)
        amount, _, per = price.partition("/")
        own[item] = Price(Decimal(amount), Decimal(per or 1), "given", "")
    return replace(prices, prices=own)


if __name__ == "__main__":
    sys.exit(main())
