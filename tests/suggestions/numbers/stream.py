"""The stream of the Suggestions table, brought to the worker that counts."""

from typing import Any

from functions.suggestions.workers.tally import tally
from tests.aws import World

SECTIONS = ("FIGURES#", "TALLY#", "TALLIES#")


def changes(world: World) -> list[dict[str, Any]]:
    """An event for every head and hand-over there is, as the template's filter lets them through."""
    keys = [
        {"pk": item["pk"], "sk": item["sk"]}
        for item in world.items("Suggestions")
        if item["pk"]["S"].startswith("CASE#") and item["sk"]["S"].split("#")[0] in ("CASE", "HANDOVER")
    ]
    ordered = sorted(keys, key=lambda key: (key["pk"]["S"], key["sk"]["S"]))
    return [
        {"eventName": "MODIFY", "dynamodb": {"Keys": key, "SequenceNumber": str(number)}}
        for number, key in enumerate(ordered, 1)
    ]


def brought(world: World, events: list[dict[str, Any]] | None = None) -> list[str]:
    """The stream brings these events, or all; answers from which on it should come again."""
    answer = tally({"Records": changes(world) if events is None else events}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def stored(world: World) -> dict[tuple[str, str], Any]:
    """Every tally, and where cases are counted, by key; without the versions."""
    return {
        (item["pk"]["S"], item["sk"]["S"]): item["body"]
        for item in world.items("Suggestions")
        if item["pk"]["S"].startswith(SECTIONS) or item["sk"]["S"] == "FIGURE"
    }
