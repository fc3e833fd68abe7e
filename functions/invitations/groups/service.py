"""What is decided about groups: their plan of the year, and the wish of the greater number.

A large or small group acts as the chairpersons' meeting arranges, or as the greater number of its deputies
wishes (Datong art. 6): more than half of all who are in it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from functions.invitations import jobs
from functions.invitations.appointments import citing
from functions.invitations.groups import store
from functions.invitations.groups.group import Plan, PlanItem, Vote, Wish, WishState
from functions.invitations.groups.store import Members
from functions.invitations.jobs import Job
from functions.invitations.tables import ActivityItem
from shared.domain.clock import iso, legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.groups import Group
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.regulations.matters import routes
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Fact
from shared.store import engine
from shared.store.inbox import NoticeItem, notice
from shared.store.packs import packs
from shared.store.writing import Write, put
from shared.web.citing import cited

TELL = "tell_group"
"""The job that tells everybody in a group."""
STAFF = OVERSEERS | {Role.TOWNSHIP_STAFF}
VIEWERS = STAFF | {Role.AUDITOR, Role.DEPUTY}
PLANNED = "group_activity_planned"
_LONGEST = timedelta(days=60)
_PAGE = 50
_RACED = Refusal("conflict", retry_after=1)


def show_plan(group: str, year: int, caller: Caller) -> tuple[Members, Plan | None]:
    """To the group's deputies and to who reaches its division. Two calls."""
    found = store.members(group)
    _require_reader(found, caller)
    return found, store.plan(group, year)


def write_plan(
    group: str, year: int, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> tuple[Members, Plan]:
    """The leaders, or staff, write the plan of this year, the last or the next; the group is told. Raises
    ``not_leader``. Two calls."""
    found = store.members(group)
    if caller.person not in found.leaders and not caller.reaches(STAFF, found.group.division):
        _require_reader(found, caller)
        raise Refusal("not_leader")
    today = legal_day(now)
    if abs(year - today.year) > 1:
        raise invalid("query.year", "应为去年、今年或者明年", "must be last year, this one or the next")
    items = tuple(PlanItem(**item) for item in fields["items"])
    made = Plan(group, year, fields["text"], items, caller.person, now)
    title = f"{found.group.name}{year}"
    about = f"plan:{group}:{year}"
    job = _tell(NoticeKind.GROUP_PLAN, about, found.group, now, f"{year}.{version + 1}", title=title)
    return found, store.write_plan(made, version, job)


def duties(group: Group, now: datetime, chinese: bool) -> list[dict[str, Any]]:
    """What the rules in force ask of such a group."""
    book = _book(group.congress, now)
    kinds = ("attest", "quota", "checklist")
    parts = [part for part in book.of(SubjectKind.GROUP) if part.kind in kinds]
    return [cited(book, part, chinese) for part in parts if part.condition.holds(facts(group))]


def facts(group: Group) -> dict[str, Fact]:
    """What conditions can look at."""
    return {"level": str(level_of(group.congress)), "group_kind": str(group.kind)}


def propose(
    group: str,
    fields: dict[str, Any],
    caller: Caller,
    make_id: Callable[[str], str],
    mark: str | None,
    now: datetime,
) -> Wish:
    """A deputy of the group proposes an activity, and is the first to be for it; the others are asked. Raises
    ``not_in_group``. Two calls."""
    found = store.members(group)
    _require_inside(found, caller)
    if not now < fields["closes"] <= now + _LONGEST:
        raise invalid("body.closes", "应在今后六十天之内", "must lie within the coming sixty days")
    own = found.group
    made = Wish(
        make_id("w"),
        own.id,
        own.name,
        own.kind,
        own.congress,
        own.division,
        proposed_by=caller.person,
        proposed_at=now,
        yes=1,
        size=len(found.deputies),
        **fields,
    )
    writes = [_asked(made, own, now)]
    if made.is_wished:
        made = replace(made, carried_at=now)
        writes += _carried(made, found, now)
    return store.propose(made, Vote(caller.person, True, now), mark, *writes)


def _asked(made: Wish, group: Group, now: datetime) -> Write:
    by = iso(made.closes)
    return _tell(NoticeKind.WISH_VOTE, f"wish:{made.id}", group, now, made.id, title=made.title, reply_by=by)


def vote(wish: str, yes: bool, caller: Caller, now: datetime) -> Wish:
    """A deputy of the group is for it or against; who votes again changes the vote. The votes of those who
    have left the group no longer count. Raises ``not_in_group``, ``vote_closed``. Three calls, two where the
    vote says what it said."""
    before, votes = store.wish_with_votes(wish)
    found = store.members(before.group)
    _require_inside(found, caller)
    if before.state(now) is not WishState.OPEN:
        raise Refusal("vote_closed")
    said = {vote.person: vote.yes for vote in votes}
    if said.get(caller.person) is yes:
        return before
    said[caller.person] = yes
    inside = [said[person] for person in said if person in found.deputies]
    after = replace(before, yes=inside.count(True), no=inside.count(False), size=len(found.deputies))
    writes: list[Write] = []
    if after.is_wished:
        after = replace(after, carried_at=now)
        writes = _carried(after, found, now)
    return store.vote(before, after, Vote(caller.person, yes, now), *writes)


def show_wish(wish: str, caller: Caller) -> tuple[Wish, bool | None]:
    """A wish, and how the caller has voted; to the group's deputies and to who reaches its division. Two
    calls."""
    found, votes = store.wish_with_votes(wish)
    _require_reader(store.members(found.group), caller)
    return found, next((vote.yes for vote in votes if vote.person == caller.person), None)


def require_reader(group: str, caller: Caller) -> None:
    """The deputies of a group, and who reaches its division. One call."""
    _require_reader(store.members(group), caller)


def grounds(wish: Wish, chinese: bool) -> list[dict[str, Any]]:
    """By which rules an activity that is wished may be held without the chairpersons' arrangement."""
    book = _book(wish.congress, wish.proposed_at)
    told: dict[str, Fact] = {
        "level": str(level_of(wish.congress)),
        "group_kind": str(wish.group_kind),
        "wished_by_greater_number": wish.carried_at is not None,
    }
    return citing.ways(book, routes(book, told, PLANNED, (SubjectKind.GROUP,)), chinese)


def _book(congress: str, at: datetime) -> Rulebook:
    return packs().rulebook(congress, legal_day(at))


def _require_inside(found: Members, caller: Caller) -> None:
    if caller.person not in found.deputies:
        raise Refusal("not_in_group")


def _require_reader(found: Members, caller: Caller) -> None:
    if caller.person not in found.deputies:
        caller.require_reach(STAFF | {Role.AUDITOR}, found.group.division)


def _carried(wish: Wish, found: Members, now: datetime) -> list[Write]:
    data = {"division": wish.division, "title": wish.title}
    return [
        put(
            notice(person, NoticeKind.WISH_CARRIED, f"wish:{wish.id}", now, data, cause="carried"),
            NoticeItem.pk.does_not_exist(),
            _RACED,
        )
        for person in sorted(found.leaders)
    ]


def _tell(kind: NoticeKind, about: str, group: Group, now: datetime, cause: str, **data: Any) -> Write:
    told = {"division": group.division, **data}
    cause = f"{kind} {about} {cause}"
    job = jobs.new(TELL, group.id, now, cause, notice=str(kind), subject=about, told=told)
    return put(jobs.item(job), ActivityItem.pk.does_not_exist(), _RACED)


def tell(job: Job) -> Job:
    """Tells the next deputies of the group. Done again it tells nobody twice."""
    people, cursor = store.deputies_after(job.about, job.cursor, _PAGE)
    kind, about, told = NoticeKind(job.data["notice"]), job.data["subject"], job.data["told"]
    for person in people:
        engine.insert(notice(person, kind, about, job.at, told, cause=job.id))
    return replace(job, cursor=cursor, done=job.done + len(people), finished=cursor is None)
