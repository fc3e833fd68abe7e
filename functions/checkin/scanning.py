"""A scan becomes a record: verified from the code alone, graded, written in one call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from functions.checkin import records, store
from functions.checkin.records import CheckIn
from shared.domain.proof import codes
from shared.domain.proof.assurance import of_scan
from shared.store.settings import Setting, secret


def check_in(deputy: str, scan: Mapping[str, Any], nonce: str | None, now: datetime) -> tuple[CheckIn, bool]:
    """The record of this scan, and whether it was made now: false for the deputy's first record of the
    same station and legal day, and for a scan sent again under its nonce.

    ``scan`` holds the code and, if sent, the phone's location and time. Raises every
    ``reasons.Reason`` and ``idempotency_key_reused``. One call, none for a code that does not hold.
    """
    verified = codes.verify(secret(Setting.CHECK_IN_SECRET), scan["code"], now, scan.get("captured_at"))
    record = records.new(
        deputy,
        verified.subject,
        verified.day,
        of_scan(verified, scan.get("location")),
        now=now,
        by=deputy,
        moment=verified.moment,
    )
    named = None if nonce is None else store.nonce(deputy, nonce, scan["code"])
    return store.add(record, named, rotation=verified.rotation)
