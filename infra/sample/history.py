"""Made-up visits of last year, written straight into the table of records: how often deputies came, so that
there is somebody who did what the rules ask and somebody who did not.

No route takes visits so old, and that is as it should be: a province's own are in its table already.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle

from functions.checkin import records, store
from infra.local.client import Client, Unexpected
from infra.local.stack import LocalStack
from shared.domain.clock import SHANGHAI
from shared.domain.proof.assurance import Assurance, Proof, Timing, Whereabouts
from shared.store.records import RecordItem

VISITS_IN_SHANGQIU = (3, 1, 2)
"""How often one deputy after the other came; three times is what a county's must (Shangqiu art. 13). Nobody
stayed away: whom no record is about gets into lists with the night only."""
VISITS_IN_SHENZHEN = (12, 4, 2)
"""Twelve and four times is what Shenzhen's draft asks (art. 29)."""
_PER_CALL = 25
"""Items that BatchWriteItem takes (AWS)."""
_SEEN = Assurance(Proof.ROTATING, Whereabouts.INSIDE, Timing.LIVE, (), 12)


def write(stack: LocalStack, reader: Client, query: str, visits: Sequence[int], year: int) -> int:
    """The visits in this year of the deputies that a query lists, a page of them at most; says how many.
    Raises ``Unexpected`` where the engine does not take them all."""
    found = reader.must(200, "GET", f"/v1/deputies?{query}&limit=100").json["items"]
    items = [
        item
        for deputy, times in zip(found, cycle(visits), strict=False)
        if deputy["station"] is not None
        for item in _visits(deputy["id"], deputy["station"], times, year)
    ]
    table, engine = stack.physical_id("Records"), stack.client("dynamodb")
    for start in range(0, len(items), _PER_CALL):
        puts = [{"PutRequest": {"Item": item.serialize()}} for item in items[start : start + _PER_CALL]]
        if engine.batch_write_item(RequestItems={table: puts}).get("UnprocessedItems"):
            raise Unexpected("the engine did not take all visits of last year")
    return len(items)


def _visits(deputy: str, station: str, times: int, year: int) -> Iterator[RecordItem]:
    """Evenly through the year, in the morning, each scanned from the station's screen."""
    for number in range(times):
        day = date(year, 1, 15) + timedelta(days=number * 330 // max(times, 1))
        moment = datetime.combine(day, time(9, 30), SHANGHAI)
        yield store.new_item(records.new(deputy, station, day, _SEEN, now=moment, by=deputy, moment=moment))
