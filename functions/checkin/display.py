"""What a station shows, over HTTP: codes for its screen, the symbol, the poster, the public page.

Whatever no scan needs is imported where it is used: a cold start pays for every module.
"""

from typing import Any

from functions.checkin import schemas
from shared.domain.clock import legal_day
from shared.domain.roles import OVERSEERS, STATION_STAFF
from shared.web import drawing
from shared.web.access import public, roles
from shared.web.call import Answer, Call
from shared.web.proof import CodeListing
from shared.web.request import chosen
from shared.web.service import Routes

SVG, PNG, HTML = "image/svg+xml", "image/png", "text/html"
_TAG = "Codes"
_SHOWERS = STATION_STAFF | OVERSEERS
_REFUSALS = ("station_not_found", "station_closed")

routes = Routes(__name__)


@routes.route(
    "/v1/stations/{station_id}/codes",
    summary="Codes for a station's screen, ahead of time",
    description="At most two hours ahead, so that a screen survives the loss of its network. A screen "
    "fetches every few minutes nonetheless: codes of a station whose codes were replaced are refused.",
    access=roles(_SHOWERS, within="path:station_id"),
    query=CodeListing(),
    answer=schemas.CodesAnswer(),
    refusals=_REFUSALS,
    tag=_TAG,
)
def list_codes(call: Call, station_id: str) -> dict[str, Any]:
    from functions.checkin import showing

    return showing.window_codes(station_id, call.query["start"] or call.now, call.query["count"], call.now)


@routes.route(
    "/v1/stations/{station_id}/codes/current",
    summary="The code of this moment as a QR symbol",
    description=f"`{SVG}`, or `{PNG}` where `Accept` names it first.",
    access=roles(_SHOWERS, within="path:station_id"),
    media=(SVG, PNG),
    refusals=(*_REFUSALS, "not_acceptable"),
    tag=_TAG,
)
def draw_current_code(call: Call, station_id: str) -> Answer:
    from functions.checkin import showing

    media = chosen(call.accept, (SVG, PNG), binary=PNG)
    text = showing.current_text(station_id, call.now)
    return Answer(drawing.png(text) if media == PNG else drawing.svg(text).decode(), media_type=media)


@routes.route(
    "/v1/stations/{station_id}/poster",
    summary="A new poster to print",
    description=f"An A4 page (`{HTML}`), or its QR symbol alone (`{SVG}`, or `{PNG}` where `Accept` names it "
    "first). Posters printed before stay valid until they end or the station's codes are replaced.",
    access=roles(_SHOWERS, within="path:station_id"),
    query=schemas.PosterQuery(),
    media=(HTML, SVG, PNG),
    refusals=(*_REFUSALS, "not_acceptable"),
    tag=_TAG,
)
def draw_poster(call: Call, station_id: str) -> Answer:
    from functions.checkin import pages, showing

    media = chosen(call.accept, (HTML, SVG, PNG), binary=PNG)
    station, poster, text = showing.poster(station_id, legal_day(call.now), call.query["days"])
    if media != HTML:
        body = drawing.png(text, correction="q") if media == PNG else drawing.svg(text, "q").decode()
        return Answer(body, media_type=media)
    return _page(pages.poster_page(station, poster, text), pages.POSTER_POLICY)


@routes.route(
    "/s/{station_id}",
    summary="The public page of a station",
    description="What a phone's own camera opens. The code is in the fragment, which no browser sends.",
    access=public(),
    media=(HTML,),
    refusals=("station_not_found",),
    tag=_TAG,
)
def show_station(call: Call, station_id: str) -> Answer:
    from functions.checkin import pages, registry

    return _page(pages.station_page(registry.station(station_id)), pages.STATION_POLICY)


def _page(text: str, policy: str) -> Answer:
    return Answer(text, headers={"Content-Security-Policy": policy}, media_type=f"{HTML}; charset=utf-8")
