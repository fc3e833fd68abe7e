"""What the stream, the schedule and the queue do to the lists, and who asks for them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.standing import congresses
from functions.standing.projection import nightly
from functions.standing.workers.nightly import nightly as nightly_worker
from functions.standing.workers.project import project as project_worker
from shared.domain import divisions
from shared.domain.divisions import Division
from shared.domain.roles import Caller
from tests.aws import World
from tests.gateway import Response, someone
from tests.standing.hall import Hall

CITY = someone("committee_staff:4114", person="p2m8n4p6r5t01j9zq3v7k")


class Time:
    """Lambda's context: how many entries there is time for."""

    def __init__(self, entries: int = 10_000) -> None:
        self.left = entries

    def get_remaining_time_in_millis(self) -> int:
        self.left -= 1
        return nightly.RESERVE * 2 if self.left >= 0 else 0


class Lists:
    """The projection of a hall."""

    def __init__(self, hall: Hall, tables: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hall = hall
        self._tables = tables
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(congresses, "of_shard", self._few)

    @staticmethod
    def _few(city: str) -> Iterator[Division]:
        """Of the thousands of congresses of a province those of Shangqiu and of Liangyuan in it."""
        return (divisions.get(code) for code in ("4114", "411402", "411402100") if code[:4] == city)

    def _as(self, function: str) -> None:
        for name, value in self._tables.environment(function).items():
            self._monkeypatch.setenv(name, value)
        self._monkeypatch.setenv("PROVINCE", "4114")  # one city tells what all would

    def records(self) -> list[dict[str, Any]]:
        """An event for every record there is, in the order of keys."""
        keys = [{"pk": item["pk"], "sk": item["sk"]} for item in self._tables.items("Records")]
        chosen = [key for key in keys if key["sk"]["S"].startswith("RECORD#")]
        ordered = sorted(chosen, key=lambda key: (key["pk"]["S"], key["sk"]["S"]))
        return [
            {"eventName": "INSERT", "dynamodb": {"Keys": key, "SequenceNumber": str(number)}}
            for number, key in enumerate(ordered, 1)
        ]

    def project(self, events: list[dict[str, Any]] | None = None) -> list[str]:
        """The stream brings these events, or all; answers from which on it should come again."""
        self._as("ProjectFunction")
        answer = project_worker({"Records": self.records() if events is None else events}, None)
        self._as("StandingFunction")
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]

    def night(self, entries_at_once: int = 10_000) -> int:
        """The schedule rings, and the queue is worked off; answers how many messages that took."""
        self._as("NightlyFunction")
        nightly_worker({"source": "aws.events"}, Time())
        count = 0
        sqs, url = self._tables.client("sqs"), self._tables.names["Walks"]
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            for message in messages:
                count += 1
                record = {"messageId": message["MessageId"], "body": message["Body"]}
                answer = nightly_worker({"Records": [record]}, Time(entries_at_once))
                assert answer == {"batchItemFailures": []}
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        self._as("StandingFunction")
        return count

    def work(self, **message: Any) -> list[dict[str, str]]:
        """One message of the queue; answers what failed."""
        self._as("NightlyFunction")
        record = {"messageId": "m1", "body": json.dumps(message)}
        failures: list[dict[str, str]] = nightly_worker({"Records": [record]}, Time())["batchItemFailures"]
        self._as("StandingFunction")
        return failures

    def stored(self) -> list[dict[str, Any]]:
        """All entries, without the marks."""
        items = self._tables.items("Standings")
        chosen = [item for item in items if item["sk"]["S"] != "~"]
        return sorted(chosen, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))

    def get(self, caller: Caller = CITY, language: str = "zh-CN", **query: str) -> Response:
        """A page of the list."""
        asked = {"rule": "sq-13b", "scope": "4114", **query}
        return self.hall.get("/v1/shortfalls", caller, language, **asked)

    def short(self, caller: Caller = CITY, **query: str) -> list[dict[str, Any]]:
        """The whole list, page by page; by default of those at risk."""
        found: list[dict[str, Any]] = []
        query = {"state": "at_risk", **query}
        while True:
            answer = self.get(caller, **query)
            assert answer.status == 200, answer.text
            found += answer.json["items"]
            if answer.json["next"] is None:
                return found
            query["cursor"] = answer.json["next"]
