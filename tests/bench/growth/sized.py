"""One size of the province: loaded, counted, read, and walked through by night."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.standing.projection.nightly import RESERVE
from functions.suggestions.numbers import counting
from functions.suggestions.numbers.store import Place as Counted
from functions.suggestions.numbers.store import recount
from infra.sample.copies import Copier, Per, Place, counts, key_of, places
from shared.domain import clock
from shared.store import engine
from tests.bench.growth import nightly
from tests.bench.growth.loading import Loader
from tests.bench.growth.measuring import Reader, Refused
from tests.bench.growth.reads import reads
from tests.bench.growth.workshop import ASKED, Workshop
from tests.engines.dynamodb_local import DynamoDBLocal
from tests.engines.tables import definitions, make_tables

UNIT = 26
"""Stations of the smallest province."""
WHOLE = 2586
"""Henan's, where 100 times are asked for."""
MONTHS = ("2026-11", "2026-12")
SHORT = RESERVE / 1000 + 5
"""Seconds of an invocation that has five for its work: so splitting is seen where a night is short."""


@dataclass(frozen=True)
class Options:
    """``most``: seconds after which the nightly pass is broken off. ``folder``: where a loaded province is
    kept for the next run; in memory without it."""

    night: bool = True
    most: float = float("inf")
    folder: Path | None = None


def measure(workshop: Workshop, size: int, options: Options) -> dict[str, Any]:
    """Everything about a province of so many times :data:`UNIT` stations."""
    chosen = places(min(size * UNIT, WHOLE))
    folder = None if options.folder is None else options.folder / f"{size}x"
    loaded = None if folder is None else folder / "loaded.json"
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with DynamoDBLocal(folder, heap="3g") as local:
        client = local.client()
        names = {name: workshop.world.names[name] for name in definitions()}
        workshop.patch.setenv("AWS_ENDPOINT_URL_DYNAMODB", local.endpoint_url)
        workshop.patch.setattr(clock, "now", lambda: ASKED)
        engine.reset()
        try:
            made: dict[str, Any] = {"places": dict(counts(chosen))}
            if loaded is not None and loaded.exists():
                made |= json.loads(loaded.read_text("utf-8"))
            else:
                make_tables(client, names)
                made |= _load(Loader(local.endpoint_url, names), workshop, chosen)
                _tally(workshop, chosen)
                if loaded is not None:
                    loaded.write_text(json.dumps(made), "utf-8")
            print(f"  {made}", flush=True)
            made["reads"], made["refused"] = _read(Reader(workshop), workshop)
            if options.night:
                made["nightly"] = _nights(workshop, size, options, client, names["Standings"])
            return made
        finally:
            workshop.patch.delenv("AWS_ENDPOINT_URL_DYNAMODB")
            engine.reset()


def _read(reader: Reader, workshop: Workshop) -> tuple[list[Any], list[str]]:
    """What every request cost, and those that were not answered."""
    found, refused = [], []
    for read in reads(workshop.found):
        try:
            found.append(reader.read(read).plain())
        except Refused as answer:
            refused.append(str(answer))
            print(f"  {answer}", flush=True)
    return found, refused


def _load(loader: Loader, workshop: Workshop, chosen: list[Place]) -> dict[str, Any]:
    copier = Copier(workshop.families())
    seen: Counter[str] = Counter()
    begun = time.monotonic()
    loader.load(_counted(copier.originals(), seen))
    loader.load(_counted(copier.copies(chosen), seen))
    return {**{name: seen[name] for name in sorted(seen)}, "load_seconds": round(time.monotonic() - begun)}


_KINDS = {"HOLDS#DEPUTY": "deputies", "CASE": "cases", "ACTIVITY": "activities"}


def _counted(items: Iterable[tuple[str, str]], seen: Counter[str]) -> Iterator[tuple[str, str]]:
    for table, text in items:
        seen["items"] += 1
        sort = key_of(text).partition('"sk":{"S":"')[2]
        kind = "records" if sort.startswith("RECORD#") else _KINDS.get(sort)
        if kind is not None:
            seen[kind] += 1
        yield table, text


def _tally(workshop: Workshop, chosen: list[Place]) -> None:
    """The numbers of each county, city and of the province, as the stream leaves them: from those below."""
    workshop.act_as("TallyFunction")
    for per in (Per.COUNTY, Per.CITY, Per.PROVINCE):
        for scope in sorted({place.of(per) for place in chosen}):
            for kind in counting.KINDS:
                for month in MONTHS:
                    recount(Counted(kind, scope, month))


def _nights(workshop: Workshop, size: int, options: Options, client: Any, table: str) -> dict[str, Any]:
    """The first night, and one like every night after it; at the smallest size also one from empty lists in
    short invocations, and one killed in the middle, both of which must come to the same lists."""
    nightly.committees_once(workshop)
    first = nightly.night(workshop, seconds=nightly.timeout(), most=options.most)
    told = {"timeout": nightly.timeout(), **first.plain()}
    print(f"  {told}", flush=True)
    if not first.complete:
        return told
    told["again"] = nightly.night(workshop, seconds=nightly.timeout(), most=options.most).plain()
    print(f"  again: {told['again']}", flush=True)
    if size > 1:
        return told

    def lists() -> str:
        return nightly.hashed(nightly.lists_of(client, table, first.walked))

    expected = lists()
    nightly.forget(client, table, first.walked)
    short = nightly.night(workshop, seconds=SHORT)
    same = [lists() == expected]
    nightly.forget(client, table, first.walked)
    killed = nightly.night(workshop, seconds=SHORT, killed_after=short.subjects // 2)
    same.append(lists() == expected)
    return {**told, "from_nothing": short.plain(), "killed": killed.plain(), "same_lists": all(same)}
