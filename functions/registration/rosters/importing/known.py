"""What is known of the tables while some rows are decided: read in batches, changed as rows are taken."""

from collections.abc import Iterable
from typing import TypeVar

from functions.registration import persons
from functions.registration.persons import Person
from shared.domain.ids import new_id
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.identities import PhoneOwner, phone_key
from shared.store.registry import RegistryItem, person_key

T = TypeVar("T")
Key = tuple[str, str]


class Known:
    """``standing`` is what the tables hold; :meth:`item` also sees what rows that were taken, but not yet
    written, make of it."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Everything is to be read again."""
        self._standing: dict[Key, RegistryItem | None] = {}
        self._changed: dict[Key, RegistryItem] = {}
        self._owners: dict[str, str | None] = {}
        self._newcomers: set[str] = set()

    def read(self, keys: Iterable[Key]) -> None:
        """Reads these items of the Registry. One call per 100 that are not known yet."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._standing]
        self._standing.update(dict.fromkeys(missing))
        for item in engine.get_many(RegistryItem, missing, consistent=True):
            self._standing[item.pk, item.sk] = item

    def read_owners(self, phones: Iterable[str]) -> None:
        """Reads whose these phones (E.164) are. One call per 100."""
        by_key = {phone_key(phone): phone for phone in phones}
        self._owners.update(dict.fromkeys(by_key.values()))
        for owner in engine.get_many(PhoneOwner, [(key, "PHONE") for key in by_key], consistent=True):
            self._owners[by_key[owner.pk]] = owner.person

    def owner(self, phone: str) -> str | None:
        """The person whose phone it is."""
        return self._owners[phone]

    def person(self, phone: str, name: str) -> Person:
        """The person whose phone it is, or somebody new, of whom nothing can stand."""
        owner = self._owners[phone]
        person = persons.known(phone, owner, name, new_id)
        if owner is None:
            self._newcomers.add(person_key(person.id))
        return person

    def standing(self, pk: str, sk: str) -> RegistryItem | None:
        """What the table holds."""
        if (pk, sk) not in self._standing and pk not in self._newcomers:
            self.read([(pk, sk)])
        return self._standing.get((pk, sk))

    def item(self, pk: str, sk: str) -> RegistryItem | None:
        """What will stand there once the rows that were taken are written."""
        return self._changed.get((pk, sk)) or self.standing(pk, sk)

    def value(self, pk: str, sk: str, cls: type[T]) -> T | None:
        """The domain value of :meth:`item`."""
        item = self.item(pk, sk)
        return None if item is None else value_of(item, cls)

    def register(self, phone: str, person: str) -> None:
        """A row that was taken gives the phone to a new person."""
        self._owners[phone] = person

    def change(self, item: RegistryItem) -> None:
        """A row that was taken puts this item."""
        self._changed[item.pk, item.sk] = item

    def settle(self) -> None:
        """What was changed has been written."""
        self._standing.update(self._changed)
        self._changed = {}
