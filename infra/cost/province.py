"""A month of a province: what its people do (assumptions.toml) times what each of it uses."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from infra import template
from infra.cost.measured import Measured, NotMeasured
from infra.cost.use import Use, total
from shared.domain import divisions

FILE = Path(__file__).with_name("assumptions.toml")
TOWNSHIP = 9
"""Digits of a township's code."""
LISTED = ("province", "kept", "requests", "every_month")


@dataclass(frozen=True)
class Assumptions:
    """``numbers`` by name; ``activities`` as they stand in the file; cases by kind, a month and station."""

    numbers: Mapping[str, Decimal]
    activities: list[dict[str, Any]]
    cases: Mapping[str, Decimal]

    @classmethod
    def read(cls, changed: Mapping[str, Decimal], province: str, file: Path = FILE) -> "Assumptions":
        """The file's, with others in their place by name. Raises ValueError for a name that it has not."""
        whole = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
        numbers = {name: Decimal(value) for part in LISTED for name, value in whole[part].items()}
        stations = changed.get("stations", Decimal(_townships(province)))
        numbers["stations"] = stations
        numbers["deputies"] = (stations * numbers["deputies_per_station"]).quantize(Decimal(1))
        times = {one["name"]: one for one in whole["activities"]}
        cases = {name: Decimal(value) for name, value in whole["per_station_a_month"].items()}
        for name, value in changed.items():
            if name in times:
                times[name]["times"] = value
            elif name in cases:
                cases[name] = value
            elif name in numbers:
                numbers[name] = value
            else:
                known = ", ".join([*sorted(numbers), *cases, *(f"{name!r}" for name in times)])
                raise ValueError(f"no assumption is called {name!r}; there are {known}")
        return cls(numbers, whole["activities"], cases)

    def how_many(self, per: str) -> Decimal:
        """Deputies, stations, or cases of a kind that come in a month."""
        if per in self.cases:
            return self.cases[per] * self.numbers["stations"]
        return {"deputy": self.numbers["deputies"], "station": self.numbers["stations"]}[per]


def _townships(province: str) -> int:
    return sum(len(division.code) == TOWNSHIP for division in divisions.within(province))


NIGHTS = "computing everybody anew each night"


def month(assumed: Assumptions, measured: Measured) -> dict[str, Use]:
    """What a month uses, by activity; the nights, what waits, and what is kept are activities too. Nights
    that nobody has measured are left out. What they write takes the place of what stood there, and is not
    kept beside it."""
    found = {one["name"]: _activity(one, assumed, measured) for one in assumed.activities}
    subjects = assumed.numbers["deputies"] + assumed.numbers["stations"]
    with suppress(NotMeasured):
        night = measured.night() * subjects + measured.committees()
        found[NIGHTS] = night * assumed.numbers["nights"]
    found["being there"] = standing(assumed)
    used = total([Use.of(dynamodb__write=0, cloudwatch__log_gb=0), *found.values()]).amounts
    lasting = used["dynamodb.write"] - found.get(NIGHTS, Use()).amounts.get("dynamodb.write", Decimal())
    written = lasting * assumed.numbers["bytes_for_a_write"] / 10**9
    stored = written * assumed.numbers["months"]
    files = assumed.numbers["stations"] * assumed.numbers["mb_of_files"] / 1000
    found["keeping data and logs"] = Use.of(
        dynamodb__gb_month=stored,
        dynamodb__backup_gb_month=stored,
        s3__gb_month=files * assumed.numbers["months"],
        cloudwatch__log_gb_month=used["cloudwatch.log_gb"] * assumed.numbers["log_months"],
    )
    return found


def _activity(activity: Mapping[str, Any], assumed: Assumptions, measured: Measured) -> Use:
    once = total(measured.request(name) if " " in name else measured.work(name) for name in activity["does"])
    return once * (assumed.how_many(activity["per"]) * Decimal(activity["times"]))


def standing(assumed: Assumptions) -> Use:
    """What a stack costs in which nobody does anything: as template.yaml has it."""
    kinds: dict[str, int] = {}
    metrics = 0
    for resource in template.load()["Resources"].values():
        kinds[resource["Type"]] = kinds.get(resource["Type"], 0) + 1
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            named = resource["Properties"].get("Metrics", [])
            metrics += sum("MetricStat" in metric for metric in named) or 1
    return Use.of(
        kms__key_month=kinds["AWS::KMS::Key"],
        kms__symmetric=assumed.numbers["key_uses"],
        secretsmanager__secret_month=kinds["AWS::SecretsManager::Secret"],
        cloudwatch__alarm_metric_month=metrics,
        lambda__request=assumed.numbers["schedule_calls"],
        sqs__request=assumed.numbers["polls_of_a_queue"] * _polled(),
    )


def _polled() -> int:
    """Queues from which Lambda takes."""
    queues = template.resources("AWS::SQS::Queue")
    mappings = template.resources("AWS::Lambda::EventSourceMapping").values()
    return sum(mapping["Properties"]["EventSourceArn"]["Fn::GetAtt"][0] in queues for mapping in mappings)
