"""What the rules say of an activity before it is announced: each that asks something of it, met or not.

How many are invited, and who; what there must be on an occasion; what must have been done before it begins;
what is barred, what needs consent. Pure: what is known of the activity comes in as a :class:`Situation`.

What binds generally can be departed from with a reason; a wish (best effort, may) is advice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.invitations.activities.activity import Activity, OrganiserKind, Told
from functions.invitations.activities.words import INVITED, SENT
from shared.domain.clock import legal_day
from shared.domain.places import division_of
from shared.regulations import matters, sentences
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Entry, Subject
from shared.regulations.kinds.bar import Bar
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.size import Size
from shared.regulations.matters import Lack, Matter, Running
from shared.regulations.reckoning import Event
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Modality, Part, SubjectKind
from shared.regulations.verdicts import State as VerdictState

MEETING = "standing_committee_meeting"
SESSION = "congress_session"
OPENS = {MEETING: "meeting_opens", SESSION: "session_opens"}
"""What the rules call the beginning of a kind of activity."""
GRASSROOTS, FIELD, PROPOSING, PARTICIPATING = (
    "grassroots_invitees",
    "field_invitees",
    "proposing_invitees",
    "participating_invitees",
)
"""The categories from which deputies are invited to meetings (Guangxi art. 6; Shenzhen art. 16)."""
NO_CATEGORY = "no_category"
_NAMES = {NO_CATEGORY: ("未归入任何类别的代表", "deputies of no category")}
_DERIVED = frozenset(
    {
        "agenda", "materials", "speaking_time", "card_carried", "deputy_card", "within_the_city",
        "on_the_spot", "with_others",
    }
)  # fmt: skip
"""Items of checklists that are known here, and that nobody states."""
_RAISED = frozenset({"agenda_sent", "materials_sent", "inspection_notice", "inspection_report"})
"""Events that an announcement or a report is."""
SENDING = frozenset({"agenda_sent", "materials_sent"})
"""Those of them by which invitees have what the meeting is about."""
_BOUND = {
    OrganiserKind.COMMITTEE: (SubjectKind.COMMITTEE, SubjectKind.MEETING, SubjectKind.STAFF),
    OrganiserKind.STATION: (SubjectKind.STATION,),
    OrganiserKind.GROUP: (SubjectKind.GROUP,),
    OrganiserKind.DEPUTY: (),
}


class Outcome(StrEnum):
    """``open``: time is left. ``short``: the announcement is refused. ``explain``: it is allowed with a
    reason, which ``departed`` has. ``advice``: it is allowed."""

    MET = "met"
    OPEN = "open"
    SHORT = "short"
    EXPLAIN = "explain"
    DEPARTED = "departed"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Guest:
    """A deputy who is invited: as what, and what the rules look at. ``home`` is the code of the station of
    placement or of the unit that elected."""

    person: str
    category: str | None = None
    grassroots: bool = False
    fields: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """An activity and what is known of it. ``materials_at`` is when the first material was there, ``done``
    what its committee did before, with sessions (``session_opens``) among them."""

    activity: Activity
    guests: tuple[Guest, ...] = ()
    materials_at: datetime | None = None
    done: tuple[Event, ...] = ()
    card: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Where the activity stands under one part of a rule. ``required`` and ``counted`` are of sizes, ``due``
    of what must be done before, ``undone`` whether that is left undone to this day. ``sentence`` is in
    Chinese and in English."""

    part: Part
    outcome: Outcome
    sentence: tuple[str, str]
    required: int | None = None
    counted: int | None = None
    missing: tuple[str, ...] = ()
    not_allowed: tuple[str, ...] = ()
    due: datetime | None = None
    undone: bool = False


def asked(book: Rulebook, what: Situation, now: datetime) -> tuple[Check, ...]:
    """Every rule that asks something of the activity, as if it were announced now; in the rulebook's order.
    Once it was announced, as of then."""
    found = [*_sizes(book, what), *_lists(book, what), *_clocks(book, what, now), *_acts(book, what, now)]
    order = {part.id: number for number, part in enumerate(book.parts)}
    return tuple(sorted(found, key=lambda check: order[check.part.id]))


def unsent(book: Rulebook, what: Situation, now: datetime) -> list[Check]:
    """What a binding rule wants with the invitees before the beginning, and that is not."""
    found = (check for check in _clocks(book, what, now) if check.part.modality in matters.BINDING)
    return [one for one in found if one.undone and not SENDING.isdisjoint(one.part.fields.until)]


def facts_of(activity: Activity) -> dict[str, Told]:
    """What the conditions of rules look at."""
    return {**activity.facts, "level": str(level_of(activity.congress))}


def missed(part: Part, activity: Activity) -> Outcome:
    """What it means that a part is not met."""
    if part.modality in matters.BINDING:
        return Outcome.SHORT
    if part.modality is not Modality.GENERALLY:
        return Outcome.ADVICE
    departed = any(departure.rule in (part.id, part.rule) for departure in activity.departures)
    return Outcome.DEPARTED if departed else Outcome.EXPLAIN


def _sizes(book: Rulebook, what: Situation) -> Iterable[Check]:
    activity, evaluator = what.activity, Evaluator(book)
    for kind in _BOUND[activity.organiser.kind]:
        for word in activity.words:
            subject = Subject(kind, activity.id, facts_of(activity), sets=_sets(what), over=word)
            for verdict in evaluator.evaluate(subject, (), legal_day(activity.starts)):
                part = book.part(verdict.rule)
                if part is None or not isinstance(part.fields, Size) or word not in part.fields.each:
                    continue
                met = verdict.state is VerdictState.MET
                yield Check(
                    part,
                    Outcome.MET if met else missed(part, activity),
                    sentences.of_verdict(book, verdict),
                    verdict.required,
                    verdict.counted,
                )


def _sets(what: Situation) -> Mapping[str, tuple[Entry, ...]]:
    """The sets that rules measure over an activity. Who is local is known only where the place is."""
    activity = what.activity
    entries = {
        guest.person: Entry(
            guest.person,
            {"grassroots": guest.grassroots, "field_or_expertise": _of_field(guest, activity)},
        )
        for guest in what.guests
    }
    sets = {"invited_deputies": tuple(entries.values())}
    if activity.station is not None:
        place = division_of(activity.station)
        local = [guest for guest in what.guests if guest.home.startswith(place)]
        sets["local_deputies"] = tuple(entries[guest.person] for guest in local)
    return sets


def _of_field(guest: Guest, activity: Activity) -> bool:
    return guest.category == FIELD or not activity.about_fields.isdisjoint(guest.fields)


def categories(guest: Guest, activity: Activity) -> frozenset[str]:
    """The categories under which a deputy is invited: the one that was said, else those that are plain."""
    if guest.category is not None:
        return frozenset({guest.category})
    plain = [word for word, so in ((GRASSROOTS, guest.grassroots), (FIELD, _of_field(guest, activity))) if so]
    return frozenset(plain or [NO_CATEGORY])


def _lists(book: Rulebook, what: Situation) -> Iterable[Check]:
    activity = what.activity
    facts, present = facts_of(activity), _present(what)
    occasions: dict[str, frozenset[str]] = dict.fromkeys(activity.words, present)
    if activity.kind == MEETING:
        invited = frozenset(word for guest in what.guests for word in categories(guest, activity))
        occasions |= {INVITED: invited, SENT: present & {"agenda", "materials"}}
    bound = (*_BOUND[activity.organiser.kind], SubjectKind.DEPUTY)
    for occasion, there in occasions.items():
        lacks = {lack.part.id: lack for lack in matters.lacking(book, occasion, facts, there)}
        for part in book.parts:
            rule = part.fields
            if (
                isinstance(rule, Checklist)
                and occasion in rule.on
                and part.subject in bound
                and part.condition.holds(facts)
            ):
                lack = lacks.get(part.id)
                if lack is None:
                    yield Check(part, Outcome.MET, sentences.of_refusal(book, part))
                else:
                    sentence = _of_lack(book, lack)
                    outcome = missed(part, activity)
                    yield Check(part, outcome, sentence, missing=lack.missing, not_allowed=lack.not_allowed)


def _of_lack(book: Rulebook, lack: Lack) -> tuple[str, str]:
    plain = [word for word in lack.not_allowed if word not in _NAMES]
    zh, en = sentences.of_lack(book, Lack(lack.part, lack.missing, tuple(plain), lack.refuses))
    for word in lack.not_allowed:
        if word in _NAMES:
            zh, en = f"{zh}不得有{_NAMES[word][0]}。", f"{en} Not allowed: {_NAMES[word][1]}."
    return zh, en


def named(book: Rulebook, word: str) -> tuple[str, str]:
    """The Chinese and the English name of a word that a check gives."""
    return _NAMES.get(word) or book.word(word)


def _present(what: Situation) -> frozenset[str]:
    """What there is, in the words of checklists: what is known here, and beyond that what was stated."""
    activity = what.activity
    own = activity.organiser.kind is OrganiserKind.DEPUTY
    inside = activity.scope.startswith(activity.congress)
    known = {
        "agenda": bool(activity.agenda),
        "materials": what.materials_at is not None,
        "speaking_time": bool(activity.speaking_slots),
        "card_carried": what.card or not own,
        "deputy_card": what.card or not own,
        "within_the_city": inside,
        "on_the_spot": inside,
        "with_others": bool(what.guests),
    }
    stated = frozenset((*activity.provided, *activity.topics)) - _DERIVED
    return stated | {word for word, there in known.items() if there}


def _clocks(book: Rulebook, what: Situation, now: datetime) -> Iterable[Check]:
    activity = what.activity
    told = activity.announced_at or now
    events = [Event(activity.kind, activity.starts, activity.id), *what.done]
    if activity.kind in OPENS:
        events.append(Event(OPENS[activity.kind], activity.starts, activity.id))
    if activity.agenda:
        events.append(Event("agenda_sent", told))
    if what.materials_at is not None:
        events.append(Event("materials_sent", max(told, what.materials_at)))
    if activity.organiser.kind is OrganiserKind.DEPUTY:
        events.append(Event("inspection_notice", told))
        if activity.report is not None and activity.closed_at is not None:
            events.append(Event("inspection_report", activity.closed_at))
    raised = _RAISED | {event.name for event in what.done} | {"inspection", "concentrated_inspection"}
    bound = (*_BOUND[activity.organiser.kind], SubjectKind.DEPUTY)
    matter = Matter(activity.id, facts_of(activity), tuple(events), subjects=bound)
    for run in matters.running(book, matter, now):
        anchor = run.clock.precedes or run.clock.started
        if anchor is None or anchor.id != activity.id or raised.isdisjoint(_fulfilling(run)):
            continue
        state = run.clock.state
        outcome = {
            "running": Outcome.OPEN,
            "halted": Outcome.OPEN,
            "met": Outcome.MET,
            "stopped": Outcome.MET,
        }
        yield Check(
            run.part,
            outcome.get(state) or missed(run.part, activity),
            sentences.of_refusal(book, run.part),
            missing=(run.item,) if run.item and run.clock.fulfilled is None else (),
            due=run.clock.due.at if run.clock.due is not None else None,
            undone=run.clock.fulfilled is None and not _made_good(run, events, anchor.at, now),
        )


def _made_good(run: Running, events: Iterable[Event], due: datetime, now: datetime) -> bool:
    """Whether what had to be done before has been done late."""
    names = _fulfilling(run)
    return any(event.name in names and due <= event.at <= now for event in events)


def _fulfilling(run: Running) -> tuple[str, ...]:
    until: tuple[str, ...] = (run.item,) if run.item else run.part.fields.until
    return until


def _acts(book: Rulebook, what: Situation, now: datetime) -> Iterable[Check]:
    """Bars of this occasion, and what must be consented to."""
    activity, facts = what.activity, facts_of(what.activity)
    acts = dict.fromkeys(item.act for item in activity.agenda if item.act is not None)
    refused = {part.id for act in acts for part in matters.barred(book, act, facts, activity.words)}
    for part in book.parts:
        rule = part.fields
        if not isinstance(rule, Bar) or not part.condition.holds(facts):
            continue
        if part.id in refused:
            outcome = Outcome.ADVICE if rule.recuse else missed(part, activity)
            barred = tuple(act for act in acts if act in rule.act)
            yield Check(part, outcome, sentences.of_refusal(book, part), not_allowed=barred)
        elif not set(rule.on).isdisjoint(activity.words):
            yield Check(part, Outcome.MET, sentences.of_refusal(book, part))
    for act in acts:
        given = [
            matters.Answer(consent.by, True, consent.at)
            for consent in activity.consents
            if consent.act == act
        ]
        for permission in matters.permissions(book, act, facts, activity.created_at, given, now):
            granted = permission.state == "granted"
            yield Check(
                permission.part,
                Outcome.MET if granted else missed(permission.part, activity),
                sentences.of_refusal(book, permission.part),
                missing=() if granted else permission.of,
            )
