"""Asking the rules: for everybody who looks, before an announcement, before an opening."""

from dataclasses import replace
from datetime import datetime

from functions.invitations.activities import checks, preparing, store, words
from functions.invitations.activities.activity import Activity
from functions.invitations.activities.checks import Check, Outcome, Situation
from functions.invitations.activities.organising import require_preparer
from functions.invitations.inviting.store import SeatsItem
from functions.invitations.tables import SEATS, activity_key
from shared.domain.clock import legal_day
from shared.domain.errors import FieldProblem, Refusal
from shared.domain.roles import Caller
from shared.regulations import matters, sentences
from shared.regulations.rulebook import Rulebook
from shared.store.envelopes import value_of
from shared.store.packs import packs
from shared.store.writing import Write, check


def examine(
    activity: str, caller: Caller, draft_pack: str | None, now: datetime
) -> tuple[Activity, Rulebook, tuple[Check, ...]]:
    """What the rules in force say of an activity, with a draft as if it were in force: to those who read what
    is recorded there and to whoever acts for its organiser. Three calls and more; see
    :func:`preparing.situation`. Raises ``draft_not_found``."""
    found = value_of(store.load(activity), Activity)
    require_preparer(caller, found)
    if draft_pack is not None and draft_pack not in words.drafts_of(found.congress):
        raise Refusal("draft_not_found", draft=draft_pack)
    drafts = () if draft_pack is None else (draft_pack,)
    day = legal_day(found.announced_at or now)
    book = packs().rulebook(found.congress, day, drafts)
    known, _ = preparing.situation(found)
    return found, book, checks.asked(book, known, now)


def still_selected(activity: str, number: int) -> Write:
    """As many are selected as were looked at."""
    selected = SeatsItem.selected
    same = selected.does_not_exist() | (selected == 0) if number == 0 else selected == number
    return check(SeatsItem(activity_key(activity), SEATS), same, Refusal("conflict", retry_after=1))


def require_rules(known: Situation, now: datetime) -> None:
    """Raises ``activity_rule_unmet`` or ``departure_needed`` with the first article and the sentence of each;
    ``rule_not_found`` and ``departure_refused`` for departures that there cannot be."""
    book = words.book_in_force(known.activity.congress, legal_day(now))
    for departure in known.activity.departures:
        _require_departable(book, departure.rule)
    found = checks.asked(book, known, now)
    _refuse([one for one in found if one.outcome is Outcome.SHORT], "activity_rule_unmet")
    _refuse([one for one in found if one.outcome is Outcome.EXPLAIN], "departure_needed")


def require_no_worse(before: Situation, after: Activity, now: datetime) -> None:
    """What was announced is not changed so that it meets a rule no longer: raises ``activity_rule_unmet``."""
    activity = before.activity
    book = words.book_in_force(activity.congress, legal_day(activity.announced_at or now))
    was = {one.part.id for one in checks.asked(book, before, now) if one.outcome is Outcome.SHORT}
    found = checks.asked(book, replace(before, activity=after), now)
    _refuse(
        [one for one in found if one.outcome is Outcome.SHORT and one.part.id not in was],
        "activity_rule_unmet",
    )


def _require_departable(book: Rulebook, rule: str) -> None:
    """Raises ``rule_not_found``, ``departure_refused``."""
    parts = [part for part in book.parts if rule in (part.id, part.rule)]
    if not parts:
        raise Refusal("rule_not_found", rule=rule)
    binding = [part for part in parts if part.modality in matters.BINDING]
    if len(binding) == len(parts):
        raise Refusal("departure_refused", basis=sentences.basis(binding[0]), rule=rule)


def require_done(known: Situation, now: datetime) -> None:
    """What a rule wants done before the beginning can be made good until then, but not left undone: raises
    ``activity_rule_unmet``."""
    book = words.book_in_force(known.activity.congress, legal_day(now))
    found = checks.asked(book, known, max(now, known.activity.starts))
    undone = [one for one in found if one.outcome is Outcome.SHORT and one.undone]
    _refuse(undone, "activity_rule_unmet")


def _refuse(found: list[Check], code: str) -> None:
    if found:
        errors = tuple(FieldProblem(f"rule.{one.part.id}", *one.sentence) for one in found)
        raise Refusal(code, basis=sentences.basis(found[0].part), errors=errors)
