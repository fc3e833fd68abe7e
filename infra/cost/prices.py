"""List prices by partition (prices.toml), and a bill made with them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from infra.cost.use import Use

FILE = Path(__file__).with_name("prices.toml")


class NoPrice(LookupError):
    """The list has no price for something that is used."""


@dataclass(frozen=True)
class Price:
    """``amount`` for ``per`` units, without any free tier. ``found``: read in the source that is named, not
    derived from another price."""

    amount: Decimal
    per: Decimal
    source: str
    read: str
    found: bool = True

    def of(self, units: Decimal) -> Decimal:
        return units * self.amount / self.per


@dataclass(frozen=True)
class PriceList:
    """Of one region, in its currency."""

    partition: str
    region: str
    currency: str
    prices: Mapping[str, Price]

    def price(self, item: str) -> Price:
        if item not in self.prices:
            raise NoPrice(f"infra/cost/prices.toml has no price of {item} in {self.region}")
        return self.prices[item]

    def bill(self, use: Use) -> dict[str, Decimal]:
        """The price of each item that is used. Raises NoPrice."""
        return {item: self.price(item).of(units) for item, units in sorted(use.amounts.items()) if units}

    def derived(self, use: Use) -> list[str]:
        """The items used whose price was not found."""
        return sorted(item for item, units in use.amounts.items() if units and not self.price(item).found)


def services(bill: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The bill by service, the dearest first: what stands before the point of an item."""
    split: dict[str, Decimal] = {}
    for item, price in bill.items():
        service = item.partition(".")[0]
        split[service] = split.get(service, Decimal()) + price
    return dict(sorted(split.items(), key=lambda entry: -entry[1]))


def price_list(partition: str, file: Path = FILE) -> PriceList:
    """The prices of ``aws`` or ``aws-cn``; where the latter's was not found, the former's times the ratio."""
    lists = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    own = lists[partition]
    prices = {item: _price(entry) for item, entry in own["prices"].items()}
    if "ratio" in own:
        for item, entry in lists["aws"]["prices"].items():
            if item not in prices:
                dollars = _price(entry)
                prices[item] = Price(
                    dollars.amount * Decimal(own["ratio"]),
                    dollars.per,
                    f"not found; {own['ratio']} x the price in {lists['aws']['region']}",
                    dollars.read,
                    found=False,
                )
    return PriceList(partition, own["region"], own["currency"], prices)


def _price(entry: Mapping[str, object]) -> Price:
    return Price(
        Decimal(str(entry["amount"])),
        Decimal(str(entry.get("per", 1))),
        str(entry["source"]),
        str(entry["read"]),
        found=not entry.get("derived", False),
    )
