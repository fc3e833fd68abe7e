"""A county as the audit finds it at rest: its stations, deputies, a member, groups, units, phones, visits."""

from collections.abc import Iterator
from datetime import date

from functions.checkin.records import CheckIn
from functions.checkin.store import new_item as visit_item
from functions.registration.deputies import store as deputies
from functions.registration.groups import store as groups
from functions.registration.members import store as members
from functions.registration.people import signed_out
from functions.registration.rosters.store import RosterItem
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from functions.registration.stations import store as stations
from functions.registration.units import store as units
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.groups import Group, GroupKind, Membership
from shared.domain.mandates import Mandate
from shared.domain.members import Link, Member, Office
from shared.domain.proof.assurance import Grade, Proof, Timing, Whereabouts
from shared.domain.roles import Role
from shared.domain.stations import Post, Posting, Station, StationStatus, StationType
from shared.domain.units import Unit
from shared.store import correcting, records
from shared.store.codec import to_plain
from shared.store.corrections import Action, Correction, Target
from shared.store.engine import Item
from shared.store.identities import Contact, PhoneOwner, Session, contact_key
from shared.store.records import CHECK_IN, NonceItem, RecordItem
from shared.store.registry import CLOSED, FENCES, Fence, envelope, fence_key
from tests.infra.audit.times import DAY, NOW

COUNTY, STREET, STATION = "411402", "411402001", "411402001-01"
CLOSED_STATION = "411402001-02"
WANG, LI, ZHAO, HEAD = (f"p{n:020d}" for n in range(1, 5))
"""Two deputies, a member of the standing committee, the head of the station."""
LARGE, SMALL = (f"g{n:020d}" for n in range(1, 3))
UNIT = f"u{1:020d}"
_PHONES = {WANG: "+8613800001111", LI: "+8613800002222", ZHAO: "+8613800003333", HEAD: "+8613800004444"}
_MASKS = {person: f"138****{phone[-4:]}" for person, phone in _PHONES.items()}
_VISIT = CheckIn(
    WANG, STATION, DAY, Grade.A, Proof.ROTATING, Whereabouts.INSIDE, Timing.LIVE, (), NOW, WANG, moment=NOW
)


def registered() -> Iterator[Item]:
    """The Registry."""
    staff = (Posting(Post.HEAD, HEAD, "周洁", DAY),)
    yield stations.new_item(
        Station(STATION, STREET, "人民路联络站", StationType.LIAISON_STATION, staff=staff, rotation=2)
    )
    yield from _fences(STATION, 2)
    yield stations.new_item(
        Station(
            CLOSED_STATION,
            STREET,
            "新建路联络站",
            StationType.LIAISON_STATION,
            status=StationStatus.CLOSED,
            closed_on=DAY,
        )
    )
    yield from _fences(CLOSED_STATION, CLOSED)
    yield appointments.item_of(
        Appointment(HEAD, "周洁", _MASKS[HEAD], Role.STATION_HEAD, STATION, STATION, DAY)
    )
    for deputy, name in ((WANG, "王芳"), (LI, "李军")):
        mandate = Mandate(f"m{deputy[1:]}", Level.COUNTY, COUNTY, STREET, 16, date(2022, 1, 10))
        made = Deputy(deputy, name, _MASKS[deputy], (mandate,), station=STATION, fields=("education",))
        yield deputies.new_item(made)
    yield members.new_item(Member(ZHAO, "赵强", _MASKS[ZHAO], COUNTY, Office.MEMBER, DAY, links=1))
    yield from (write.item for write in members.link(Link(ZHAO, WANG, DAY))[:2])
    large = Group(LARGE, GroupKind.LARGE, COUNTY, COUNTY, "第一代表团", parts=1)
    small = Group(SMALL, GroupKind.SMALL, COUNTY, COUNTY, "第一小组", parent=LARGE, leader=LI, size=1)
    for group in (large, small):
        yield envelope(f"GROUP#{group.id}", "GROUP", group, (groups.KIND, group.division))
    membership = Membership(SMALL, LI, DAY, LARGE)
    yield groups.enter(membership).item
    yield groups.take_slot(small, membership).item
    yield units.new_item(Unit(UNIT, COUNTY, "市政管理所"))
    yield signed_out(HEAD, NOW)
    yield RosterItem(
        f"ROSTER#r{1:020d}",
        "ROSTER",
        kind="deputies",
        filename="代表.xlsx",
        by=HEAD,
        grants="",
        asked="",
        status="done",
        report="{}",
    )


def _fences(station: str, rotation: int) -> Iterator[Item]:
    for number in range(FENCES):
        yield Fence(fence_key(station, number), "FENCE", rotation=rotation)


def identified() -> Iterator[Item]:
    """Phones, and a session."""
    for number, (person, phone) in enumerate(_PHONES.items()):
        yield PhoneOwner(f"PHONE#{number:032x}", "PHONE", person=person)
        yield Contact(contact_key(person), "CONTACT", phone=phone)
    yield Session(f"SESSION#s{1:020d}", "SESSION", person=WANG, generation=1, begun=0, expires=0)


def recorded() -> Iterator[Item]:
    """A visit that was voided and restored, and the nonce of its request."""
    item = visit_item(_VISIT)
    target = Target(records.deputy_key(WANG), DAY, CHECK_IN, STATION)
    for number, action in enumerate((Action.VOID, Action.RESTORE)):
        made = Correction(f"{_VISIT.id}.c{number:010d}", _VISIT.id, action, "误扫", HEAD, NOW)
        correction, _ = correcting.writes(made, target)
        yield correction.item
        assert isinstance(item, RecordItem)
        item.correction = to_plain(made)
    yield item
    yield NonceItem(records.nonce_key(f"n{1:020d}"), "NONCE", request="k", expires=0, body=to_plain(_VISIT))
