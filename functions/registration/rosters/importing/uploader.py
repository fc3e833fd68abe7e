"""On whose behalf rows are taken: the uploader, with the roles that still hold."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.registration.people import holdings
from functions.registration.rosters.store import RosterItem
from shared.domain.clock import legal_day
from shared.domain.roles import Caller


@dataclass(frozen=True, slots=True)
class Uploader:
    """``today`` is the legal day on which the import began, ``source`` what the file was called."""

    caller: Caller
    today: date
    source: str


def uploader_of(item: RosterItem, now: datetime) -> Uploader:
    """The uploader with the roles held when the file was announced and held still: what was taken away
    meanwhile imports nothing, and what was given since was not meant. One call."""
    held = holdings(item.by).granted
    standing = tuple(grant for grant in item.roles if grant in held)
    return Uploader(Caller(item.by, standing, item.id, now), legal_day(now), item.filename)
