"""Visits over HTTP: sent later, entered by hand, corrected."""

from typing import Any

from functions.checkin import batch, correcting, entering, policy, records, scan_schemas, schemas, store
from functions.checkin.answering import FIRST, TAG, answer
from shared.domain.roles import OVERSEERS, READERS, STATION_STAFF, Role
from shared.store import corrections
from shared.store.corrections import Correction
from shared.store.pages import Page
from shared.web import problems
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_CORRECTORS = STATION_STAFF | OVERSEERS


@routes.route(
    "/v1/check-ins/batch",
    methods=["POST"],
    summary="Send scans that were made without network",
    description="Each scan is answered by itself, in order: a refused one harms no other. The batch sent "
    "again, or a nonce twice in it, makes nothing twice.",
    access=roles(Role.DEPUTY, within="anywhere"),
    body=schemas.ScanBatch(),
    answer=schemas.BatchAnswer(),
    tag=TAG,
)
def check_in_batch(call: Call) -> dict[str, Any]:
    sent = batch.send(
        call.caller.person,
        call.body["items"],
        call.now,
        policy.counted_grades(),
        lambda refusal: problems.document(refusal, call.language, call.request_id)[1],
    )
    return {"items": list(sent)}


@routes.route(
    "/v1/stations/{station_id}/entries",
    methods=["POST"],
    summary="Enter a visit by hand",
    description=f"Where no phone could scan; at most {entering.DAYS_BACK} days back.",
    access=roles(STATION_STAFF, within="path:station_id"),
    body=schemas.Entry(),
    answer=scan_schemas.RecordAnswer(),
    status=201,
    also=FIRST,
    idempotent=True,
    refusals=("station_not_found", "station_closed", "deputy_not_found", "day_out_of_range"),
    tag=TAG,
)
def enter_visit(call: Call, station_id: str) -> Answer:
    staff, key = call.caller.person, call.idempotency_key
    named = None if key is None else store.nonce(staff, key, call.fingerprint)
    return answer(entering.enter(staff, station_id, call.body, named, call.now))


@routes.route(
    "/v1/records/{record_id}/corrections",
    methods=["POST"],
    summary="Void a record, or restore a voided one",
    description="What the record says never changes: the correction stands beside it for good.",
    access=roles(_CORRECTORS, within="resource"),
    body=schemas.CorrectionFields(),
    answer=scan_schemas.CorrectionAnswer(),
    status=201,
    also={200: "The correction that the same request made before"},
    idempotent=True,
    refusals=("record_not_found", "already_corrected", "not_voided"),
    tag=TAG,
)
def correct_record(call: Call, record_id: str) -> Answer:
    key, name = records.parse_id(record_id), call.new_id("c")[:11]
    call.caller.require_reach(_CORRECTORS, key.station)
    correction, made = correcting.correct(
        key, call.body, name=name, mark=call.mark, by=call.caller.person, now=call.now
    )
    return Answer(correction, status=201 if made else 200)


@routes.route(
    "/v1/records/{record_id}/corrections",
    summary="All corrections of a record",
    description="Oldest first, on one page. A record's own entry in a list tells the last one.",
    access=roles(READERS, within="resource"),
    answer=schemas.CORRECTION_PAGE,
    refusals=("record_not_found",),
    tag=TAG,
)
def list_corrections(call: Call, record_id: str) -> Page[Correction]:
    key = records.parse_id(record_id)
    call.caller.require_reach(READERS, key.station)
    return Page(corrections.of_record(store.target(key)), None)
