"""What the rules say of a suggestion: what there must be when it is submitted or replied to, what is barred,
who does what with it. No number and no branch stands here: all of it follows from the packs in force."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from functions.suggestions.suggestions.suggestion import Handling, State, Suggestion
from shared.domain.clock import legal_day
from shared.domain.errors import FieldProblem, Refusal, invalid
from shared.regulations import matters, sentences, stating
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.matters import BINDING, Way
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.values import Fact
from shared.store.packs import packs

SUBMITTED, REPLIED, PREPARED = "submitted", "replied", "suggestion_prepared"
ONE_MATTER = "one_matter"
"""What every deputy confirms who submits: it speaks of one matter, so that it has one answer. No regulation
says so; a pack may, as an item of a list."""
_ACT = "submit_suggestion"
_MATCHING = frozenset({"pre_submit", "match"})
_KNOWN = frozenset({"level", "in_session"})
"""Facts that are known here, and that nobody states."""
_DERIVED = frozenset({"title", "text", "category", "deputy_contacted", "deputy_heard"})
"""Items of checklists that are seen here, and that nobody states."""
_OCCASIONS = {
    State.DRAFT: PREPARED,
    State.RETURNED: PREPARED,
    State.SUBMITTED: SUBMITTED,
    State.ACCEPTED: SUBMITTED,
    State.HANDED_OVER: "handed_over",
    State.HANDLING: "handed_over",
}
"""The event whose rules say what is to be done next."""


def book(suggestion: Suggestion, now: datetime) -> Rulebook:
    """The rules of the congress on the day of the submission; before it, today's."""
    return packs().rulebook(suggestion.congress, legal_day(suggestion.submitted_at or now))


def facts(suggestion: Suggestion) -> dict[str, Fact]:
    """What conditions of rules look at."""
    known: dict[str, Fact] = {
        "level": str(level_of(suggestion.congress)),
        "in_session": suggestion.in_session,
    }
    return {**suggestion.facts, **known}


def told(stated: Mapping[str, str], rules: Rulebook) -> dict[str, Fact]:
    """Facts that somebody states; raises ``Refusal("invalid_request")`` for what no rule there knows."""
    return stating.told(stated, rules, _KNOWN)


def lists(suggestion: Suggestion, rules: Rulebook, on: str) -> tuple[Part, ...]:
    """The checklists that are looked at on an occasion."""
    known = facts(suggestion)
    return tuple(
        part
        for part in rules.parts
        if isinstance(part.fields, Checklist)
        and on in part.fields.on
        and part.subject in (SubjectKind.DEPUTY, SubjectKind.HANDLING_UNIT)
        and part.condition.holds(known)
    )


def ways(suggestion: Suggestion, rules: Rulebook) -> tuple[Way, ...]:
    """Who is to do what with it, as it stands now (Deputies Law art. 36, 51-1, 52-1)."""
    on = _OCCASIONS.get(suggestion.state)
    return () if on is None else matters.routes(rules, facts(suggestion), on)


def matching(suggestion: Suggestion, rules: Rulebook) -> Way | None:
    """The way by which a draft is first shown to units (Shenzhen art. 28-1), where a rule there has one."""
    found = matters.routes(rules, facts(suggestion), PREPARED)
    return next((way for way in found if not _MATCHING.isdisjoint(way.branch.act)), None)


def require_talked(suggestion: Suggestion, rules: Rulebook) -> None:
    """Raises ``talk_missing`` with the article where a rule binds the deputy to show a draft to units before
    it is submitted, and none saw it. Whether a unit answers is not for the deputy to say."""
    way = matching(suggestion, rules)
    if way is not None and way.part.modality in BINDING and not suggestion.talks:
        raise Refusal("talk_missing", basis=sentences.basis(way.part))


def require_submittable(suggestion: Suggestion, rules: Rulebook, stated: Collection[str]) -> None:
    """Raises ``suggestion_barred`` and ``suggestion_incomplete`` with the article, ``several_matters`` where
    nobody confirms that it is one, ``invalid_request`` for a stated item that no list has."""
    barred = [
        part
        for part in matters.barred(rules, _ACT, facts(suggestion), (SUBMITTED,))
        if part.modality in BINDING and not part.fields.recuse
    ]
    if barred:
        errors = tuple(FieldProblem(f"rule.{part.id}", part.says, part.says_en) for part in barred)
        raise Refusal("suggestion_barred", basis=sentences.basis(barred[0]), errors=errors)
    present = {"title", "text"} | ({"category"} if suggestion.category else set())
    _require_lists(suggestion, rules, SUBMITTED, stated, present)
    if ONE_MATTER not in stated:
        raise Refusal("several_matters")


def require_answered(
    suggestion: Suggestion, rules: Rulebook, handling: Handling, stated: Collection[str]
) -> None:
    """Raises ``suggestion_incomplete`` with the article where a reply lacks what it must have (art. 51-2: the
    deputy was contacted and heard), ``invalid_request`` for a stated item that no list has."""
    seen = {"deputy_contacted": handling.contacted_at, "deputy_heard": handling.heard_at}
    present = {"text", *(item for item, at in seen.items() if at is not None)}
    _require_lists(suggestion, rules, REPLIED, stated, present)


def _require_lists(
    suggestion: Suggestion, rules: Rulebook, on: str, stated: Iterable[str], present: set[str]
) -> None:
    asked = lists(suggestion, rules, on)
    known = {item for part in asked for item in (*part.fields.items, *part.fields.besides)} - _DERIVED
    own = {ONE_MATTER} if on == SUBMITTED else set()
    for item in stated:
        if item not in known | own:
            raise invalid("body.stated", f"没有“{item}”这一项", f"no list has {item}")
    there = present | set(stated)
    lacks = [
        lack
        for lack in matters.lacking(rules, on, facts(suggestion), there)
        if lack.refuses and lack.missing and lack.part in asked
    ]
    if lacks:
        errors = tuple(
            FieldProblem(
                f"rule.{lack.part.id}",
                f"缺{'、'.join(rules.word(item)[0] for item in lack.missing)}",
                f"missing: {', '.join(rules.word(item)[1] for item in lack.missing)}",
            )
            for lack in lacks
        )
        raise Refusal("suggestion_incomplete", basis=sentences.basis(lacks[0].part), errors=errors)
