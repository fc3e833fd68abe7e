"""Stations, what they held and answered, and who asks how they are assessed."""

from datetime import date
from pathlib import Path
from typing import Any

from functions.standing.app import app
from shared.domain.roles import Caller
from shared.domain.stations import Post
from shared.store import engine, records
from tests.gateway import Response, call, someone
from tests.standing.hall import Hall
from tests.standing.projection.lists import Lists

SCHEME = Path(__file__).with_name("scheme.toml").read_text("utf-8")
CITY = someone("committee_staff:4114", person="p2m8n4p6r5t01j9zq3v7k")
ONE, TWO, THREE, FOUR = (f"411402001-0{number}" for number in range(1, 5))


class Sample:
    """A hall with stations, and its lists."""

    def __init__(self, hall: Hall, lists: Lists) -> None:
        self.hall = hall
        self.lists = lists

    def station(self, station: str, *posts: Post, **fields: Any) -> None:
        """Opens a station with one liaison officer and one head, if no posts are named."""
        self.hall.station(station, *(posts or (Post.LIAISON_OFFICER, Post.HEAD)), **fields)

    def did(self, station: str, kind: str, *days: str, marks: tuple[str, ...] = ()) -> None:
        """Records of what a station itself held or answered."""
        for number, day in enumerate(days):
            key = records.station_key(station)
            reference = f"a{len(self.lists.records()):04d}{number}"
            made = records.item(key, date.fromisoformat(day), kind, reference, body={}, marks=marks)
            engine.put(made)

    def assessed(self, station: str, caller: Caller = CITY, **query: str) -> dict[str, Any]:
        """How a station is assessed, by period."""
        answer = self.hall.get(f"/v1/stations/{station}/assessment", caller, **query)
        assert answer.status == 200, answer.text
        return {found["period"]: found for found in answer.json["assessments"]}

    def ask(self, caller: Caller = CITY, language: str = "zh-CN", **body: Any) -> Response:
        """A page of assessments."""
        return call(
            app,
            "POST",
            "/v1/assessments",
            body={"scope": "4114", **body},
            caller=caller,
            headers={"Accept-Language": language},
        )

    def ranking(self, caller: Caller = CITY, **query: str) -> list[tuple[int | None, str, int | None]]:
        """Rank, station and hundredths, page by page."""
        found: list[tuple[int | None, str, int | None]] = []
        asked = {"scheme": "scheme", "scope": "4114", **query}
        while True:
            answer = self.hall.get("/v1/rankings", caller, **asked)
            assert answer.status == 200, answer.text
            found += [(row["rank"], row["station"], row["hundredths"]) for row in answer.json["items"]]
            if answer.json["next"] is None:
                return found
            asked["cursor"] = answer.json["next"]
