"""What the county's deputies meet for, what is published to them, what they are told."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from functions.invitations.activities.activity import Activity, Organiser, OrganiserKind, State
from functions.invitations.activities.materials import Material
from functions.invitations.activities.store import list_entries
from functions.invitations.appointments.appointment import Act, Appointment, Counterpart, Step, Whom
from functions.invitations.attendance.entry import Entry, Outcome, summary
from functions.invitations.candidates.coverage import CoverageItem
from functions.invitations.contacts.contact import Contact
from functions.invitations.groups.group import Vote, Wish
from functions.invitations.inviting import invitation as invitations
from functions.invitations.inviting.invitation import Invitation
from functions.invitations.inviting.store import SeatsItem
from functions.invitations.inviting.store import new_item as invitation_item
from functions.invitations.receptions.reception import Booking, Opening, Places, Reception, Slot
from functions.invitations.reminding.reminders import Reminder
from functions.invitations.tables import (
    ACTIVITY,
    APPOINTMENT,
    BOOKING,
    CONTACT,
    PLACES,
    RECEPTION,
    SEATS,
    WISH,
    ActivityItem,
    activity_key,
    appointment_key,
    appointments_key,
    attendance_sort,
    bookings_key,
    contact_key,
    contacts_key,
    coverage_key,
    due_key,
    material_sort,
    person_key,
    reception_key,
    receptions_key,
    reminder_sort,
    time_sort,
    voiced_sort,
    waiting_sort,
    wish_key,
    wishes_key,
)
from functions.invitations.voiced import store as voiced
from functions.invitations.voiced.opinion import Opinion
from functions.notifications.consents.store import UseItem
from functions.notifications.digests.store import SHARDS, DueItem, HeldItem
from functions.publications.consultations import store as consultations
from functions.publications.consultations.consultation import Comment, Consultation, Kind, Wording
from functions.publications.consultations.consultation import State as Asking
from functions.publications.documents import readers
from functions.publications.documents.audience import Person
from functions.publications.documents.publication import Audience, Issuer, IssuerKind, Publication, Version
from functions.publications.documents.publication import Kind as Published
from functions.publications.documents.publication import State as Stage
from functions.publications.documents.recording import TallyItem
from functions.publications.filings.filing import Below, Filing
from functions.publications.filings.filing import State as Filed
from functions.publications.tables import (
    CONSULTATION,
    FILING,
    PUBLICATION,
    TEXT,
    PublicationItem,
    comment_sort,
    commenter_key,
    consultation_key,
    consulting_key,
    count_sort,
    filed_key,
    filing_key,
    filings_key,
    issued_key,
    publication_key,
    told_key,
    version_sort,
)
from functions.standing.projection.store import Entry as Short
from functions.standing.projection.store import StandingItem
from shared.domain.clock import legal_day, utc_text
from shared.domain.groups import GroupKind
from shared.domain.members import Office
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.regulations.inputs import PUBLICATION as TOLD
from shared.regulations.verdicts import State as Verdict
from shared.store import records
from shared.store.engine import Item
from shared.store.envelopes import Envelope, body_of
from shared.store.inbox import notice
from shared.store.jobs import JOB, Job, job_key
from tests.infra.audit.people import COUNTY, LI, SMALL, STATION, WANG, ZHAO
from tests.infra.audit.times import DAY, NOW

VISIT, CLOSED = (f"a{n:020d}" for n in range(1, 3))
BULLETIN, QUESTION = f"d{1:020d}", f"c{1:020d}"
NOTICE = notice(WANG, NoticeKind.DOCUMENT_PUBLISHED, f"publication:{BULLETIN}", NOW, {}, cause="1")
TO_COME = f"DIGESTS#{crc32(WANG.encode()) % SHARDS}", f"{utc_text(NOW)}#{WANG}"
"""Where the schedule finds that a digest is to come."""
_ISSUER = Issuer(IssuerKind.COMMITTEE, COUNTY, COUNTY, "梁园区人大常委会")
_KEY = f"committee:{COUNTY}"
_MONTH_AGO = NOW - timedelta(days=30)


def met() -> Iterator[Item]:
    """The Activities table and the records that follow from it."""
    yield from _announced()
    yield from _closed()
    yield from _received()
    at = time_sort(NOW, f"k{1:020d}")
    whom = Counterpart(Whom.MEMBER, "赵强", ZHAO)
    asked = Appointment(
        f"k{1:020d}", WANG, "王芳", COUNTY, whom, "约见", (), (Step(Act.REQUESTED, NOW, WANG),)
    )
    yield _item(
        appointment_key(asked.id), APPOINTMENT, asked, appointments_key(COUNTY, "open"), f"{DAY}#{asked.id}"
    )
    yield ActivityItem(person_key(WANG), f"{APPOINTMENT}#{at}", version=1, body={})
    contact = Contact(f"k{2:020d}", ZHAO, "赵强", WANG, "王芳", COUNTY, "visit_deputy", DAY, True, ZHAO, NOW)
    place = f"{DAY}#{contact.id}"
    yield _item(contact_key(contact.id), CONTACT, contact, contacts_key(ZHAO), place)
    yield ActivityItem(person_key(WANG), f"{CONTACT}#{place}", version=1, body={})
    yield records.item(records.member_key(ZHAO), DAY, contact.way, contact.id, body={})
    wish = Wish(
        f"w{1:020d}", SMALL, "第一小组", GroupKind.SMALL, COUNTY, COUNTY, "视察", NOW, LI, NOW, yes=1, size=1
    )
    yield _item(wish_key(wish.id), WISH, wish, wishes_key(SMALL), time_sort(NOW, wish.id))
    yield _item(wish_key(wish.id), f"VOTE#{LI}", Vote(LI, True, NOW))
    yield _item(job_key("j1"), JOB, Job("j1", "announced", VISIT, NOW, finished=True))


def _announced() -> Iterator[Item]:
    """With one seat: one has it, one waits, a third is on leave."""
    activity = _activity(VISIT, State.ANNOUNCED, NOW + timedelta(days=9), capacity=1, reminders=(60,))
    yield from _head(activity)
    seats = {WANG: invitations.State.ACCEPTED, LI: invitations.State.WAITING}
    for person, state in seats.items():
        since = NOW if state is invitations.State.WAITING else None
        yield invitation_item(_invitation(activity, person, state, waiting_since=since))
    yield invitation_item(_invitation(activity, ZHAO, invitations.State.ON_LEAVE, as_=Role.MEMBER))
    yield ActivityItem(activity_key(VISIT), waiting_sort(NOW, LI), version=1, body={})
    yield SeatsItem(activity_key(VISIT), SEATS, accepted=1, waiting=1, on_leave=1)
    yield records.item(
        records.member_key(ZHAO), legal_day(activity.ends), records.LEAVE, VISIT, body={}, first=DAY
    )
    reminder = Reminder(VISIT, 60, activity.starts)
    sort = f"{utc_text(reminder.due)}#{VISIT}#60"
    yield _item(activity_key(VISIT), reminder_sort(60), reminder, due_key(legal_day(reminder.due)), sort)
    material = Material(f"m{1:020d}", 1, VISIT, "方案", "方案.pdf", "application/pdf", WANG, NOW)
    yield _item(activity_key(VISIT), material_sort(material.id, 1), material)


def _closed() -> Iterator[Item]:
    """One deputy came and spoke; the committee has its record of it."""
    activity = _activity(CLOSED, State.CLOSED, _MONTH_AGO)
    yield from _head(activity)
    day = legal_day(_MONTH_AGO)
    entry = Entry(
        CLOSED, WANG, "王芳", Role.DEPUTY, day, Outcome.PRESENT, NOW,
        record="inspection", records=("inspection",),
    )  # fmt: skip
    yield _item(activity_key(CLOSED), attendance_sort(WANG, day), entry)
    yield records.item(records.deputy_key(WANG), day, "inspection", CLOSED, body={})
    yield records.item(records.committee_key(COUNTY), day, "inspection", CLOSED, body={})
    state = invitations.State.ACCEPTED
    yield invitation_item(_invitation(activity, WANG, state, attendance=summary([entry])))
    yield SeatsItem(activity_key(CLOSED), SEATS, accepted=1)
    said = Opinion(
        f"v{1:020d}", CLOSED, WANG, "王芳", "多设路灯", NOW, WANG, "inspection", "视察", COUNTY, COUNTY
    )
    yield _item(
        activity_key(CLOSED), voiced_sort(said.id), said, voiced.deputy_key(WANG), time_sort(NOW, said.id)
    )
    yield from voiced.list_entries(said)
    for person, invited, attended in ((WANG, 2, 1), (LI, 1, 0)):
        key = coverage_key(COUNTY, 16, "inspection")
        yield CoverageItem(key, person, invited=invited, attended=attended)


def _received() -> Iterator[Item]:
    key, slots = reception_key(COUNTY, DAY), (Slot("09:00", 2),)
    day = Reception(
        f"d{2:020d}", COUNTY, DAY, "rule", ZHAO, "赵强", Office.MEMBER, "信访室", slots, (Opening.DEPUTIES,)
    )
    year = receptions_key(COUNTY, DAY.year)
    yield _item(key, RECEPTION, day, year, f"{DAY}")
    yield _item(key, PLACES, Places({"0900": 1}), year, f"{DAY}#{PLACES}")
    booking = Booking(f"b{1:020d}", COUNTY, DAY, WANG, "09:00", "路灯", True, NOW)
    yield _item(key, BOOKING + WANG, booking, bookings_key(WANG), f"{DAY}#{COUNTY}")


def _activity(
    id_: str, state: State, begins: datetime, capacity: int | None = None, reminders: tuple[int, ...] = ()
) -> Activity:
    return Activity(
        id_, "inspection", "视察", Organiser(OrganiserKind.COMMITTEE, COUNTY), COUNTY, COUNTY, begins,
        begins + timedelta(hours=2), WANG, NOW, state=state, capacity=capacity, reminders=reminders,
        announced_at=NOW,
    )  # fmt: skip


def _head(activity: Activity) -> Iterator[Item]:
    yield _item(activity_key(activity.id), ACTIVITY, activity)
    yield from list_entries(activity)


def _invitation(
    activity: Activity, person: str, state: invitations.State, *, as_: Role = Role.DEPUTY, **more: Any
) -> Invitation:
    return Invitation(
        activity.id, person, "某某", as_, state, activity.kind, activity.title, activity.scope,
        activity.starts, activity.ends, activity.version, WANG, NOW, invited_at=NOW,
        term=16 if as_ is Role.DEPUTY else None, **more,
    )  # fmt: skip


def published() -> Iterator[Item]:
    """The Publications table: a bulletin that one deputy has read, a consultation, a filing."""
    bulletin = Publication(
        BULLETIN, Published.BULLETIN, "工作要点", _ISSUER, Audience(COUNTY), DAY, ZHAO, NOW,
        items=("work_priorities",), state=Stage.PUBLISHED, number=1, published_at=NOW,
    )  # fmt: skip
    pk = publication_key(BULLETIN)
    yield _publication(pk, PUBLICATION, bulletin, issued_key(_KEY), f"{DAY}#{BULLETIN}")
    yield _publication(pk, version_sort(1), Version(BULLETIN, 1, ZHAO, NOW, text="文", published_at=NOW))
    reader = readers.new_item(bulletin, Person(WANG, "王芳", Role.DEPUTY, STATION), NOW)
    write, counted = readers.receipt(reader, 1, NOW)[1]
    yield write.item
    counted.item.read = 1  # type: ignore[attr-defined]
    yield counted.item
    part = readers.count_of(BULLETIN, 1, "411402")
    part.told, part.finished = 1, True
    yield part
    yield TallyItem(told_key(_KEY, DAY), "work_priorities", standing=1)
    yield records.item(records.committee_key(COUNTY), DAY, TOLD, "work_priorities", body={})
    question = Consultation(
        QUESTION, Kind.QUESTION, "征求意见", _ISSUER, DAY, 0, ZHAO, NOW, public=True, state=Asking.OPEN,
        opened_at=NOW,
    )  # fmt: skip
    pk = consultation_key(QUESTION)
    yield _publication(pk, CONSULTATION, question, consulting_key(_KEY), f"{DAY}#{QUESTION}")
    yield _publication(pk, TEXT, Wording("请提意见"))
    yield from (write.item for write in consultations.entries(None, question))
    comment = Comment(f"y{1:020d}", QUESTION, "征求意见", "同意", NOW, Role.DEPUTY, person=WANG)
    sort = time_sort(NOW, comment.id)
    yield _publication(pk, comment_sort(comment.id), comment, commenter_key(WANG), sort)
    yield consultations.CommentCount(pk, count_sort("3"), comments=1)
    filing = Filing(f"l{1:020d}", COUNTY, "4114", DAY, ZHAO, NOW, (), (), 0)
    yield _publication(filing_key(filing.id), FILING, filing, filed_key(COUNTY), time_sort(NOW, filing.id))
    below = Below(COUNTY, "梁园区", filing.id, NOW, Filed.SENT)
    yield _publication(filings_key("4114"), COUNTY, below)


def told() -> Iterator[Item]:
    """The Inbox table: a notice that is held for the digest, a consent that was used up."""
    yield NOTICE
    yield HeldItem(f"DIGEST#{WANG}", f"HELD#{NOTICE.sk}", day=str(DAY), expires=0)
    yield DueItem(*TO_COME)
    yield UseItem(f"CONSENT#{WANG}", "USED#n1", consent="wechat#1", at=utc_text(NOW), expires=0)


def short() -> Iterator[Item]:
    """The Standings table: a deputy who has not come often enough."""
    partition = f"DEPUTY#{WANG}"
    entry = Short(
        "deputy",
        WANG,
        "王芳",
        STATION,
        "m1",
        "sq-09a",
        "2026-Q4",
        "",
        3,
        1,
        2,
        Verdict.OPEN,
        "",
        "差",
        "2 left",
    )
    yield from entry.items(partition)
    yield StandingItem(partition, "~", version=1)


def _item(pk: str, sk: str, value: object, listed: str | None = None, sort: str | None = None) -> Item:
    return _enveloped(ActivityItem, pk, sk, value, listed, sort)


def _publication(pk: str, sk: str, value: object, listed: str | None = None, sort: str | None = None) -> Item:
    return _enveloped(PublicationItem, pk, sk, value, listed, sort)


def _enveloped(
    model: type[Envelope], pk: str, sk: str, value: object, listed: str | None, sort: str | None
) -> Item:
    item = model(pk, sk, version=1, body=body_of(value))
    item.gsi1pk, item.gsi1sk = listed, sort
    return item
