"""The codes that an activity's screen shows in the hall."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from functions.invitations import registry
from functions.invitations.activities.activity import Activity
from functions.invitations.attendance import times
from shared.domain.places import Place
from shared.domain.proof import codes
from shared.store.settings import Setting, secret, setting

ROTATION = 1
"""Of an activity's key: its codes are not replaced, they end with it."""


def window_codes(activity: Activity, start: datetime, count: int, now: datetime) -> dict[str, Any]:
    """The codes of ``count`` windows from ``start`` on, as far as a screen may have them now, and as far as
    scans of them are taken. Raises as ``times.check_scan``, ``station_not_found``. One call where the
    activity is at a station, whose place the codes carry."""
    times.check_scan(activity, min(now, activity.ends))
    place = None if activity.station is None else registry.station(activity.station).place
    wanted = codes.windows(codes.window_at(start), count, now)
    until = codes.window_at(activity.ends + times.OVERRUN)
    windows = range(wanted.start, min(wanted.stop, until))
    return {"activity": activity.id, "now": now, "items": list(_rotating(activity, place, windows))}


def url(activity: str, code: str) -> str:
    """What the symbol says: the page that a phone's own camera opens, the code as its fragment, which no
    browser sends."""
    return f"{setting(Setting.PUBLIC_URL).rstrip('/')}/a/{activity}#{code}"


def _rotating(activity: Activity, place: Place | None, windows: range) -> Iterator[dict[str, Any]]:
    master = secret(Setting.INVITATION_SECRET)
    for window in windows:
        code = codes.make_rotating(master, activity.id, rotation=ROTATION, window=window, place=place)
        begins = codes.window_start(window)
        yield {"begins": begins, "ends": begins + codes.WINDOW, "code": code, "url": url(activity.id, code)}
