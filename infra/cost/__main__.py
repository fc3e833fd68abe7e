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
FEW = 5
"""Requests; a median of fewer says little."""
LEFT_OUT = (
    "requests to S3 (photos, documents), the deletion of messages from queues, what schedules by day "
    "read and compute, metrics, SMS and mail"
)
_OWN = ("gateway", "lambda", "dynamodb")
"""Services with a column of their own."""


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
        print(estimate(asked.env, assumed, measured, month(assumed, measured), prices))
    except (InvalidOperation, NotMeasured, NoPrice, ValueError) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    return 0


def estimate(
    name: str, assumed: Assumptions, measured: Measured, uses: Mapping[str, Use], prices: PriceList
) -> str:
    """A month's bill as text: by service, by activity, and what of it is not to be relied on."""
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
    lines += [f"Not in it: {LEFT_OUT}.", *_few(assumed, measured), *_derived(prices, whole)]
    return "\n".join(lines)


def routes(assumed: Assumptions, measured: Measured, prices: PriceList) -> str:
    """A million requests of each route of the activities, in Markdown; whose prices are derived, and which
    figures are of few requests."""
    names = sorted({name for one in assumed.activities for name in one["does"] if " " in name})
    uses = {name: measured.request(name) * MILLION for name in names}
    whole = total(uses.values())
    heads = [_head(prices, whole, services_) for services_ in (*(frozenset({own}) for own in _OWN), None)]
    lines = [f"| a million of | {prices.currency} | {' | '.join(heads)} |", "|---|---:" + "|---:" * 4 + "|"]
    for name, use in uses.items():
        bill = services(prices.bill(use))
        known = [bill.pop(service, Decimal()) for service in _OWN]
        parts = [*known, sum(bill.values(), Decimal())]
        lines.append(f"| `{name}` | {sum(parts):.2f} | {' | '.join(f'{part:.2f}' for part in parts)} |")
    return "\n".join([*lines, "", *_few(assumed, measured), *_derived(prices, whole), ""])


def _head(prices: PriceList, whole: Use, of: frozenset[str] | None) -> str:
    """A column's name, and whether its prices are derived; without services the column of all the others."""
    used = {item for item, units in whole.amounts.items() if units}
    items = {
        item for item in used if (item.partition(".")[0] in of if of else item.partition(".")[0] not in _OWN)
    }
    derived = items & set(prices.derived(whole))
    word = "" if not derived else ", derived" if derived == items else ", derived in part"
    return f"{''.join(of) if of else 'other'}{word}"


def _derived(prices: PriceList, whole: Use) -> list[str]:
    """The sentence that names prices that were not found, and their share; none where all were."""
    derived = prices.derived(whole)
    if not derived:
        return []
    bill = prices.bill(whole)
    share = sum((bill[item] for item in derived), Decimal()) / sum(bill.values(), Decimal())
    return [
        f"Not found, and derived from other prices (infra/cost/prices.toml): {', '.join(derived)} "
        f"({share:.0%} of the sum). Put your own in with --price."
    ]


def _few(assumed: Assumptions, measured: Measured) -> list[str]:
    """The sentence that names what was measured of fewer than :data:`FEW` requests; none without such."""
    names = {name for one in assumed.activities for name in one["does"]}
    counts = {name: measured.requests(name) for name in sorted(names)}
    few = [f"{name} ({count})" for name, count in counts.items() if count < FEW]
    return [f"Measured of fewer than {FEW} requests: {', '.join(few)}."] if few else []


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
