"""Corrections: what a record says is never changed; who corrects it says so beside it."""

from datetime import datetime
from typing import Any

from functions.checkin import store
from functions.checkin.records import RecordKey
from shared.store import corrections
from shared.store.corrections import Correction


def correct(
    key: RecordKey, fields: dict[str, Any], *, name: str, mark: str | None, by: str, now: datetime
) -> tuple[Correction, bool]:
    """The correction that ``fields`` tell of (action, reason), called ``name``, and whether it was made
    now: false for a request repeated (``mark``).

    A voided record may be restored, and voided again, each time by a correction of its own. Raises
    ``record_not_found``, ``already_corrected``, ``not_voided``, ``idempotency_key_reused``. One call.
    """
    correction = Correction(f"{key.id}.{name}", key.id, by=by, at=now, **fields)
    return corrections.correct(correction, store.target(key), mark)
