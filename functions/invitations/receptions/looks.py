"""The list of arranged reception days at which a daily job looks, each from the day on which there may be
something to tell."""

from dataclasses import dataclass
from datetime import date, timedelta

from functions.invitations.tables import LOOK, RECEPTION_LOOKS, ActivityItem, reception_key
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, unchanged, value_of
from shared.store.pages import Page, index_page
from shared.store.writing import Write, commit, put, remove

WATCHED = timedelta(days=7)
"""How long before a day that is final it is looked at whether it still is. No regulation says so."""
_RACED = Refusal("conflict")


@dataclass(frozen=True, slots=True)
class Look:
    """A day that is arranged."""

    division: str
    day: date
    version: int = 1


def due_from(division: str, day: date, version: int, *, at_once: bool, today: date) -> Write:
    """Puts a day on the list, with its arrangement of this version: ``at_once``, or from a week before."""
    return put(_item(Look(division, day), version, today if at_once else day - WATCHED))


def looked_at(today: date, *, limit: int, cursor: str | None) -> Page[Look]:
    """Those to be looked at by ``today``. One call."""
    page = index_page(ActivityItem, RECEPTION_LOOKS, limit=limit, cursor=cursor, between=("0", f"{today}~"))
    return page.map(lambda item: value_of(item, Look))


def look_at(division: str, day: date) -> Look | None:
    """What the list has of a day. One call."""
    item = engine.get(ActivityItem, reception_key(division, day), LOOK, consistent=True)
    return None if item is None else value_of(item, Look)


def look_again(look: Look) -> None:
    """From a week before the day on. One call."""
    _settle(put(_item(look, look.version + 1, look.day - WATCHED), unchanged(look.version), _RACED))


def told(look: Look) -> None:
    """Takes it off the list. One call."""
    item = ActivityItem(reception_key(look.division, look.day), LOOK)
    _settle(remove(item, unchanged(look.version), _RACED))


def _settle(write: Write) -> None:
    """Whoever arranged the day anew at the same moment has put it on the list anew."""
    try:
        commit(write)
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise


def _item(look: Look, version: int, from_day: date) -> ActivityItem:
    item = ActivityItem(reception_key(look.division, look.day), LOOK, version=version, body=body_of(look))
    item.gsi1pk, item.gsi1sk = RECEPTION_LOOKS, f"{from_day}#{look.division}#{look.day}"
    return item
