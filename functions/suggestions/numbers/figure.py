"""What one case is counted as: plain values of the case and of its hand-overs, as they stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from functions.suggestions.clocks.clock import Timed
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import HandOver, Share
from functions.suggestions.numbers.tally import NONE, Counts, Group, Tally, under
from functions.suggestions.opinions import opinion as opinions
from functions.suggestions.opinions.opinion import Happened, Opinion
from functions.suggestions.promises.promise import Standing
from functions.suggestions.suggestions import suggestion as suggestions
from functions.suggestions.suggestions.suggestion import State, Suggestion
from shared.domain.clock import legal_day, month_of
from shared.regulations.kinds.deadline import Deadline

_ANSWERS = {Happened.ANSWERED, Happened.EXPLAINED, Happened.FED_BACK}
_REPLIED_TO = (State.REPLIED, State.RATED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A case in the tallies of its own ``scope`` and of the ``month`` in which it came; ``alone`` is a tally
    of this one case. Its one combination of marks has the kinds of record that metrics count, which end
    with a colon, and the marks that each of these records carries."""

    kind: str
    case: str
    scope: str
    month: str
    alone: Tally

    def of_units(self) -> dict[str, Tally]:
        """What each unit that had a part in it had to do, as a tally of the unit's own."""
        (category,) = self.alone.categories
        (marks,) = self.alone.marks
        kept = [mark for mark in marks.split() if mark not in ("on_time", "late")]
        return {
            unit: Tally(
                counts, {category: counts}, marks={" ".join(sorted([*kept, *_in_time(Counter(counts))])): 1}
            )
            for unit, counts in self.alone.units.items()
        }


def of_opinion(opinion: Opinion, held: Iterable[HandOver], now: datetime) -> Figure:
    """An opinion; of one that was merged the voice is counted where it went."""
    held = list(held)
    merged = opinion.state is opinions.State.MERGED
    voices = 0 if merged else 1 + len(opinion.merged)
    counts = Counter({"cases": 1, "voices": voices, f"state:{opinion.state}": 1, f"round:{opinion.round}": 1})
    kinds = ["received"]
    own = [one for one in held if one.share is Share.OWN]
    answered = _first(own, {what.value for what in _ANSWERS})
    if answered is not None:
        counts.update(_answered(opinion.opened_at, answered))
        kinds.append("answered")
    if any(one.share in handover.UNITS for one in held):
        kinds.append("handed_over")
    if opinion.ratings:
        counts[f"result:{opinion.ratings[-1].result}"] = 1
        kinds.append("rated")
    units, names = _units(held, now)
    group = Group(
        opinion.id,
        opinion.scope,
        opinion.opened_at.isoformat(),
        opinion.state.value,
        voices,
        None if opinion.category is None else opinion.category.value,
        opinion.place,
        opinion.subject,
    )
    alone = _alone(
        counts,
        NONE if opinion.category is None else opinion.category.value,
        units,
        names,
        ["opinion", opinion.state.value, *_results(counts), *(f"{kind}:" for kind in kinds)],
    )
    if opinion.place and not merged:
        alone = replace(alone, places={f"{opinion.scope}|{opinion.place}": {"cases": 1, "voices": voices}})
    if voices > 1:
        alone = replace(alone, groups=(group,))
    month = month_of(legal_day(opinion.opened_at))
    return Figure(opinions.KIND, opinion.id, opinion.scope, month, alone)


def of_suggestion(suggestion: Suggestion, held: Iterable[HandOver], now: datetime) -> Figure | None:
    """A suggestion, once it was submitted; ``None`` before. Of one that was merged the deputies are counted
    where it went."""
    if suggestion.submitted_at is None:
        return None
    held = list(held)
    merged = suggestion.state is State.MERGED
    counts = Counter({"cases": 1, "voices": 0 if merged else len(suggestion.concerned)})
    counts.update({f"state:{suggestion.state}": 1, f"round:{max(suggestion.round, 1)}": 1})
    marks = ["suggestion", suggestion.state.value, "submitted:"]
    if suggestion.in_session:
        counts["in_session"] = 1
        marks.append("in_session")
    if suggestion.round:
        marks.append("handed_over:")
    if suggestion.round > 1 or suggestion.state in _REPLIED_TO:
        leads = [one for one in held if one.share is Share.LEAD]
        replies = filter(None, (_first([one], {handover.REPLIED}) for one in leads))
        counts.update(_answered(suggestion.submitted_at, max(replies, default=suggestion.submitted_at)))
        marks.append("replied:")
    rated = _rated(suggestion)
    if rated:
        counts.update(rated)
        marks += [*_results(rated), "rated:"]
    counts.update({word: 1 for word in ("key", "escalation") if getattr(suggestion, word) is not None})
    units, names = _units(held, now)
    for part in suggestion.units:
        if part.reply is not None:
            outcome = Counter({f"outcome:{part.reply.outcome}": 1})
            units.setdefault(part.unit, Counter()).update(outcome + rated)
            counts.update(outcome)
    for promise in suggestion.promises:
        word = f"promise:{promise.state}"
        if promise.state is Standing.OPEN:
            word = f"promised:{promise.until}"
        units.setdefault(promise.unit, Counter())[word] += 1
        counts[word] += 1
    category = suggestion.category or NONE
    month = month_of(legal_day(suggestion.submitted_at))
    alone = _alone(counts, category, units, names, marks)
    return Figure(suggestions.KIND, suggestion.id, suggestion.congress, month, alone)


def _alone(
    counts: Counter[str],
    category: str,
    units: dict[str, Counter[str]],
    names: dict[str, str],
    marks: list[str],
) -> Tally:
    for more in units.values():
        counts.update({word: n for word, n in more.items() if _is_owed(word)})
    plain = _plain(counts)
    words = " ".join(sorted({*marks, *_in_time(counts)}))
    return Tally(plain, {category: plain}, {}, {u: _plain(c) for u, c in units.items()}, names, {words: 1})


def _units(held: Iterable[HandOver], now: datetime) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    """What each unit had and has to do under a rule whose clock ends with the reply."""
    found: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    for one in held:
        if one.share not in handover.UNITS:
            continue
        counts = found.setdefault(one.party, Counter({"cases": 1}))
        names[one.party] = one.name or one.party
        owed = [timed for timed in handover.clocks(one, now) if _asks_for_reply(timed)]
        counts.update(_obligation(timed, one) for timed in owed)
        if not owed and one.state in handover.OPEN:
            counts["untimed"] += 1
        if one.state is handover.State.RETURNED:
            counts["returned"] += 1
        if any(step.what == handover.REPLIED for step in one.steps):
            counts["answered"] += 1
    return found, names


def _asks_for_reply(timed: Timed) -> bool:
    rule = timed.run.part.fields
    return timed.binds and isinstance(rule, Deadline) and handover.REPLIED in rule.until


def _obligation(timed: Timed, held: HandOver) -> str:
    """The word under which a clock is counted. What was given back or taken away in time is owed no more."""
    clock = timed.run.clock
    if clock.state == "met":
        return "on_time"
    if clock.state == "late":
        return "late"
    if held.state not in handover.OPEN or clock.state == "stopped":
        return "late" if clock.state == "overdue" else "released"
    return "untimed" if clock.due is None else f"owed:{clock.due.day}"


def _rated(suggestion: Suggestion) -> Counter[str]:
    """What each leading deputy thinks of the round that runs."""
    given = (suggestion.rating, *(voice.rating for voice in suggestion.voices))
    return Counter(
        word
        for rating in given
        if rating is not None
        for word in (f"result:{rating.result}", f"attitude:{rating.attitude}")
    )


def _results(counts: Counter[str]) -> list[str]:
    """Marks: what who rated thinks of the result."""
    return list(under(counts, "result"))


def _answered(begun: datetime, at: datetime) -> Counts:
    return {"answered": 1, "days": (legal_day(at) - legal_day(begun)).days}


def _first(held: Iterable[HandOver], what: set[str]) -> datetime | None:
    return min((step.at for one in held for step in one.steps if step.what in what), default=None)


def _in_time(counts: Counter[str]) -> list[str]:
    """Of a case of which nothing is owed any more: whether all of it was done in time."""
    if counts["late"]:
        return ["late"]
    owed = any(word.startswith("owed:") for word in counts)
    return ["on_time"] if counts["on_time"] and not owed else []


def _is_owed(word: str) -> bool:
    return word in ("on_time", "late", "untimed", "returned", "released") or word.startswith("owed:")


def _plain(counts: Counter[str]) -> Counts:
    return {word: n for word, n in counts.items() if n}
