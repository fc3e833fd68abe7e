"""Rows of the roster of deputies: the entry, one mandate, the card, the placement.

A row changes what it says and nothing else, step by step as the API would, each step told in the entry's
history.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from functions.registration.deputies import history
from functions.registration.deputies.history import What
from functions.registration.deputies.service import PLACERS, check_card, check_placement, is_open
from functions.registration.deputies.store import new_item
from functions.registration.persons import Person
from functions.registration.rosters.importing.known import Key, Known
from functions.registration.rosters.importing.mandates import with_mandate
from functions.registration.rosters.importing.plan import GoodRow, Step
from functions.registration.rosters.importing.refusing import blamed
from functions.registration.rosters.importing.uploader import Uploader
from functions.registration.rosters.problems import FileProblem
from functions.registration.rosters.rows import DeputyRow
from shared.domain import clock
from shared.domain.deputies import Card, Deputy
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS
from shared.domain.stations import Station, StationStatus
from shared.store.registry import DEPUTY, person_key, station_key
from shared.store.writing import Write

_FIELDS = ("name", "gender", "grassroots", "fields")
_NAMED = 20
"""Rows that a notice names."""

State = tuple[What, Deputy]


class Deputies:
    """Registers deputies and changes those that are registered."""

    def __init__(self, uploader: Uploader) -> None:
        self._caller = uploader.caller
        self._today = uploader.today
        self._reason = f"名册：{uploader.source}"
        self._told_at = clock.now()
        self._cards: dict[str, Card] = {}
        self._further_cards: set[int] = set()

    def look_up(self, rows: Sequence[GoodRow[DeputyRow]], known: Known) -> None:
        known.read_owners(row.value.phone for row in rows)
        known.read(_keys(rows, known))

    def decide(self, row: GoodRow[DeputyRow], known: Known) -> Step | None:
        said, owner = row.value, known.owner(row.value.phone)
        person = known.person(said.phone, said.name)
        before = known.value(person_key(person.id), DEPUTY, Deputy)
        states = list(self._states(row, person, before, known))
        self._note_card(row)
        if not states:
            return None
        what, after = states[-1]
        placed = (is_open(said.station),) if what is What.PLACED and said.station is not None else ()
        return Step(
            puts=(new_item(after),),
            others=(*person.writes, *self._told(before, states), *placed),
            created=before is None,
            newcomer=(said.phone, person.id) if owner is None else None,
        )

    def notices(self) -> Iterable[FileProblem]:
        """A deputy has one card here, though each congress may have issued one."""
        rows = sorted(self._further_cards)
        if rows:
            named = ", ".join(map(str, rows[:_NAMED])) + ("…" if len(rows) > _NAMED else "")
            yield FileProblem(
                "further_card",
                f"每位代表只登记一张代表证，以文件中首次出现的为准；以下各行的另一张未登记：{named}",
                f"One card is kept of each deputy, the first in the file; others were passed over: {named}",
            )

    def _states(
        self, row: GoodRow[DeputyRow], person: Person, before: Deputy | None, known: Known
    ) -> Iterator[State]:
        """The entry after each step that changes something."""
        said = row.value
        entry = before or Deputy(id=person.id, name=said.name, phone_mask=person.phone_mask, mandates=())
        seated = replace(entry, mandates=with_mandate(entry.mandates, row, self._caller, self._today))
        described = replace(seated, **self._fields(row, before))
        carded = replace(described, card=self._card(row, before))
        if before is None:
            yield What.REGISTERED, carded
        else:
            if len(seated.mandates) > len(before.mandates):
                yield What.MANDATE_ADDED, seated
            elif seated != before:
                yield What.MANDATE_CORRECTED, seated
            if described != seated:
                yield What.CHANGED, described
            if carded != described:
                yield What.CARD_ISSUED, carded
        if said.station not in (None, entry.station):
            yield What.PLACED, self._placed(row, before, carded, known)

    def _fields(self, row: GoodRow[DeputyRow], before: Deputy | None) -> dict[str, Any]:
        said = row.value
        fields: dict[str, Any] = {name: getattr(said, name) for name in _FIELDS if name in row.given}
        if "armed_forces" in row.given:
            fields["armed_forces_unit"] = said.armed_forces_unit
        if before is not None and any(getattr(before, name) != value for name, value in fields.items()):
            with blamed("phone", {"armed_forces_placement": "armed_forces"}):
                self._caller.require_reach(OVERSEERS, before.home)
                if fields.get("armed_forces_unit") is not None and before.station is not None:
                    raise Refusal("armed_forces_placement")
        return fields

    def _card(self, row: GoodRow[DeputyRow], before: Deputy | None) -> Card | None:
        kept = None if before is None else before.card
        card = row.value.card
        if card in (None, kept) or self._cards.get(row.value.phone, card) != card:
            return kept
        with blamed("card_issued_on", {"out_of_scope": "phone"}):
            check_card(card, clock.now())
            if before is not None:
                self._caller.require_reach(OVERSEERS, before.home)
        return card

    def _note_card(self, row: GoodRow[DeputyRow]) -> None:
        card = row.value.card
        if card is not None and self._cards.setdefault(row.value.phone, card) != card:
            self._further_cards.add(row.row)

    def _placed(self, row: GoodRow[DeputyRow], before: Deputy | None, entry: Deputy, known: Known) -> Deputy:
        station = str(row.value.station)
        with blamed("station"):
            if before is not None:
                self._caller.require_reach(PLACERS, before.home)
            self._caller.require_reach(PLACERS, station)
            check_placement(entry, self._today)
            found = known.value(station_key(station), "STATION", Station)
            if found is None:
                raise Refusal("station_not_found", station=station)
            if found.status is StationStatus.CLOSED:
                raise Refusal("station_closed")
        return replace(entry, station=station, placed_on=self._today)

    def _told(self, before: Deputy | None, states: Sequence[State]) -> Iterator[Write]:
        """One entry a step, each at least a millisecond after the last, so that a deputy's are read in
        their order."""
        for what, after in states:
            self._told_at = max(clock.now(), self._told_at + timedelta(milliseconds=1))
            reason = self._reason if what is What.MANDATE_CORRECTED else None
            yield history.of_deputy(what, self._caller.person, self._told_at, before, after, reason)
            before = after


def _keys(rows: Sequence[GoodRow[DeputyRow]], known: Known) -> Iterator[Key]:
    for row in rows:
        owner = known.owner(row.value.phone)
        if owner is not None:
            yield person_key(owner), DEPUTY
        if row.value.station is not None:
            yield station_key(row.value.station), "STATION"
