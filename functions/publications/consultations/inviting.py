"""Telling those who are invited, in jobs: that their views are asked, until when, that they no longer are.

Who is invited, their notice and the test that the consultation is open are one transaction; who was invited
before is passed over. So a job that is done twice, or killed in between, tells nobody twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from functions.publications import jobs
from functions.publications.consultations import asking, store
from functions.publications.consultations.consultation import Consultation, Invited, State
from functions.publications.documents import audience
from functions.publications.jobs import Job
from functions.publications.tables import PublicationItem
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.envelopes import value_of
from shared.store.inbox import NoticeItem, notice
from shared.store.pages import decode, encode
from shared.store.writing import Write, commit, put

INVITE, TELL = "consultation_invite", "consultation_tell"
"""Kinds of jobs: the first invites the audience, the second tells who is invited what has changed."""
_PAGE = 100
_AT_ONCE = 45
"""Persons told in one transaction: two writes each, and a test (AWS: 100)."""
_RACED = Refusal("conflict", retry_after=1)
T = TypeVar("T")


def opened(consultation: Consultation, at: datetime) -> Write:
    """The job that invites the audience."""
    return _put(jobs.new(INVITE, consultation.id, at, "opened"))


def moved(consultation: Consultation, number: int, at: datetime) -> Write:
    """The job that tells of the new last day. ``number`` is the version that the change makes."""
    data = {"number": number, "due": str(consultation.due)}
    return _put(jobs.new(TELL, consultation.id, at, str(number), **data))


def withdrawn(consultation: Consultation, number: int, at: datetime) -> Write:
    """The job that tells that views are no longer asked."""
    return _put(jobs.new(TELL, consultation.id, at, str(number), number=number, reason=consultation.reason))


def invite(job: Job) -> Job:
    """Invites the next of the audience."""
    consultation = value_of(store.load(job.about, consistent=True), Consultation)
    meant = consultation.audience
    if consultation.state is not State.OPEN or meant is None:
        return replace(job, finished=True)
    parts = audience.parts(meant)
    number, cursor = (0, "-") if job.cursor is None else decode(job.cursor, int, str)
    if number >= len(parts):
        return replace(job, finished=True)
    after = None if cursor == "-" else cursor
    day = legal_day(job.at)
    found, following = audience.some_of(meant, parts[number], day, limit=_PAGE, cursor=after)
    once = {person.id: person for person in found}
    known = store.known(consultation.id, once)
    words = _words(consultation)
    for chosen in _chunks([person for id_, person in once.items() if id_ not in known]):
        writes = []
        for person in chosen:
            invited = Invited(
                consultation.id,
                person.id,
                person.name,
                person.home,
                consultation.title,
                consultation.issuer.name,
                consultation.due,
                consultation.version,
                job.at,
            )
            writes.append(store.invite(invited))
            kind = NoticeKind.CONSULTATION_OPENED
            writes.append(_notice(consultation, person.id, kind, job.at, words, "opened"))
        commit(store.as_open(consultation), *writes)
    step = encode(number + 1, "-") if following is None else encode(number, following)
    return replace(job, cursor=step, done=job.done + len(once))


def tell(job: Job) -> Job:
    """Tells the next of those who are invited what has changed."""
    consultation = value_of(store.load(job.about, consistent=True), Consultation)
    number, reason = int(job.data["number"]), job.data.get("reason")
    gone = reason is not None
    kind = NoticeKind.CONSULTATION_WITHDRAWN if gone else NoticeKind.CONSULTATION_MOVED
    words = _words(consultation) | ({"reason": reason} if gone else {"due": job.data["due"]})
    items, following = store.some_invited(job.about, limit=_PAGE, after=job.cursor)
    waiting = [item for item in items if value_of(item, Invited).told < number]
    for chosen in _chunks(waiting):
        writes = []
        for item in chosen:
            before = value_of(item, Invited)
            after = replace(before, told=number, due=consultation.due, withdrawn=gone)
            writes.append(store.save_invited(item, after))
            writes.append(_notice(consultation, before.person, kind, job.at, words, str(number)))
        commit(*writes)
    return replace(job, cursor=following, done=job.done + len(items), finished=following is None)


def _words(consultation: Consultation) -> dict[str, Any]:
    words: dict[str, Any] = {
        "title": consultation.title,
        "name": consultation.issuer.name,
        "due": str(consultation.due),
    }
    book = asking.book_of(consultation.issuer, legal_day(consultation.created_at))
    rules = asking.asked(book, consultation, None)
    if rules:
        words |= {"instrument": rules[0].part.instrument, "article": rules[0].part.article}
    return words


def _notice(
    consultation: Consultation,
    person: str,
    kind: NoticeKind,
    at: datetime,
    words: dict[str, Any],
    cause: str,
) -> Write:
    made = notice(person, kind, f"consultation:{consultation.id}", at, words, cause=cause)
    return put(made, NoticeItem.pk.does_not_exist(), _RACED)


def _chunks(found: Sequence[T]) -> Iterator[Sequence[T]]:
    return (found[begin : begin + _AT_ONCE] for begin in range(0, len(found), _AT_ONCE))


def _put(job: Job) -> Write:
    return put(jobs.item(job), PublicationItem.pk.does_not_exist(), _RACED)


STEPS: dict[str, jobs.Step] = {INVITE: invite, TELL: tell}
