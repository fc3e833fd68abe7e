"""What the rules want an issuer to tell deputies, and what telling them fulfils.

A rule wants an item told anew in each period (Tianjin art. 4), kept told at any time (Deputies Law art. 46),
or in time after its issue (Tianjin art. 14; Datong art. 8): then the rule names an event whose word ends in
``_issued``, and a publication's day of issue is that event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from functions.publications.documents.issuers import SUBJECTS
from functions.publications.documents.publication import PLATFORM, Issuer, Publication
from functions.publications.documents.publication import State as Stage
from shared.domain.clock import SHANGHAI, legal_day
from shared.domain.errors import Basis, Refusal, invalid
from shared.domain.roles import Role
from shared.regulations.evaluation import evaluate
from shared.regulations.inputs import PUBLICATION, Record, Subject
from shared.regulations.kinds.publish import Publish
from shared.regulations.matters import Matter, verdicts
from shared.regulations.reckoning import Event
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part
from shared.regulations.verdicts import State
from shared.store.packs import packs

_DEPUTY = "deputy"
_ISSUED = "_issued"


class When(StrEnum):
    """``issue``: in time after each issue; ``period``: anew in each; ``always``: once at least."""

    ISSUE = "issue"
    PERIOD = "period"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Told:
    """A publication under a rule: when and by which channel deputies were told in a way that the rule
    takes, ``None`` while they are not."""

    publication: Publication
    at: datetime | None
    channel: str | None
    state: State


@dataclass(frozen=True, slots=True)
class Owed:
    """One item that a rule wants told, where it stands, and the publications that were or are to be it."""

    part: Part
    item: str
    when: When
    state: State
    told: tuple[Told, ...]


def book_of(issuer: Issuer, day: date) -> Rulebook:
    """The rulebook that binds the issuer."""
    return packs().rulebook(issuer.division, day)


def book_in(issuer: Issuer, year: int, today: date) -> Rulebook:
    """The rulebook of a year: at its end, or today where that is to come."""
    return book_of(issuer, min(today, date(year, 12, 31)))


def parts_of(book: Rulebook, issuer: Issuer) -> list[Part]:
    """What the rules want this issuer to tell deputies."""
    facts = {"level": str(level_of(issuer.division))}
    return [
        part
        for subject in SUBJECTS[issuer.kind]
        for part in book.of(subject)
        if isinstance(part.fields, Publish) and _is_told_here(part.fields) and part.condition.holds(facts)
    ]


def require_items(items: Iterable[str], issuer: Issuer, day: date) -> None:
    """Raises ``invalid_request`` for an item that no rule there wants told to deputies."""
    known = {item for part in parts_of(book_of(issuer, day), issuer) for item in part.fields.what}
    for item in items:
        if item not in known:
            raise invalid("body.items", f"当地法规没有要求通报“{item}”", f"no rule there wants {item} told")


def require_everybody(publication: Publication) -> None:
    """What a rule wants told to deputies is told to all of the congress: raises ``audience_partial`` with the
    article for an audience that leaves some out."""
    audience, division = publication.audience, publication.issuer.division
    chosen = audience.groups or audience.fields or audience.level not in (None, level_of(division))
    everybody = Role.DEPUTY in audience.roles and audience.scope == division and not chosen
    if publication.items and not everybody:
        raise Refusal("audience_partial", basis=Basis(**basis_of(publication)))


def require_channel(channel: str, publication: Publication) -> None:
    """Raises ``invalid_request`` for a channel that no rule names for the items of the publication."""
    book = book_of(publication.issuer, publication.issued_on)
    parts = [part for part in parts_of(book, publication.issuer) if _carries(publication, part)]
    named = {channel for part in parts for channel in part.fields.channels} - {PLATFORM}
    if channel not in named:
        raise invalid("body.channel", "适用的法规没有这一渠道", "no rule for these items names this channel")


def basis_of(publication: Publication) -> dict[str, str]:
    """The article by which readers are told, for their notice; empty where none wants it told."""
    parts = parts_of(book_of(publication.issuer, publication.issued_on), publication.issuer)
    found = [part for part in parts if _carries(publication, part)]
    local = sorted(found, key=lambda part: part.instrument == "national")
    return {"instrument": local[0].instrument, "article": local[0].article} if local else {}


def board(issuer: Issuer, publications: Sequence[Publication], year: int, now: datetime) -> list[Owed]:
    """All that the issuer owes in a year, in the order of the rulebook, by these publications of it."""
    today = legal_day(now)
    day = min(today, date(year, 12, 31))
    standing = [one for one in publications if one.state is not Stage.WITHDRAWN]
    book = book_in(issuer, year, today)
    found: list[Owed] = []
    for part in parts_of(book, issuer):
        if part.fields.after:
            found += [_after_issue(book, part, item, standing, now) for item in part.fields.what]
        else:
            found += _in_period(book, part, issuer, standing, day, today)
    return found


def _after_issue(
    book: Rulebook, part: Part, item: str, publications: Sequence[Publication], now: datetime
) -> Owed:
    told = []
    for one in publications:
        if item not in one.items:
            continue
        at, channel = told_at(one, part)
        events = [Event(event, _begins(one.issued_on), one.id) for event in part.fields.after]
        events += [] if at is None else [Event(item, at, one.id)]
        facts = {"level": str(level_of(one.issuer.division))}
        matter = Matter(one.id, facts, tuple(events), subjects=(part.subject,))
        (verdict,) = [
            verdict
            for verdict in verdicts(book, matter, now)
            if verdict.rule == part.id and f"item:{item}" in verdict.because
        ]
        told.append(Told(one, at, channel, verdict.state))
    waiting = [entry.state for entry in told if entry.state is not State.MET]
    state = waiting[0] if waiting else State.MET if told else State.EXCUSED
    return Owed(part, item, When.ISSUE, state, tuple(told))


def _in_period(
    book: Rulebook, part: Part, issuer: Issuer, publications: Sequence[Publication], day: date, today: date
) -> list[Owed]:
    when = When.ALWAYS if part.fields.per is None else When.PERIOD
    subject = Subject(part.subject, issuer.id, {"level": str(level_of(issuer.division))})
    kept = [(one, at, channel) for one in publications for at, channel in [told_at(one, part)] if at]
    records = [
        Record(one.id + item, issuer.id, legal_day(at), PUBLICATION, marks=(channel or "",), reference=item)
        for one, at, channel in kept
        for item in one.items
    ]
    found = [one for one in evaluate(book, subject, records, day, today) if one.rule == part.id]
    owed: list[Owed] = []
    for item in part.fields.what:
        told = [Told(one, at, channel, State.MET) for one, at, channel in kept if item in one.items]
        missing = [one.state for one in found if f"missing:{item}" in one.because]
        state = missing[0] if missing else State.MET if found else State.EXCUSED
        owed.append(Owed(part, item, when, state, tuple(told)))
    return owed


def told_at(publication: Publication, part: Part) -> tuple[datetime | None, str | None]:
    """When deputies were first told by a channel that the rule takes, and by which."""
    channels = part.fields.channels
    ways = [(_begins(sent.on), sent.channel) for sent in publication.dispatches if sent.channel in channels]
    if publication.published_at is not None and (not channels or PLATFORM in channels):
        ways.append((publication.published_at, PLATFORM))
    return min(ways, default=(None, None), key=lambda way: way[0])


def _is_told_here(fields: Publish) -> bool:
    issued = all(event.endswith(_ISSUED) for event in fields.after)
    return _DEPUTY in fields.to and issued and not fields.before


def _carries(publication: Publication, part: Part) -> bool:
    return any(item in part.fields.what for item in publication.items)


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)
