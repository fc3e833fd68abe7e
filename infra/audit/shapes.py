"""Every kind of item that the system writes, and the value in it: what is none of them was never meant to be
there, and no other invariant would look at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from functions.checkin.records import CheckIn
from functions.invitations.activities.activity import Activity
from functions.invitations.activities.materials import Material
from functions.invitations.activities.store import Listed as ActivityListed
from functions.invitations.appointments.appointment import Appointment
from functions.invitations.appointments.store import Look as AppointmentLook
from functions.invitations.attendance.entry import Entry as Attended
from functions.invitations.contacts.contact import Contact
from functions.invitations.groups.group import Plan, Vote, Wish
from functions.invitations.inspections.request import InspectionRequest
from functions.invitations.inviting.invitation import Invitation
from functions.invitations.receptions.looks import Look as ReceptionLook
from functions.invitations.receptions.reception import Booking, Conversation, Places, Reception
from functions.invitations.reminding.reminders import Reminder
from functions.invitations.voiced.opinion import Opinion as Voiced
from functions.invitations.voiced.store import Owed
from functions.notifications.addresses.store import Confirming
from functions.notifications.preferences.deciding import Preferences
from functions.publications.consultations.consultation import (
    Comment,
    Consultation,
    Invited,
    Wording,
)
from functions.publications.consultations.consultation import Listed as ConsultationListed
from functions.publications.documents.publication import Publication, Reader, Version
from functions.publications.filings.filing import Below, Filing
from functions.publications.stations.showing import ContactPoint, Shown
from functions.registration.deputies.history import Change
from functions.registration.people import SignedOut
from functions.registration.staff.appointments import Appointment as Grant
from functions.suggestions.cases.case import Entry
from functions.suggestions.desk.templates.template import Template
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.handovers.store import Due
from functions.suggestions.matters.appeals.appeal import Appeal
from functions.suggestions.matters.letters.concern import Concern
from functions.suggestions.matters.obstruction.report import Report
from functions.suggestions.numbers.figure import Figure
from functions.suggestions.numbers.giving import Report as GivenReport
from functions.suggestions.numbers.tally import Tally
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.opinions.similar.entries import Entry as Likeness
from functions.suggestions.opinions.store import Resident
from functions.suggestions.promises.watching import Watch
from functions.suggestions.publishing.store import Copy
from functions.suggestions.publishing.store import Listed as PublicListed
from functions.suggestions.suggestions.suggestion import Suggestion
from infra.audit.finding import Code, Finding, Snapshot, found
from infra.audit.snapshot import Stored, value_in
from shared.domain.deputies import Deputy
from shared.domain.groups import Group, Membership
from shared.domain.members import Link, Member
from shared.domain.stations import Station
from shared.domain.units import Unit
from shared.store.corrections import Correction
from shared.store.jobs import Job


@dataclass(frozen=True, slots=True)
class Shape:
    """What the keys look like (a partition's kind, the rest of it, the sort key), and the value's class, if
    the body is one."""

    table: str
    kind: str
    pk: str
    sk: str
    cls: type[Any] | None = None


_ID = "[a-z][0-9a-z]{20}"
_CODE = r"\d+(-\d\d)?"
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
_DAY = rf"{_MONTH}-(0[1-9]|[12]\d|3[01])"
_AT = rf"{_DAY}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d[^#]*"
_WHO = rf"({_ID}|[a-z_]+:.+)"
_RECORDED = "DEPUTY|STATION|GROUP|MEMBER|COMMITTEE|UNIT"
_LISTS = "OPINIONS|SUGGESTIONS|LETTERS|HEARD|APPEALS|OBSTRUCTIONS"

SHAPES = (
    Shape("Registry", "STATION", _CODE, "STATION", Station),
    Shape("Registry", "FENCE", rf"{_CODE}#\d\d", "FENCE"),
    Shape("Registry", "PERSON", _ID, "HOLDS#DEPUTY", Deputy),
    Shape("Registry", "PERSON", _ID, "HOLDS#MEMBER", Member),
    Shape("Registry", "PERSON", _ID, "HOLDS#ROLE#.+", Grant),
    Shape("Registry", "PERSON", _ID, "HOLDS#SIGNED_OUT", SignedOut),
    Shape("Registry", "PERSON", _ID, f"(LINK|LINKED)#{_ID}", Link),
    Shape("Registry", "PERSON", _ID, "GROUP#.+", Membership),
    Shape("Registry", "PERSON", _ID, "CHANGE#.+", Change),
    Shape("Registry", "GROUP", _ID, "GROUP", Group),
    Shape("Registry", "GROUP", _ID, f"MEMBER#{_ID}", Membership),
    Shape("Registry", "UNIT", _ID, "UNIT", Unit),
    Shape("Registry", "ROSTER", _ID, "ROSTER"),
    Shape("Identities", "CHALLENGE", ".+", "CHALLENGE"),
    Shape("Identities", "PHONE", ".+", "PHONE"),
    Shape("Identities", "PERSON", _ID, "CONTACT"),
    Shape("Identities", "SESSION", ".+", "SESSION"),
    Shape("Identities", "LIMIT", ".+", "LIMIT"),
    Shape("Records", "DEPUTY", _ID, rf"RECORD#{_DAY}#check_in#.+", CheckIn),
    Shape("Records", _RECORDED, ".+", rf"RECORD#{_DAY}#[^#]+#.+"),
    Shape("Records", _RECORDED, ".+", rf"CORRECTION#{_DAY}#[^#]+#.+", Correction),
    Shape("Records", "NONCE", ".+", "NONCE", CheckIn),
    Shape("Standings", _RECORDED, ".+", ".*~.*|.+#.*#.*#.*#.+"),
    Shape("Activities", "ACTIVITY", _ID, "ACTIVITY", Activity),
    Shape("Activities", "ACTIVITY", _ID, "SEATS"),
    Shape("Activities", "ACTIVITY", _ID, f"INVITATION#{_ID}", Invitation),
    Shape("Activities", "ACTIVITY", _ID, f"WAITING#{_AT}#{_ID}"),
    Shape("Activities", "ACTIVITY", _ID, r"REMINDER#\d+", Reminder),
    Shape("Activities", "ACTIVITY", _ID, r"MATERIAL#.+#\d+", Material),
    Shape("Activities", "ACTIVITY", _ID, f"ATTENDANCE#{_ID}#{_DAY}", Attended),
    Shape("Activities", "ACTIVITY", _ID, f"VOICED#{_ID}", Voiced),
    Shape("Activities", "ACTIVITIES", rf"{_CODE}#{_MONTH}", f"{_AT}#{_ID}", ActivityListed),
    Shape("Activities", "FEEDBACK", _CODE, f"({_DAY}|0000-00-00)#{_AT}#{_ID}", Owed),
    Shape("Activities", "COVERAGE", ".+", _ID),
    Shape("Activities", "INSPECTION_REQUEST", _ID, "INSPECTION_REQUEST", InspectionRequest),
    Shape("Activities", "CALENDAR", _ID, "CALENDAR"),
    Shape("Activities", "APPOINTMENT", _ID, "APPOINTMENT", Appointment),
    Shape("Activities", "APPOINTMENT", _ID, "LOOK", AppointmentLook),
    Shape("Activities", "CONTACT", _ID, "CONTACT", Contact),
    Shape("Activities", "PERSON", _ID, f"APPOINTMENT#{_AT}#{_ID}"),
    Shape("Activities", "PERSON", _ID, f"CONTACT#{_DAY}#{_ID}"),
    Shape("Activities", "RECEPTION", rf"\d+#{_DAY}", "RECEPTION", Reception),
    Shape("Activities", "RECEPTION", rf"\d+#{_DAY}", "PLACES", Places),
    Shape("Activities", "RECEPTION", rf"\d+#{_DAY}", "LOOK", ReceptionLook),
    Shape("Activities", "RECEPTION", rf"\d+#{_DAY}", f"BOOKING#{_ID}", Booking),
    Shape("Activities", "RECEPTION", rf"\d+#{_DAY}", f"CONVERSATION#{_ID}", Conversation),
    Shape("Activities", "GROUP", _ID, r"PLAN#\d{4}", Plan),
    Shape("Activities", "WISH", _ID, "WISH", Wish),
    Shape("Activities", "WISH", _ID, f"VOTE#{_ID}", Vote),
    Shape("Activities|Publications", "JOB", ".+", "JOB", Job),
    Shape("Suggestions", "CASE", "e.+", "CASE", Opinion),
    Shape("Suggestions", "CASE", "s.+", "CASE", Suggestion),
    Shape("Suggestions", "CASE", "h.+", "CASE", Concern),
    Shape("Suggestions", "CASE", "t.+", "CASE", Appeal),
    Shape("Suggestions", "CASE", "x.+", "CASE", Report),
    Shape("Suggestions", "CASE", _ID, r"EVENT#\d{6}", Entry),
    Shape("Suggestions", "CASE", _ID, "HANDOVER#.+", HandOver),
    Shape("Suggestions", "CASE", _ID, "PROMISE#.+", Watch),
    Shape("Suggestions", "CASE", _ID, "PUBLISHED", Copy),
    Shape("Suggestions", "CASE", _ID, "RESIDENT", Resident),
    Shape("Suggestions", "CASE", _ID, "FIGURE", Figure),
    Shape("Suggestions", _LISTS, f"{_CODE}#[A-Za-z_]+", f"{_AT}#{_ID}"),
    Shape("Suggestions", "LIKE", r"\d+", f"{_AT}#{_ID}", Likeness),
    Shape("Suggestions", "PUBLISHED", _CODE, f"{_AT}#{_ID}", PublicListed),
    Shape("Suggestions", "DUE", ".+", f".+#{_ID}#.+", Due),
    Shape("Suggestions", "SIGNER|SHOWN|[A-Z]+_OF", _ID, f"{_AT}#{_ID}"),
    Shape("Suggestions", "FIGURES", f"[A-Z]+#[^#]+#{_MONTH}", _ID, Tally),
    Shape("Suggestions", "TALLY", "[A-Z]+#[^#]+", _MONTH, Tally),
    Shape("Suggestions", "TALLIES", f"[A-Z]+#[^#]+#{_MONTH}", ".+", Tally),
    Shape("Suggestions", "REPORT", r"\d+#\d{4}", "REPORT", GivenReport),
    Shape("Suggestions", "CALENDAR", "", "CALENDAR"),
    Shape("Suggestions", "TEMPLATE", _ID, "TEMPLATE", Template),
    Shape("Suggestions", "BATCH", ".+", "BATCH"),
    Shape("Suggestions|Publications", "LIMIT", ".+", "LIMIT"),
    Shape("Publications", "PUBLICATION", _ID, "PUBLICATION", Publication),
    Shape("Publications", "PUBLICATION", _ID, r"VERSION#\d{4}", Version),
    Shape("Publications", "PUBLICATION", _ID, f"READER#{_ID}", Reader),
    Shape("Publications", "PUBLICATION|CONSULTATION", _ID, "COUNT#.+"),
    Shape("Publications", "TOLD", f".+#{_DAY}", ".+"),
    Shape("Publications", "CONSULTATION", _ID, "CONSULTATION", Consultation),
    Shape("Publications", "CONSULTATION", _ID, "TEXT", Wording),
    Shape("Publications", "CONSULTATION", _ID, f"INVITED#{_ID}", Invited),
    Shape("Publications", "CONSULTATION", _ID, f"COMMENT#{_ID}", Comment),
    Shape("Publications", "CONSULTATIONS", _CODE, f"{_DAY}#{_ID}", ConsultationListed),
    Shape("Publications", "STATION", _CODE, "PUBLIC#.+", Shown),
    Shape("Publications", "STATION", _CODE, "CONTACT_POINT", ContactPoint),
    Shape("Publications", "FILING", _ID, "FILING", Filing),
    Shape("Publications", "FILINGS", r"\d+", r"\d+", Below),
    Shape("Inbox", "INBOX", _WHO, f"{_AT}#{_ID}"),
    Shape("Inbox", "DELIVERY", _ID, f"{_ID}#[a-z]+"),
    Shape("Inbox", "DIGEST", _ID, f"HELD#.+|DAY#{_DAY}"),
    Shape("Inbox", "DIGESTS", r"\d", f"{_AT}#{_ID}"),
    Shape("Inbox", "PREFERENCES", _ID, "PREFERENCES", Preferences),
    Shape("Inbox", "CONSENT", _ID, "wechat#.+|GIVEN#.+|USED#.+"),
    Shape("Inbox", "CIRCUIT", "[a-z]+", "CIRCUIT"),
    Shape("Inbox", "ADDRESS", _ID, f"EMAIL|ASKED#{_DAY}"),
    Shape("Inbox", "CONFIRMING", _ID, "CONFIRMING", Confirming),
)


class _Shapes:
    """The shapes by table and kind of partition, their patterns made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[tuple[re.Pattern[str], re.Pattern[str], Shape]]] = {}

    def of(self, item: Stored) -> Shape | None:
        kind, _, rest = item.pk.partition("#")
        key = item.table, kind
        if key not in self._known:
            self._known[key] = [
                (re.compile(shape.pk), re.compile(shape.sk, re.DOTALL), shape)
                for shape in SHAPES
                if re.fullmatch(shape.table, item.table) and re.fullmatch(shape.kind, kind)
            ]
        for pk, sk, shape in self._known[key]:
            if pk.fullmatch(rest) and sk.fullmatch(item.sk):
                return shape
        return None


def shapes(snapshot: Snapshot) -> Iterator[Finding]:
    """Each item is of a kind that the system writes, and holds what belongs there."""
    known = _Shapes()
    for item in snapshot:
        shape = known.of(item)
        if shape is None:
            yield found(Code.UNKNOWN, item, "nothing writes an item under such a key")
        elif not item.is_readable:
            yield found(Code.UNREADABLE, item, "its body, its version or its correction is none")
        elif shape.cls is not None and value_in(item, shape.cls) is None:
            yield found(Code.UNREADABLE, item, f"holds no {shape.cls.__name__}")


CHECKS = (shapes,)
