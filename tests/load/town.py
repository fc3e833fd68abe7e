"""A town for a load: stations, deputies, staff and a unit, written as a roster's import writes them, and
people with phones that nobody else has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from functions.registration.deputies import store as deputies
from functions.registration.stations import store as stations
from functions.registration.units import store as units
from infra.local.stack import LocalStack
from shared.domain import clock, phones
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.ids import derived_id
from shared.domain.mandates import Mandate
from shared.domain.places import division_of
from shared.domain.proof import codes
from shared.domain.roles import Role
from shared.domain.stations import Station, StationType
from shared.domain.units import Unit
from shared.store.engine import Item
from shared.store.identities import Contact, PhoneOwner, contact_key
from tests.e2e.client import token_for

BEGAN = date(2022, 1, 10)
_CITY = 4
"""Digits of a city's code."""


@dataclass(frozen=True)
class Person:
    """Somebody with a phone, and a token where they have signed in."""

    id: str
    phone: str
    token: str = ""


class Town:
    """``street`` is a township in whose city nobody else is at work; ``people`` is how many deputies and how
    many residents there are; ``first`` the first of their phones. ``staff`` are the ``officers`` of the
    stations, who acts for the congress's ``office``, and the unit's clerk: no phone of theirs rings for what
    their posts are told."""

    def __init__(self, stack: LocalStack, street: str, *, stations: int, people: int, first: int) -> None:
        self.stack, self.city, self._label, self._first = stack, street[:_CITY], street, first
        self.stations: Sequence[str] = [f"{street}-{number:02d}" for number in range(1, stations + 1)]
        deputy = f"{Role.DEPUTY}:{self.city}"
        self.deputies: Sequence[Person] = [
            self._person("deputy", number, number, deputy) for number in range(people)
        ]
        self.residents: Sequence[Person] = [
            Person(self._id("resident", number), self._phone(people + number)) for number in range(people)
        ]
        self.unit = derived_id("u", "load", street)
        grants = [f"{Role.LIAISON_OFFICER}:{station}" for station in self.stations]
        grants += [f"{Role.COMMITTEE_STAFF}:{self.city}", f"{Role.UNIT_STAFF}:{self.unit}"]
        self.staff: Sequence[Person] = [
            self._person("staff", number, 2 * people + number, grant) for number, grant in enumerate(grants)
        ]
        *self.officers, self.office, _ = self.staff
        self.scopes = frozenset({*self.stations, street, self.city, self.unit})

    def build(self) -> None:
        """Writes the stations, the unit, the deputies, and where all who work here are reached."""
        type_ = StationType.LIAISON_STATION
        for id_ in self.stations:
            self._put("Registry", stations.new_item(Station(id_, division_of(id_), "联络站", type_)))
        self._put("Registry", units.new_item(Unit(self.unit, self.city, "市城市管理局")))
        for number, person in enumerate(self.deputies):
            mandate = Mandate(f"m{person.id[1:]}", Level.CITY, self.city, self.city, 6, BEGAN)
            mask = phones.mask(person.phone)
            made = Deputy(person.id, f"代表{number}", mask, (mandate,), station=self.stations[0])
            self._put("Registry", deputies.new_item(made))
        for number, person in enumerate((*self.deputies, *self.staff)):
            self._put("Identities", PhoneOwner(f"PHONE#{self._label}-{number}", "PHONE", person=person.id))
            self._put("Identities", Contact(contact_key(person.id), "CONTACT", phone=person.phone))

    def code(self, station: str) -> str:
        """What a station's screen shows now."""
        window = codes.window_at(clock.now())
        return codes.make_rotating(self._secret, station, rotation=1, window=window)

    def knows(self, text: str) -> bool:
        """Whether a line of an audit names somebody or something of this town."""
        people = (*self.deputies, *self.staff)
        return any(one.id in text for one in people) or any(one in text for one in self.stations)

    @cached_property
    def _secret(self) -> bytes:
        name = self.stack.physical_id("CheckInSecret")
        client = self.stack.client("secretsmanager")
        secret: str = client.get_secret_value(SecretId=name)["SecretString"]
        return secret.encode()

    def _person(self, kind: str, number: int, phone: int, grant: str) -> Person:
        person = self._id(kind, number)
        return Person(person, self._phone(phone), token_for(self.stack, grant, person=person))

    def _id(self, kind: str, number: int) -> str:
        return derived_id("p", "load", self._label, kind, str(number))

    def _phone(self, number: int) -> str:
        return f"+86{self._first + number}"

    def _put(self, table: str, item: Item) -> None:
        name = self.stack.outputs[f"{table}Table"]
        self.stack.client("dynamodb").put_item(TableName=name, Item=item.serialize())
