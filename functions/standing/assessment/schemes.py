"""The schemes in force: instruments whose metrics assess stations."""

from datetime import date

from functions.standing.assessment.assessing import metrics_of
from functions.standing.projection import periods
from shared.domain.errors import Refusal
from shared.regulations.rules import Status
from shared.store.packs import packs


def longest_period(scheme: str, day: date) -> str:
    """The label of the scheme's longest period that ``day`` falls in, by its newest version in force at any
    time. Raises ``Refusal("scheme_not_found")``."""
    versions = [
        pack
        for pack in packs().packs
        if pack.instrument.id == scheme and pack.instrument.status is Status.IN_FORCE
    ]
    parts = list(metrics_of(versions[-1].parts())) if versions else []
    if not parts:
        raise Refusal("scheme_not_found", scheme=scheme)
    return periods.longest(parts, day)
