"""What a station shows: codes for its screen, its poster, its public page. One consistent read each."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, cast

from functions.checkin import registry
from shared.domain.errors import Refusal
from shared.domain.proof import codes
from shared.domain.stations import Station, StationStatus
from shared.store.settings import Setting, secret, setting
from shared.web import drawing


def window_codes(station_id: str, start: datetime, count: int, now: datetime) -> dict[str, Any]:
    """The codes of ``count`` windows from ``start`` on, as far as a screen may have them now.

    Raises ``station_not_found``, ``station_closed``.
    """
    station = _open(station_id)
    windows = codes.windows(codes.window_at(start), count, now)
    return {"station": station.id, "now": now, "items": list(_rotating(station, windows))}


def current_text(station_id: str, now: datetime) -> str:
    """What the symbol on the screen says now. Raises as :func:`window_codes`."""
    window = codes.window_at(now)
    (shown,) = _rotating(_open(station_id), range(window, window + 1))
    text: str = shown["url"]
    return text


def poster(station_id: str, issued: date, days: int) -> tuple[Station, codes.Poster, str]:
    """The station, its new poster and what the symbol on it says. Raises as :func:`window_codes`."""
    station = _open(station_id)
    text = codes.make_poster(
        secret(Setting.CHECK_IN_SECRET),
        station.id,
        rotation=station.rotation,
        issued=issued,
        days=days,
        place=station.place,
    )
    return station, cast(codes.Poster, codes.read(text)), _url(station.id, text)


def _open(station_id: str) -> Station:
    station = registry.station(station_id)
    if station.status is StationStatus.CLOSED:
        raise Refusal("station_closed")
    return station


def _rotating(station: Station, windows: range) -> Iterator[dict[str, Any]]:
    master = secret(Setting.CHECK_IN_SECRET)
    for window in windows:
        code = codes.make_rotating(
            master, station.id, rotation=station.rotation, window=window, place=station.place
        )
        begins = codes.window_start(window)
        yield {"begins": begins, "ends": begins + codes.WINDOW, "code": code, "url": _url(station.id, code)}


def _url(station_id: str, code: str) -> str:
    return drawing.url(setting(Setting.PUBLIC_URL), f"s/{station_id}", code)
