"""Rows of the roster of staff: posts at stations, roles in divisions, members of standing committees."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from functions.registration.persons import Person
from functions.registration.rosters.importing.known import Key, Known
from functions.registration.rosters.importing.members import member_step
from functions.registration.rosters.importing.plan import GoodRow, Step
from functions.registration.rosters.importing.refusing import blamed
from functions.registration.rosters.importing.uploader import Uploader
from functions.registration.rosters.problems import FileProblem
from functions.registration.rosters.rows import StaffRow
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from functions.registration.staff.posts import check_free, role_of
from functions.registration.staff.roles import check_level
from functions.registration.stations.store import new_item
from shared.domain.errors import Refusal
from shared.domain.members import Member
from shared.domain.roles import Role
from shared.domain.stations import Post, Posting, Station, StationStatus
from shared.store.registry import MEMBER, ROLE, person_key, station_key


class Staff:
    """Gives posts and roles; takes none away."""

    def __init__(self, uploader: Uploader) -> None:
        self._caller = uploader.caller
        self._today = uploader.today
        self._titles = False

    def look_up(self, rows: Sequence[GoodRow[StaffRow]], known: Known) -> None:
        known.read_owners(row.value.phone for row in rows)
        known.read(key for row in rows for key in _keys(row.value, known))

    def decide(self, row: GoodRow[StaffRow], known: Known) -> Step | None:
        said, owner = row.value, known.owner(row.value.phone)
        person = known.person(said.phone, said.name)
        step = self._step(row, person, known)
        self._titles |= said.title != "" and said.role is not Role.MEMBER
        if step is None or owner is not None:
            return step
        return replace(step, newcomer=(said.phone, person.id))

    def notices(self) -> Iterable[FileProblem]:
        """The register has no office of people at stations and of staff; it must not seem kept."""
        if self._titles:
            yield FileProblem(
                "title_not_kept",
                "“职务”只用于常委会组成人员，其他人员的职务未登记",
                "Titles are kept of members of standing committees only; those of others were passed over",
            )

    def _step(self, row: GoodRow[StaffRow], person: Person, known: Known) -> Step | None:
        said = row.value
        if said.post is not None:
            return self._post(said, said.post, person, known)
        if said.role is Role.MEMBER:
            found = known.value(person_key(person.id), MEMBER, Member)
            return member_step(row, person, found, self._caller, self._today)
        return self._role(said, Role(said.position), person, known)

    def _post(self, said: StaffRow, post: Post, person: Person, known: Known) -> Step | None:
        """Fills a post at an open station (Shangqiu art. 8), as far as the uploader's own role still lets
        them, or corrects its holder's name."""
        station = str(said.station)
        with blamed("station", {"post_taken": "position", "limit_reached": "position"}):
            right = appointments.by_right_to_fill(self._caller, station)
            found = known.value(station_key(station), "STATION", Station)
            if found is None:
                raise Refusal("station_not_found", station=station)
            if found.status is StationStatus.CLOSED:
                raise Refusal("station_closed")
            mine = next((p for p in found.staff if (p.post, p.person) == (post, person.id)), None)
            if mine is None:
                posting = Posting(post, person.id, said.name, self._today)
                check_free(found, posting)
                staff = (*found.staff, posting)
            elif mine.name == said.name:
                return None
            else:
                posting = replace(mine, name=said.name)
                staff = tuple(posting if held is mine else held for held in found.staff)
        role = role_of(posting, station, person.phone_mask, self._caller.person)
        others = (right, *person.writes, *role)
        return Step((new_item(replace(found, staff=staff)),), others, created=mine is None)

    def _role(self, said: StaffRow, role: Role, person: Person, known: Known) -> Step | None:
        """Gives a role in a division, as far as the uploader's own role still lets them, or corrects its
        holder's name."""
        given = Appointment(
            person=person.id,
            name=said.name,
            phone_mask=person.phone_mask,
            role=role,
            scope=said.division,
            division=said.division,
            since=self._today,
            by=self._caller.person,
        )
        item = appointments.item_of(given)
        found = known.value(item.pk, item.sk, Appointment)
        if found is not None and found.name == said.name:
            return None
        with blamed("division", {"role_missing": "position"}):
            check_level(role, said.division)
            right = appointments.by_right_of(self._caller, role, said.division)
        if found is not None:
            item = appointments.item_of(replace(found, name=said.name))
        return Step((item,), (right, *person.writes), created=found is None)


def _keys(said: StaffRow, known: Known) -> Iterator[Key]:
    if said.station is not None:
        yield station_key(said.station), "STATION"
    owner = known.owner(said.phone)
    if owner is not None and said.role is Role.MEMBER:
        yield person_key(owner), MEMBER
    elif owner is not None and said.post is None:
        yield person_key(owner), f"{ROLE}{said.role}#{said.division}"
