"""What something uses of AWS, in the units that AWS bills."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Amount = Decimal | int


@dataclass(frozen=True)
class Use:
    """Amounts by item of the price list (prices.toml): ``{"dynamodb.write": 4, "lambda.request": 1}``."""

    amounts: Mapping[str, Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, **amounts: Amount | str) -> "Use":
        """``Use.of(lambda__request=1)``: two underscores stand for the point."""
        return cls({name.replace("__", "."): Decimal(amount) for name, amount in amounts.items()})

    def __add__(self, other: "Use") -> "Use":
        names = {**self.amounts, **other.amounts}
        zero = Decimal()
        return Use({n: self.amounts.get(n, zero) + other.amounts.get(n, zero) for n in names})

    def __mul__(self, times: Amount) -> "Use":
        return Use({name: amount * times for name, amount in self.amounts.items()})


def total(uses: Iterable[Use]) -> Use:
    """All of them together."""
    whole = Use()
    for use in uses:
        whole += use
    return whole
