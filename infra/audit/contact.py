"""Appointments, contacts, reception days and the wishes of groups."""

from collections import Counter
from collections.abc import Iterator

from functions.invitations.appointments.appointment import OPEN, Appointment
from functions.invitations.appointments.appointment import State as Course
from functions.invitations.contacts.contact import Contact
from functions.invitations.groups.group import Vote, Wish
from functions.invitations.receptions.calendar import KIND as RECEPTION_DAY
from functions.invitations.receptions.reception import Booking, Places, Reception
from functions.invitations.tables import (
    APPOINTMENT,
    BOOKING,
    CONTACT,
    LOOK,
    PLACES,
    RECEPTION,
    VOTE,
    WISH,
    appointment_key,
    appointments_key,
    bookings_key,
    contact_key,
    contacts_key,
    person_key,
    reception_key,
    receptions_key,
    time_sort,
    wish_key,
    wishes_key,
)
from infra.audit.finding import Code, Finding, Snapshot, found
from shared.store import records

TABLE, RECORDS = "Activities", "Records"


def appointments(snapshot: Snapshot) -> Iterator[Finding]:
    """An appointment stands in the division's list of its course, and with the deputy who asked for it."""
    for item, one in snapshot.values(TABLE, APPOINTMENT, APPOINTMENT, Appointment):
        arranged = "arranged" if one.state is Course.ARRANGED else "done"
        course = "open" if one.state in OPEN else arranged
        listed = str(item.fields.get("gsi1sk"))
        if item.fields.get("gsi1pk") != appointments_key(one.division, course) or not listed.endswith(one.id):
            yield found(Code.APPOINTMENT, item, f"is {course} and listed elsewhere")
        entry = f"{APPOINTMENT}#{time_sort(one.requested_at, one.id)}"
        if snapshot.get(TABLE, person_key(one.deputy), entry) is None:
            yield found(Code.APPOINTMENT, item, f"{one.deputy}, who asked for it, does not find it")
    for item in snapshot.kind(TABLE, APPOINTMENT, LOOK):
        if snapshot.get(TABLE, item.pk, APPOINTMENT) is None:
            yield found(Code.APPOINTMENT, item, "there is no such appointment")
    for item in snapshot.kind(TABLE, "PERSON", f"{APPOINTMENT}#"):
        if snapshot.get(TABLE, appointment_key(item.sk.rpartition("#")[2]), APPOINTMENT) is None:
            yield found(Code.APPOINTMENT, item, "there is no such appointment")


def contacts(snapshot: Snapshot) -> Iterator[Finding]:
    """A contact is listed with the member and the deputy, and is a record that counts until it is voided."""
    for item, one in snapshot.values(TABLE, CONTACT, CONTACT, Contact):
        place = f"{one.day}#{one.id}"
        if (item.fields.get("gsi1pk"), item.fields.get("gsi1sk")) != (contacts_key(one.member), place):
            yield found(Code.CONTACT, item, "is not in the member's list")
        if snapshot.get(TABLE, person_key(one.deputy), f"{CONTACT}#{place}") is None:
            yield found(Code.CONTACT, item, f"{one.deputy} does not find it")
        sort = records.record_sort(one.day, one.way, one.id)
        record = snapshot.get(RECORDS, records.member_key(one.member), sort)
        if record is None:
            yield found(Code.CONTACT, item, "there is no record of it")
        elif record.is_void != (one.voided is not None):
            yield found(Code.CONTACT, item, "is void, or its record is, and not both")
    for item in snapshot.kind(TABLE, "PERSON", f"{CONTACT}#"):
        if snapshot.get(TABLE, contact_key(item.sk.rpartition("#")[2]), CONTACT) is None:
            yield found(Code.CONTACT, item, "there is no such contact")


def receptions(snapshot: Snapshot) -> Iterator[Finding]:
    """What is arranged of a day is whole, listed in its year, and a record once it was held."""
    for pk in snapshot.partitions(TABLE, RECEPTION):
        head = snapshot.get(TABLE, pk, RECEPTION)
        if head is None:
            for item in snapshot.partition(TABLE, pk).values():
                yield found(Code.RECEPTION, item, "no such day is arranged")
            continue
        one = snapshot.value(head, Reception)
        if one is None:
            continue
        if pk != reception_key(one.division, one.day):
            yield found(Code.RECEPTION, head, f"says it is {one.day} in {one.division}")
        year = receptions_key(one.division, one.day.year)
        for sort, place in ((RECEPTION, f"{one.day}"), (PLACES, f"{one.day}#{PLACES}")):
            item_ = snapshot.get(TABLE, pk, sort)
            if item_ is None or (item_.fields.get("gsi1pk"), item_.fields.get("gsi1sk")) != (year, place):
                yield found(Code.RECEPTION, head, f"its {sort} is not in the list of the year")
        sort = records.record_sort(one.day, RECEPTION_DAY, one.id)
        held = one.outcome is not None and one.outcome.held
        if held and snapshot.get(RECORDS, records.committee_key(one.division), sort) is None:
            yield found(Code.RECEPTION, head, "was held, and there is no record of it")


def places(snapshot: Snapshot) -> Iterator[Finding]:
    """Of each slot so many places are left as nobody has booked; a booking is one of a slot that exists."""
    for item, one in snapshot.values(TABLE, RECEPTION, RECEPTION, Reception):
        left = snapshot.read(TABLE, item.pk, PLACES, Places)
        booked: Counter[str] = Counter()
        for booking_item in snapshot.begins(TABLE, item.pk, BOOKING):
            booking = snapshot.value(booking_item, Booking)
            if booking is None:
                continue
            booked[booking.slot] += 1
            if booking_item.fields.get("gsi1pk") != bookings_key(booking.person):
                yield found(Code.PLACES, booking_item, "is not among the person's bookings")
        for slot in one.slots:
            there = 0 if left is None else left.left.get(slot.at.replace(":", ""), 0)
            if there != slot.places - booked[slot.at]:
                words = f"{slot.at}: {there} of {slot.places} places are left, {booked[slot.at]} are booked"
                yield found(Code.PLACES, item, words)
        for at in booked.keys() - {slot.at for slot in one.slots}:
            yield found(Code.PLACES, item, f"{booked[at]} have booked for {at}, which is no slot")


def votes(snapshot: Snapshot) -> Iterator[Finding]:
    """A wish counts no vote that was not given, and each vote is on a wish; it is listed with its group."""
    for pk in snapshot.partitions(TABLE, WISH):
        head = snapshot.get(TABLE, pk, WISH)
        given = [snapshot.value(item, Vote) for item in snapshot.begins(TABLE, pk, VOTE)]
        wish = None if head is None else snapshot.value(head, Wish)
        if head is None or wish is None:
            yield Finding(Code.VOTES, f"{TABLE} {pk}", "there is no such wish")
            continue
        yes = sum(vote is not None and vote.yes for vote in given)
        if wish.yes > yes or wish.no > len(given) - yes:
            words = f"counts {wish.yes} for it and {wish.no} against, of {yes} and {len(given) - yes} given"
            yield found(Code.VOTES, head, words)
        if pk != wish_key(wish.id) or head.fields.get("gsi1pk") != wishes_key(wish.group):
            yield found(Code.VOTES, head, "is not in its group's list")


CHECKS = (appointments, contacts, receptions, places, votes)
