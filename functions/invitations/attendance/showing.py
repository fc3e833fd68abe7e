"""The codes of an activity: for the screen in the hall, for a poster."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from functions.invitations import registry
from functions.invitations.activities.activity import Activity
from functions.invitations.attendance import times
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.places import Place
from shared.domain.proof import codes
from shared.store.settings import Setting, secret, setting
from shared.web import drawing

ROTATION = 1
"""Of an activity's key: its codes are not replaced, they end with it."""


def window_codes(activity: Activity, start: datetime, count: int, now: datetime) -> dict[str, Any]:
    """The codes of ``count`` windows from ``start`` on, as far as a screen may have them now, and as far as
    scans of them are taken. Raises as ``times.check_scan``, ``station_not_found``. One call where the
    activity is at a station, whose place the codes carry."""
    times.check_scan(activity, min(now, activity.ends))
    place = _place(activity)
    wanted = codes.windows(codes.window_at(start), count, now)
    until = codes.window_at(activity.ends + times.OVERRUN)
    windows = range(wanted.start, min(wanted.stop, until))
    return {"activity": activity.id, "now": now, "items": list(_rotating(activity, place, windows))}


def poster(activity: Activity) -> str:
    """What the symbol of a poster says, valid on the days on which scans of the activity are taken. Raises
    ``activity_state``, ``station_not_found``. One call where the activity is at a station."""
    if activity.state not in times.HELD:
        raise Refusal("activity_state", state=activity.state)
    first = legal_day(activity.starts - times.EARLY)
    last = legal_day(activity.ends + times.OVERRUN)
    code = codes.make_poster(
        secret(Setting.INVITATION_SECRET),
        activity.id,
        rotation=ROTATION,
        issued=first,
        days=(last - first).days + 1,
        place=_place(activity),
    )
    return _url(activity.id, code)


def _place(activity: Activity) -> Place | None:
    return None if activity.station is None else registry.station(activity.station).place


def _url(activity: str, code: str) -> str:
    return drawing.url(setting(Setting.PUBLIC_URL), f"a/{activity}", code)


def _rotating(activity: Activity, place: Place | None, windows: range) -> Iterator[dict[str, Any]]:
    master = secret(Setting.INVITATION_SECRET)
    for window in windows:
        code = codes.make_rotating(master, activity.id, rotation=ROTATION, window=window, place=place)
        begins = codes.window_start(window)
        yield {"begins": begins, "ends": begins + codes.WINDOW, "code": code, "url": _url(activity.id, code)}
