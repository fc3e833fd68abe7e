"""What is decided about opinions voiced: recording, sorting, explaining, answering, feeding back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from functions.invitations.activities.activity import Activity, State
from functions.invitations.activities.organising import require_organiser, require_preparer
from functions.invitations.attendance import persons, times
from functions.invitations.attendance import store as attendances
from functions.invitations.inviting.invitation import State as Invited
from functions.invitations.tables import ActivityItem
from functions.invitations.voiced import clocks, outcomes, store
from functions.invitations.voiced.opinion import MOST_MERGED, MOST_STEPS, Happened, Opinion, Standing, then
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import Caller, Role
from shared.store.envelopes import require_version, value_of
from shared.store.writing import commit

_SORTED = ("category", "topic", "answerable", "suggestion")


class Found(NamedTuple):
    """An opinion as it was read, and the activity at which it was voiced."""

    activity: Activity
    item: ActivityItem
    opinion: Opinion


def voice(
    activity_id: str, fields: Mapping[str, Any], caller: Caller, *, id_: str, mark: str | None, now: datetime
) -> tuple[Opinion, Activity]:
    """Records an opinion: of the caller, or of the deputy whom the organiser's staff name.

    A speaker is invited or was there; staff may also name any deputy. Speakers record from two hours before
    the start until the closing, staff until seven days after it. Raises ``activity_not_found``,
    ``activity_state``, ``attendance_too_early``, ``attendance_closed``, ``attendance_settled``,
    ``not_invited``, ``person_not_found``, ``invalid_request``, and as `require_organiser`. Three calls, one
    or two more for a deputy who was not invited.
    """
    speaker = fields.get("deputy") or caller.person
    known = attendances.known(activity_id, speaker)
    activity = known.activity
    if speaker == caller.person:
        times.check_scan(activity, now)
    else:
        require_organiser(caller, activity)
        times.check_list(activity, now)
    agenda = fields.get("agenda")
    if agenda is not None and agenda >= len(activity.agenda):
        raise invalid("body.agenda", "议程中没有这一项", "the agenda has no such item")
    opinion = Opinion(
        id=id_,
        activity=activity.id,
        deputy=speaker,
        name=_speaker(known, speaker, own=speaker == caller.person),
        text=fields["text"],
        voiced_at=now,
        recorded_by=caller.person,
        kind=activity.kind,
        title=activity.title,
        scope=activity.scope,
        congress=activity.congress,
        agenda=agenda,
        topic=fields.get("topic"),
    )
    opinion = clocks.timed(then(opinion, Happened.VOICED, now, caller.person), activity, now)
    return store.add(opinion, mark), activity


def _speaker(known: attendances.Known, speaker: str, *, own: bool) -> str:
    invitation = known.invitation
    if invitation is not None and invitation.invited_at and invitation.state is not Invited.WITHDRAWN:
        return invitation.name
    if known.entries:
        return known.entries[0].name
    if own:
        raise Refusal("not_invited")
    person = persons.registered(speaker, known.activity)
    if person.role is not Role.DEPUTY:
        raise Refusal("person_not_found")
    return person.name


def find(activity_id: str, opinion_id: str, caller: Caller, *, speaker: bool = False) -> Found:
    """The opinion, for the organiser and, where ``speaker``, for who voiced it and those who read what is
    recorded there. Raises ``activity_not_found``, ``opinion_not_found``, and as `require_organiser`. One
    call."""
    activity, item = store.load(activity_id, opinion_id)
    opinion = value_of(item, Opinion)
    if not speaker:
        require_organiser(caller, activity)
    elif opinion.deputy != caller.person:
        require_preparer(caller, activity)
    return Found(activity, item, opinion)


def sort(found: Found, fields: Mapping[str, Any], version: int, by: str, now: datetime) -> Opinion:
    """The opinion sorted: category, topic, handed over, what came of it, or why it cannot be answered now
    (which the speaker is told).

    Raises ``stale_version``, ``limit_reached``, and ``opinion_settled`` for what was fed back or merged. One
    call, none where nothing changes.
    """
    activity, item, opinion = found
    require_version(item, version)
    _require_open(opinion)
    told = {name: fields[name] for name in _SORTED if name in fields}
    after = replace(opinion, **told)
    if after != opinion:
        after = then(after, Happened.SORTED, now, by, after.category)
    for name, what in (("handed_to", Happened.HANDED_OVER), ("result", Happened.RESULT_KNOWN)):
        text = fields.get(name)
        if text is not None and text != getattr(opinion, name):
            after = then(replace(after, **{name: text}), what, now, by, text)
    notices = []
    explanation = fields.get("explanation")
    if explanation is not None and explanation != opinion.explanation:
        after = replace(after, explanation=explanation, answerable=False, standing=Standing.DEFERRED)
        after = then(after, Happened.EXPLAINED, now, by, explanation)
        notices.append(outcomes.told(after, activity, now, cause=f"explained.{version}"))
    if after == opinion:
        return opinion
    if len(after.steps) > MOST_STEPS:
        raise Refusal("limit_reached", limit=MOST_STEPS)
    after = clocks.timed(after, activity, now)
    commit(*store.save(item, after), *notices)
    return replace(after, version=version + 1)


def merge(found: Found, into: str, version: int, by: str, now: datetime) -> Opinion:
    """The opinion as one with another of the same activity, whose outcome its speaker is told from now on,
    with an answer that was given already.

    Raises ``stale_version``, ``opinion_settled``, ``opinion_not_found``, ``limit_reached``,
    ``invalid_request`` for itself. Two calls.
    """
    activity, item, opinion = found
    require_version(item, version)
    _require_open(opinion)
    if into == opinion.id or opinion.merged:
        zh, en = "不能并入自身，已并入他项的也不能再并", "not into itself, nor what stands for others"
        raise invalid("body.merged_with", zh, en)
    _, other_item = store.load(activity.id, into)
    other = value_of(other_item, Opinion)
    _require_open(other)
    if len(other.merged) >= MOST_MERGED:
        raise Refusal("limit_reached", limit=MOST_MERGED)
    main = then(replace(other, merged=(*other.merged, opinion.id)), Happened.MERGED, now, by, opinion.id)
    after = replace(opinion, standing=Standing.MERGED, merged_with=other.id, due=None)
    after = then(after, Happened.MERGED, now, by, other.id)
    notices = []
    if other.standing is Standing.ANSWERED:
        after = replace(after, answer=other.answer, answered_by=other.answered_by)
        after = then(after, Happened.ANSWERED, now, by, other.answer)
        notices.append(outcomes.told(after, activity, now, cause=f"merged.{version}", answered=True))
    commit(*store.save(item, after), *store.save(other_item, main), *notices)
    return replace(after, version=version + 1)


def answer(found: Found, text: str, of: str, version: int, by: str, now: datetime) -> Opinion:
    """The opinion answered while the activity goes on; its speaker, and those of the opinions merged with
    it, are told. Raises ``stale_version``, ``opinion_settled``, ``activity_state`` once it is closed. One
    call, two where others are merged with it."""
    if found.activity.state is State.CLOSED:
        raise Refusal("activity_state", state=found.activity.state)
    return _tell(found, Happened.ANSWERED, Standing.ANSWERED, text, of, version, by, now)


def feed_back(found: Found, text: str, of: str, version: int, by: str, now: datetime) -> Opinion:
    """The opinion fed back: how it was used, what became of it; also after an answer in the meeting. Raises
    as :func:`answer`, at any time."""
    return _tell(found, Happened.FED_BACK, Standing.FED_BACK, text, of, version, by, now)


def _tell(
    found: Found, what: Happened, standing: Standing, text: str, of: str, version: int, by: str, now: datetime
) -> Opinion:
    activity, item, opinion = found
    require_version(item, version)
    _require_open(opinion)
    if standing is Standing.ANSWERED and opinion.standing is Standing.ANSWERED:
        raise Refusal("opinion_settled", standing=opinion.standing)
    writes = []
    for one in (item, *store.load_many(activity.id, opinion.merged)):
        before = value_of(one, Opinion)
        after = replace(before, answer=text, answered_by=of)
        if before.standing is not Standing.MERGED:
            answerable = True if standing is Standing.ANSWERED else after.answerable
            after = replace(after, standing=standing, answerable=answerable)
        after = clocks.timed(then(after, what, now, by, text), activity, now)
        cause, answered = f"{what}.{before.version}", what is Happened.ANSWERED
        writes += [
            *store.save(one, after),
            outcomes.told(after, activity, now, cause=cause, answered=answered),
        ]
        if before.id == opinion.id:
            result = replace(after, version=version + 1)
    commit(*writes)
    return result


def _require_open(opinion: Opinion) -> None:
    if opinion.standing in (Standing.FED_BACK, Standing.MERGED):
        raise Refusal("opinion_settled", standing=opinion.standing)
