"""Selecting whom to invite: by name, or everybody whom a selector describes, in a job, a page at a time.

Before the announcement they are noted and nobody is told; after it they are invited and told at once.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from functions.invitations import jobs
from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity
from functions.invitations.activities.activity import State as Stage
from functions.invitations.candidates import coverage
from functions.invitations.inviting import invitees, store
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.inviting.invitees import Invitee
from functions.invitations.inviting.seats import settle
from functions.invitations.inviting.telling import told
from functions.invitations.jobs import Job
from functions.invitations.tables import ActivityItem
from shared.domain.clock import legal_day
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.roles import Role
from shared.store import engine
from shared.store.codec import from_plain, to_plain
from shared.store.envelopes import value_of
from shared.store.pages import scope_page
from shared.store.registry import LINK, RegistryItem, person_key
from shared.store.writing import Write, commit

KIND = "select"
MOST = 1000
"""Persons whom one request can name."""
_PAGE = 25
"""Persons of one step: each is up to three writes, and a transaction holds 100 (AWS)."""
_REFUSALS = 200
"""Refused persons whom a job tells by name."""
_OPEN = frozenset({Stage.DRAFT, Stage.ANNOUNCED, Stage.UNDER_WAY})


@dataclass(frozen=True, slots=True)
class Selector:
    """Deputies who meet everything said: whose home lies in ``scope``, with a mandate of ``level``, of the
    grassroots, with this ``field`` among theirs; or who are in ``group``, or linked with ``member``. With
    ``members`` those of the standing committees in ``scope`` instead."""

    scope: str | None = None
    level: Level | None = None
    grassroots: bool | None = None
    field: str | None = None
    group: str | None = None
    member: str | None = None
    members: bool = False


@dataclass(frozen=True, slots=True)
class Inviter:
    """Who invites, and as what, in a word of the rules, if that is said (Shenzhen art. 16)."""

    person: str
    category: str | None = None


def require_open(activity: Activity) -> None:
    """Raises ``activity_cancelled`` or ``activity_over``: nobody is invited to it any more."""
    if activity.state is Stage.CANCELLED:
        raise Refusal("activity_cancelled")
    if activity.state not in _OPEN:
        raise Refusal("activity_over")


def job(
    activity: str,
    by: Inviter,
    at: datetime,
    cause: str,
    persons: list[str] | None,
    selector: Selector | None,
) -> Job:
    """The job that selects these persons, or those whom the selector describes."""
    chosen = {"persons": persons} if selector is None else {"selector": to_plain(selector)}
    return jobs.new(KIND, activity, at, cause, inviter=to_plain(by), **chosen)


def one(activity: Activity, person: str, by: Inviter, now: datetime) -> Invitation:
    """Invites one person, who is invited already or becomes so. Raises what :func:`invitees.require_fit`
    does. Three calls, two for who is invited."""
    require_open(activity)
    standing = store.load_many(activity.id, [person]).get(person)
    if standing is not None and value_of(standing, Invitation).state is not State.WITHDRAWN:
        return value_of(standing, Invitation)
    invitee = invitees.load([person]).get(person)
    writes, made = _selected(activity, standing, person, invitee, by, now)
    before = None if standing is None else State.WITHDRAWN
    counted = store.recount(activity.id, [(before, made.state)])
    commit(store.still(activity), *writes, *counted)
    return made


def step(job: Job) -> Job:
    """Selects the persons of the next page."""
    persons, cursor = _next(job)

    def attempt() -> dict[str, Refusal]:
        activity = value_of(activities.load(job.about, consistent=True), Activity)
        if activity.state not in _OPEN:
            return {person: Refusal("activity_over") for person in persons}
        return _select(activity, persons, job)

    refused = settle(attempt) if persons else {}
    told = [*job.data.get("refused", []), *map(_shown, refused.items())]
    return replace(
        job,
        cursor=cursor,
        done=job.done + len(persons),
        finished=cursor is None,
        data={**job.data, "refused": told[:_REFUSALS]},
    )


def _select(activity: Activity, persons: list[str], job: Job) -> dict[str, Refusal]:
    standing = store.load_many(activity.id, persons)
    named = "persons" in job.data
    missing = [
        person
        for person in persons
        if person not in standing or (named and store.value(standing[person]).state is State.WITHDRAWN)
    ]
    known, by = invitees.load(missing), from_plain(Inviter, job.data["inviter"])
    refused: dict[str, Refusal] = {}
    writes: list[Write] = []
    changes: list[store.Change] = []
    for person in missing:
        item = standing.get(person)
        try:
            more, made = _selected(activity, item, person, known.get(person), by, job.at)
        except Refusal as refusal:
            refused[person] = refusal
            continue
        writes += more
        changes.append((None if item is None else State.WITHDRAWN, made.state))
    if writes:
        commit(store.still(activity), *writes, *store.recount(activity.id, changes))
    return refused


def _selected(
    activity: Activity,
    standing: ActivityItem | None,
    person: str,
    invitee: Invitee | None,
    by: Inviter,
    at: datetime,
) -> tuple[list[Write], Invitation]:
    role = invitees.require_fit(invitee, activity, legal_day(at))
    assert invitee is not None  # noqa: S101 - require_fit refuses nobody
    made = new(activity, invitee, role, by, at)
    if standing is not None:
        made = replace(made, version=int(standing.version) + 1)
    if activity.announced:
        made = replace(made, state=State.INVITED, invited_at=at)
    write = store.add(made) if standing is None else store.save(standing, made)
    return [write, *([] if made.invited_at is None else told(made, activity.congress, at))], made


def new(activity: Activity, invitee: Invitee, role: Role, by: Inviter, at: datetime) -> Invitation:
    """An invitation that nobody is told of yet."""
    day = legal_day(activity.starts)
    deputy = invitee.deputy if role is Role.DEPUTY else None
    return Invitation(
        activity=activity.id,
        person=invitee.person,
        name=invitee.name,
        invited_as=role,
        state=State.SELECTED,
        kind=activity.kind,
        title=activity.title,
        scope=activity.scope,
        starts=activity.starts,
        ends=activity.ends,
        seen=activity.version,
        selected_by=by.person,
        selected_at=at,
        place=activity.place,
        station=activity.station,
        reply_by=activity.reply_by,
        grassroots=invitee.grassroots,
        category=by.category,
        fields=() if deputy is None else deputy.fields,
        home=invitee.home,
        term=None if deputy is None else coverage.term_of(deputy, activity.congress, day),
    )


def _shown(refused: tuple[str, Refusal]) -> dict[str, Any]:
    person, refusal = refused
    shown: dict[str, Any] = {"person": person, "code": refusal.code}
    return shown if refusal.basis is None else {**shown, "basis": asdict(refusal.basis)}


# -- whom a page names -------------------------------------------------------------------------------------


def _next(job: Job) -> tuple[list[str], str | None]:
    """The persons of the next page, and where the page after it begins."""
    if "persons" in job.data:
        begin = int(job.cursor or 0)
        end = begin + _PAGE
        persons = job.data["persons"]
        return persons[begin:end], str(end) if end < len(persons) else None
    selector = from_plain(Selector, job.data["selector"])
    if selector.group is not None:
        return _of_partition(f"GROUP#{selector.group}", "MEMBER#", job.cursor)
    if selector.member is not None:
        return _of_partition(person_key(selector.member), LINK, job.cursor)
    return _of_scope(selector, legal_day(job.at).isoformat(), job.cursor)


def _of_partition(partition: str, prefix: str, cursor: str | None) -> tuple[list[str], str | None]:
    after = None if cursor is None else {"pk": {"S": partition}, "sk": {"S": prefix + cursor}}
    part = engine.query(RegistryItem, partition, prefix=prefix, limit=_PAGE, after=after)
    last = part.last_key
    found = [item.sk.removeprefix(prefix) for item in part.items]
    return found, last["sk"]["S"].removeprefix(prefix) if last else None


def _of_scope(selector: Selector, day: str, cursor: str | None) -> tuple[list[str], str | None]:
    until = RegistryItem.until
    if selector.members:
        office = RegistryItem.body["until"]
        kind, condition = "MEMBERS", office.does_not_exist() | (office >= day)
    else:
        level = "serving" if selector.level is None else selector.level.value
        kind, condition = "DEPUTIES", until[level] >= day
    if selector.grassroots is not None:
        tagged = RegistryItem.tags.contains("grassroots")
        condition &= tagged if selector.grassroots else ~tagged
    if selector.field is not None:
        condition &= RegistryItem.tags.contains(f"field:{selector.field}")
    page = scope_page(kind, selector.scope or "", limit=_PAGE, cursor=cursor, condition=condition)
    return [item.pk.removeprefix(person_key("")) for item in page.items], page.next
