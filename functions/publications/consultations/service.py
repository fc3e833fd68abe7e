"""What is decided about consultations by those who ask: drafted, opened, moved, summed up, answered."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.publications import registry
from functions.publications.consultations import asking, inviting, store
from functions.publications.consultations.consultation import (
    IN_WORDS,
    Comment,
    Consultation,
    Counts,
    Outcome,
    Prepared,
    State,
    Wording,
)
from functions.publications.documents import audience, issuers
from functions.publications.documents.publication import Issuer
from functions.publications.tables import PublicationItem
from shared.domain.clock import legal_day, year_after
from shared.domain.divisions import reaches
from shared.domain.errors import Refusal, invalid
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller, Role
from shared.domain.stations import StationStatus
from shared.regulations.rules import Part
from shared.store.envelopes import require_version, value_of
from shared.store.inbox import NoticeItem, notice, post
from shared.store.writing import Write, commit, put

MOST_PREPARED = 20
_RACED = Refusal("conflict", retry_after=1)


def draft(
    fields: dict[str, Any], text: Wording, new: str, mark: str | None, caller: Caller, now: datetime
) -> Consultation:
    """A consultation in preparation. Raises what the issuer's, the audience's and :func:`asking.require`
    do, ``station_not_found``, ``station_closed``, ``audience_elsewhere``. One call, one more each for a unit,
    groups, stations."""
    issuer = issuers.load(fields.pop("issuer_kind"), fields.pop("issuer"))
    issuers.require(caller, issuer)
    made = Consultation(
        id=new,
        issuer=issuer,
        articles=len(text.articles),
        created_by=caller.person,
        created_at=now,
        **fields,
    )
    _check(made, legal_day(now))
    return store.create(made, text, mark)


def rewrite(
    consultation: str,
    fields: dict[str, Any],
    text: Wording,
    version: int,
    caller: Caller,
    now: datetime,
) -> Consultation:
    """The same with other fields and another text, while nobody was asked. Two calls, one more each for
    groups and stations."""
    item, found = _own(consultation, version, caller)
    _require_state(found, State.DRAFT)
    after = replace(found, articles=len(text.articles), **fields)
    _check(after, legal_day(now))
    return store.change(item, after, version, store.text(consultation, text))


def open_(consultation: str, version: int, caller: Caller, now: datetime) -> Consultation:
    """Asks: the audience is invited by a job, stations are told, and everybody finds it where it is for
    everybody. Two calls. Raises ``day_out_of_range`` where the last day is over."""
    item, found = _own(consultation, version, caller)
    _require_state(found, State.DRAFT)
    if found.due < legal_day(now):
        raise Refusal("day_out_of_range")
    after = replace(found, state=State.OPEN, opened_at=now)
    words = {"title": found.title, "name": found.issuer.name, "due": str(found.due)}
    told = [
        _notice(after, post(Role.LIAISON_OFFICER, one), NoticeKind.CONSULTATION_OPENED, now, words, "at")
        for one in found.stations
    ]
    jobs = [inviting.opened(after, now)] if found.audience is not None else []
    return store.change(item, after, version, *store.entries(found, after), *told, *jobs)


def move(consultation: str, due: date, version: int, caller: Caller, now: datetime) -> Consultation:
    """Gives more time: a later last day. Who is invited is told. Two calls. Raises ``day_out_of_range``."""
    item, found = _own(consultation, version, caller)
    _require_state(found, State.OPEN)
    today = legal_day(now)
    if not max(found.due, today) <= due <= year_after(today) or due == found.due:
        raise Refusal("day_out_of_range")
    after = replace(found, due=due)
    jobs = [inviting.moved(after, version + 1, now)] if found.audience is not None else []
    return store.change(item, after, version, *store.entries(found, after), *jobs)


def withdraw(consultation: str, reason: str, version: int, caller: Caller, now: datetime) -> Consultation:
    """Asks no longer; who is invited is told. What was commented stays. Two calls."""
    item, found = _own(consultation, version, caller)
    if found.state is State.WITHDRAWN:
        raise Refusal("consultation_state", state=found.state)
    after = replace(found, state=State.WITHDRAWN, reason=reason)
    asked = found.opened_at is not None and found.audience is not None
    jobs = [inviting.withdrawn(after, version + 1, now)] if asked else []
    return store.change(item, after, version, *store.entries(found, after), *jobs)


def sum_up(consultation: str, summary: str, version: int, caller: Caller, now: datetime) -> Consultation:
    """What was said and what became of it, for everybody who could comment; said again it takes the place of
    what was said. Two calls. Raises ``consultation_running`` until the last day is over."""
    item, found = _own(consultation, version, caller)
    if found.state not in (State.OPEN, State.SUMMED_UP):
        raise Refusal("consultation_state", state=found.state)
    if found.takes_comments(legal_day(now)):
        raise Refusal("consultation_running", until=found.due)
    after = replace(found, state=State.SUMMED_UP, summary=summary, summed_up_at=now)
    return store.change(item, after, version, *store.entries(found, after))


def prepare(
    consultation: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Consultation:
    """Notes what else a rule wants done for the occasion (Tianjin art. 6: motions and suggestions were
    studied). Two calls. Raises ``day_out_of_range``, ``limit_reached``, ``invalid_request``."""
    item, found = _own(consultation, version, caller)
    today = legal_day(now)
    asking.require_preparation(found, fields["item"], today)
    if fields["on"] > today:
        raise Refusal("day_out_of_range")
    if len(found.prepared) >= MOST_PREPARED:
        raise Refusal("limit_reached", limit=MOST_PREPARED)
    done = Prepared(by=caller.person, **fields)
    return store.change(item, replace(found, prepared=(*found.prepared, done)), version)


def happened(consultation: str, on: date, version: int, caller: Caller, now: datetime) -> Consultation:
    """Notes the day of the occasion (the draft was deliberated): what was not done before is missing. Two
    calls. Raises ``day_out_of_range``, ``occasion_not_named``."""
    item, found = _own(consultation, version, caller)
    if found.occasion is None or found.occasion == asking.HEARD:
        raise Refusal("occasion_not_named")
    if on > legal_day(now):
        raise Refusal("day_out_of_range")
    return store.change(item, replace(found, happened_on=on), version)


def answer(
    consultation: str, ids: list[str], outcome: Outcome, text: str, caller: Caller, now: datetime
) -> list[Comment]:
    """Tells who commented what became of it; who did not sign in reads it by the receipt. Said again, nothing
    changes. Three calls, two where nothing does.

    Raises ``comment_not_found``, ``fed_back_already`` for one that was answered otherwise.
    """
    found = value_of(store.load(consultation), Consultation)
    issuers.require(caller, found.issuer)
    items = store.some_comments(consultation, ids)
    changes: list[tuple[PublicationItem, Comment]] = []
    answered: list[Comment] = []
    writes: list[Write] = []
    for item in items:
        before = value_of(item, Comment)
        if before.outcome is not None:
            if (before.outcome, before.answer) != (outcome, text):
                raise Refusal("fed_back_already")
            answered.append(before)
            continue
        after = replace(before, outcome=outcome, answer=text, answered_by=caller.person, answered_at=now)
        changes.append((item, after))
        answered.append(replace(after, version=before.version + 1))
        if after.person is not None:
            writes.append(_told(found, after, outcome, text, now))
    if changes:
        commit(*store.answered(changes), *writes)
    return sorted(answered, key=lambda one: one.id)


def overseen(consultation: str, caller: Caller) -> Consultation:
    """The consultation, for who asks and the auditors of the place. One call."""
    found = value_of(store.load(consultation), Consultation)
    issuers.require_oversight(caller, found.issuer)
    return found


def duties(
    issuer: Issuer, year: int, now: datetime
) -> list[tuple[Part, str, list[tuple[Consultation, asking.Asked]]]]:
    """Each occasion on which rules have deputies consulted, and the consultations of the year that were for
    it. One call for each megabyte of these, one for each twelve whose answers a rule asks for."""
    found = store.of_year(issuer, year)
    heard = [one.id for one in found if one.occasion == asking.HEARD]
    book = asking.book_of(issuer, min(legal_day(now), date(year, 12, 31)))
    return asking.duties(book, issuer, found, store.counts_of(heard))


def counts(consultation: Consultation) -> Counts:
    """How many comments it has. One call."""
    return store.counts_of([consultation.id]).get(consultation.id, Counts())


def _own(consultation: str, version: int, caller: Caller) -> tuple[PublicationItem, Consultation]:
    item = store.load(consultation, consistent=True)
    found = value_of(item, Consultation)
    issuers.require(caller, found.issuer)
    require_version(item, version)
    return item, found


def _require_state(found: Consultation, state: State) -> None:
    if found.state is not state:
        raise Refusal("consultation_state", state=found.state)


def _check(made: Consultation, today: date) -> None:
    if not today <= made.due <= year_after(today):
        raise Refusal("day_out_of_range")
    if not made.articles:
        raise invalid("body.articles", "至少写明一条", "there is at least one article")
    asking.require(made, today)
    if made.audience is not None:
        audience.require(made.audience, made.issuer)
    for station in registry.stations(made.stations):
        if not reaches(made.issuer.division, station.id):
            raise Refusal("audience_elsewhere", scope=station.id)
        if station.status is StationStatus.CLOSED:
            raise Refusal("station_closed")


def _told(consultation: Consultation, comment: Comment, outcome: Outcome, text: str, now: datetime) -> Write:
    words = {"title": consultation.title, "outcome": IN_WORDS[outcome], "answer": text[:200]}
    kind = NoticeKind.CONSULTATION_ANSWERED
    return _notice(consultation, str(comment.person), kind, now, words, comment.id)


def _notice(
    consultation: Consultation,
    recipient: str,
    kind: NoticeKind,
    now: datetime,
    words: dict[str, str],
    cause: str,
) -> Write:
    made = notice(recipient, kind, f"consultation:{consultation.id}", now, words, cause=cause)
    return put(made, NoticeItem.pk.does_not_exist(), _RACED)
