"""A draft over real records: who would have met it, who not, what differs from the rules then in force."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from functions.standing import recorded
from functions.standing.drafts import Draft, guarded
from functions.standing.judging import evaluator, since
from functions.standing.jurisdiction import binding
from functions.standing.recorded import Known
from functions.standing.sittings import Sittings
from functions.standing.spans import Judged, Key, over
from functions.standing.subjects import of_mandate
from functions.standing.views import is_recorded
from functions.standing.words import in_language
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.mandates import Mandate
from shared.regulations.periods import OPEN, Period
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import SubjectKind
from shared.regulations.verdicts import State, Verdict
from shared.store import pages
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.store.records import deputy_key

LISTED = "DEPUTIES"
"""Kind under which registration lists deputies by scope."""
MOST_LINES = 400
"""Rules times periods of one mandate: what a page of deputies is multiplied by."""


@dataclass
class Line:
    """One rule in one period, over the mandates of a page."""

    rule: str
    period: Period
    book: Rulebook
    of_draft: bool
    states: dict[State, int] = field(default_factory=dict)
    falls_short: list[dict[str, Any]] = field(default_factory=list)
    no_longer: list[dict[str, Any]] = field(default_factory=list)

    @property
    def matters(self) -> bool:
        """Whether the draft says it, or changes where somebody stands under it."""
        return self.of_draft or bool(self.no_longer) or any(entry["new"] for entry in self.falls_short)


@dataclass(frozen=True)
class Question:
    """What is asked: of which draft, in which scope and days, of one rule or (``None``) of all."""

    draft: Draft
    scope: str
    first: date
    last: date
    rule: str | None
    today: date


def page(question: Question, *, limit: int, cursor: str | None, chinese: bool) -> dict[str, Any]:
    """The deputies of a page, judged by the draft and by the rules then in force. Up to four calls for the
    page, one for each deputy with a mandate in that time, one for each congress whose sessions matter, more
    where somebody has over a megabyte of records.

    Raises ``pack_invalid``, ``what_if_too_large``, ``invalid_cursor``.
    """
    listed = pages.scope_page(LISTED, question.scope, limit=limit, cursor=cursor)
    lines: dict[tuple[str, str], Line] = {}
    sittings = Sittings()
    judged = 0
    for deputy in (value_of(item, Deputy) for item in listed.items):
        held = [mandate for mandate in deputy.mandates if _overlaps(mandate, question)]
        judged += len(held)
        if held:
            guarded(lambda deputy=deputy, held=held: _compare(question, deputy, held, sittings, lines))  # type: ignore[misc]
    found = sorted(
        (line for line in lines.values() if line.matters),
        key=lambda line: (not line.of_draft, line.rule, line.period.first),
    )
    rows = Page([_shown(line, chinese) for line in found], listed.next)
    return {
        "instrument": in_language(question.draft.instrument, chinese),
        "first": question.first,
        "last": question.last,
        "judged": judged,
        "items": rows.items,
        "next": rows.next,
    }


def _overlaps(mandate: Mandate, question: Question) -> bool:
    return mandate.begins <= question.last and (mandate.ends is None or mandate.ends >= question.first)


def _compare(
    question: Question,
    deputy: Deputy,
    held: list[Mandate],
    sittings: Sittings,
    lines: dict[tuple[str, str], Line],
) -> None:
    known = _known(question, deputy, held)
    for mandate in held:
        then, instead = _both(question, deputy, mandate, known, sittings)
        if sum(_of_draft(question, verdict) for verdict, _ in instead.values()) > MOST_LINES:
            raise Refusal("what_if_too_large", most=MOST_LINES)
        who = {"deputy": deputy.id, "name": deputy.name, "mandate": mandate.id}
        for key, (verdict, book) in instead.items():
            line = _line(question, lines, verdict, book)
            line.states[verdict.state] = line.states.get(verdict.state, 0) + 1
            if verdict.state is State.SHORT:
                line.falls_short.append({**who, **_numbers(verdict), "new": not _is_short(then, key)})
        for key, (verdict, book) in then.items():
            if verdict.state is State.SHORT and not _is_short(instead, key):
                _line(question, lines, verdict, book).no_longer.append({**who, **_numbers(verdict)})


def _known(question: Question, deputy: Deputy, held: list[Mandate]) -> Known:
    """All that one side or the other can count, from one query."""
    first = min(since(_parts(question, deputy, m), of_mandate(deputy, m), question.first) for m in held)
    return recorded.known(deputy_key(deputy.id), first, question.last)


def _parts(question: Question, deputy: Deputy, mandate: Mandate) -> Iterator[Any]:
    division = binding(deputy, mandate)
    for judge_on in (evaluator, question.draft.evaluator):
        for day in (question.first, question.last):
            yield from judge_on(division, day).book.of(SubjectKind.DEPUTY)


def _both(
    question: Question, deputy: Deputy, mandate: Mandate, known: Known, sittings: Sittings
) -> tuple[Judged, Judged]:
    """Where the mandate stood under the rules then in force, and where under the draft it would have."""
    division = binding(deputy, mandate)
    judges = [
        judge_on(division, day)
        for judge_on in (evaluator, question.draft.evaluator)
        for day in (question.first, question.last)
    ]
    subject = sittings.during(
        of_mandate(deputy, mandate), mandate.division, known.leaves, judges, question.first, question.last
    )
    sides = (
        over(
            lambda day, judge_on=judge_on: judge_on(division, day),  # type: ignore[misc]
            subject,
            known.records,
            question.first,
            question.last,
            question.today,
        )
        for judge_on in (evaluator, question.draft.evaluator)
    )
    then, instead = ({key: at for key, at in side.items() if _asked(question, *at)} for side in sides)
    return then, instead


def _asked(question: Question, verdict: Verdict, book: Rulebook) -> bool:
    return question.rule is None or question.rule in (verdict.rule, verdict.rule.split(".")[0])


def _of_draft(question: Question, verdict: Verdict) -> bool:
    return verdict.instrument == question.draft.instrument.id


def _line(question: Question, lines: dict[tuple[str, str], Line], verdict: Verdict, book: Rulebook) -> Line:
    key = (verdict.rule, verdict.period.label)
    if key not in lines:
        lines[key] = Line(verdict.rule, verdict.period, book, _of_draft(question, verdict))
    return lines[key]


def _is_short(judged: Judged, key: Key) -> bool:
    return key in judged and judged[key][0].state is State.SHORT


def _numbers(verdict: Verdict) -> dict[str, int]:
    return {"required": verdict.required, "counted": verdict.counted, "remaining": verdict.remaining}


def _shown(line: Line, chinese: bool) -> dict[str, Any]:
    part = next(part for part in line.book.parts if part.id == line.rule)
    first, last, label = line.period
    states = line.states
    return {
        "rule": line.rule,
        "article": part.article,
        "instrument": in_language(line.book.instruments[part.instrument], chinese),
        "modality": part.modality,
        "says": in_language(part, chinese)["says"],
        "of_draft": line.of_draft,
        "recorded": is_recorded(part),
        "period": {"label": label, "first": first, "last": None if last == OPEN else last},
        "bound": sum(states.values()),
        "met": states.get(State.MET, 0),
        "short": states.get(State.SHORT, 0),
        "excused": states.get(State.EXCUSED, 0),
        "open": states.get(State.OPEN, 0) + states.get(State.AT_RISK, 0),
        "falls_short": line.falls_short,
        "no_longer_short": line.no_longer,
    }
