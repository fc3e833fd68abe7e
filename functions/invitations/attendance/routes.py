"""Attendance over HTTP: codes for the screen in the hall, scans, the staff's list, the sheet."""

from typing import Any

from functions.invitations.activities.organising import ORGANISERS, require_organiser, require_preparer
from functions.invitations.attendance import listing, scanning, schemas, showing, store
from shared.domain.roles import READERS, Role
from shared.web.access import public, roles
from shared.web.call import Answer, Call
from shared.web.operation import JSON
from shared.web.pages import HTML
from shared.web.problems import CHINESE
from shared.web.proof import CodeListing
from shared.web.request import chosen
from shared.web.service import Routes
from shared.web.workbooks import XLSX

routes = Routes(__name__)
_TAG = "Attendance"
_ORGANISER = (
    "activity_not_found",
    "not_organiser",
    "group_not_found",
    "group_dissolved",
)
_TIMES = ("activity_state", "attendance_too_early", "attendance_closed")


@routes.route(
    "/v1/activities/{activity_id}/codes",
    summary="Codes for the screen in the hall, ahead of time",
    description="The codes of a station's screen, for this activity: at most two hours ahead. A code of "
    "another activity or of a station is refused where this one's is asked for. Where the activity is at a "
    "station, scans are measured from there.",
    access=roles(ORGANISERS, within="resource"),
    query=CodeListing(),
    answer=schemas.ActivityCodesAnswer(),
    refusals=(*_ORGANISER, *_TIMES, "station_not_found"),
    tag=_TAG,
)
def list_activity_codes(call: Call, activity_id: str) -> dict[str, Any]:
    activity = store.activity(activity_id)
    require_organiser(call.caller, activity)
    return showing.window_codes(activity, call.query["start"] or call.now, call.query["count"], call.now)


@routes.route(
    "/v1/activities/{activity_id}/poster",
    summary="A poster to print for a hall without a screen",
    description="An A4 page. It is valid on the days of the activity, and proves less than a screen: a "
    "poster can be photographed.",
    access=roles(ORGANISERS, within="resource"),
    media=(HTML,),
    headers={"Content-Security-Policy": "Nothing but the page's own style sheet"},
    refusals=(*_ORGANISER, "activity_state", "station_not_found"),
    tag=_TAG,
)
def draw_activity_poster(call: Call, activity_id: str) -> Answer:
    from functions.invitations.attendance import pages

    activity = store.activity(activity_id)
    require_organiser(call.caller, activity)
    return _page(pages.poster_page(activity, showing.poster(activity)), pages.POSTER_POLICY)


@routes.route(
    "/a/{activity_id}",
    summary="What a phone's own camera opens from an activity's symbol",
    description="Tells nothing of the activity. The code is in the fragment, which no browser sends.",
    access=public(),
    media=(HTML,),
    headers={"Content-Security-Policy": "Nothing but the page's own style sheet"},
    tag=_TAG,
)
def show_activity_symbol(_: Call, activity_id: str) -> Answer:
    from functions.invitations.attendance import pages

    return _page(pages.scan_page(activity_id), pages.SCAN_POLICY)


@routes.route(
    "/v1/activities/{activity_id}/attendances",
    methods=["POST"],
    summary="Arrive, or depart, by scanning the code in the hall",
    description="Graded as check-ins at stations are; a genuine code is never refused for weak proof. From "
    "two hours before the start until the activity is closed. Once a legal day, once in all where the "
    "activity lasts no longer than a day: a scan sent again answers what stands. By whoever is invited; "
    "what a station holds is open to the deputies of every congress above it.",
    access=roles(Role.DEPUTY, Role.MEMBER, within="anywhere"),
    body=schemas.AttendanceScan(),
    answer=schemas.AttendanceAnswer(),
    status=201,
    also={200: "What stands already"},
    refusals=(
        "code_malformed",
        "code_unknown_version",
        "code_forged",
        "code_for_other",
        "code_expired",
        "code_not_yet_valid",
        "code_window_mismatch",
        "captured_in_future",
        "captured_too_old",
        "activity_not_found",
        *_TIMES,
        "not_invited",
        "not_arrived",
        "person_not_found",
        "limit_reached",
    ),
    tag=_TAG,
)
def attend(call: Call, activity_id: str) -> Answer:
    entry, made = scanning.scan(call.caller, activity_id, call.body, call.now)
    return Answer(entry, status=201 if made else 200)


@routes.route(
    "/v1/activities/{activity_id}/attendances/{person_id}",
    methods=["PUT"],
    summary="Enter or correct somebody's attendance by hand",
    description="For those without a phone, and for absence. From two hours before the start until seven "
    "days after the closing. A correction needs a reason; what the list said before stays with it, and the "
    "duty record is voided or restored, never changed.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.ListedAttendance(),
    answer=schemas.AttendanceAnswer(),
    refusals=(
        *_ORGANISER,
        "activity_state",
        "attendance_too_early",
        "attendance_settled",
        "person_not_found",
        "limit_reached",
        "attended_already",
    ),
    tag=_TAG,
)
def enter_attendance(call: Call, activity_id: str, person_id: str) -> Any:
    known = store.known(activity_id, person_id)
    require_organiser(call.caller, known.activity)
    return listing.enter(known, person_id, call.body, call.caller.person, call.now)


@routes.route(
    "/v1/activities/{activity_id}/attendance-sheet",
    summary="The attendance sheet",
    description="Everybody invited, what they answered, and whether they were there. JSON, a page to print "
    f"(`{HTML}`), or a workbook where `Accept` names the type of XLSX first.",
    access=roles(ORGANISERS | READERS, within="resource"),
    answer=schemas.SheetAnswer(),
    media=(JSON, HTML, XLSX),
    headers={
        "Content-Disposition": "Of a workbook: a name for the file",
        "Content-Security-Policy": "Of the page: nothing but its own style sheet",
    },
    refusals=(*_ORGANISER, "not_acceptable"),
    tag=_TAG,
)
def get_attendance_sheet(call: Call, activity_id: str) -> Answer:
    from functions.invitations.attendance import pages, sheet, table  # few requests print anything

    media = chosen(call.accept, (JSON, HTML, XLSX), binary=XLSX)
    activity = store.activity(activity_id)
    require_preparer(call.caller, activity)
    told = sheet.sheet(activity, call.now)
    if media == HTML:
        return _page(pages.sheet_page(told), pages.SHEET_POLICY)
    if media == XLSX:
        body = table.attendance_workbook(told, call.language == CHINESE)
        headers = {"Content-Disposition": f'attachment; filename="attendance-{activity_id}.xlsx"'}
        return Answer(body, headers=headers, media_type=XLSX)
    return Answer(told)


def _page(text: str, policy: str) -> Answer:
    return Answer(text, headers={"Content-Security-Policy": policy}, media_type=f"{HTML}; charset=utf-8")
