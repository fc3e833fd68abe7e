"""Whom to invite to an activity, and how far the term's coverage has come."""

from dataclasses import dataclass
from datetime import datetime

from functions.invitations.activities import store as activities
from functions.invitations.activities import words
from functions.invitations.activities.activity import Activity
from functions.invitations.activities.checks import FIELD, GRASSROOTS, PARTICIPATING, PROPOSING
from functions.invitations.activities.organising import require_organiser
from functions.invitations.candidates import coverage, listing, proposers
from functions.invitations.candidates.listing import Covered
from functions.invitations.candidates.ranking import Candidate, Reasons, Why, ranked
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import Invitation
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.roles import Caller
from shared.regulations.kinds.quota import Quota
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.values import Fact
from shared.store.envelopes import value_of
from shared.store.pages import Page

RELATED = ("enforcement_inspection", "inspection", "concentrated_inspection", "research", "special_inquiry")
"""Kinds of activity of which a later one takes up what was found: whoever took part knows the matter."""
CATEGORIES = (GRASSROOTS, FIELD, PROPOSING, PARTICIPATING)
"""The categories from which deputies are invited."""
_SHOWN_BY = {PROPOSING: Why.PROPOSER, PARTICIPATING: Why.PARTICIPANT}
"""The categories that no list of the Registry knows, and the reason that shows them."""


def candidates(
    activity: str, category: str | None, caller: Caller, now: datetime, *, limit: int, cursor: str | None
) -> tuple[Activity, Page[Candidate]]:
    """A page of the congress's deputies, of one category or all, the page ranked and each with reasons. Five
    calls and more: activity, list, counts (100 a call), who proposed related suggestions, who is selected
    already."""
    found = value_of(activities.load(activity), Activity)
    require_organiser(caller, found)
    today = legal_day(now)
    page = listing.page(
        found.congress,
        (found.kind, *(kind for kind in RELATED if kind != found.kind)),
        today,
        limit=limit,
        cursor=cursor,
        grassroots=category == GRASSROOTS,
        fields=sorted(found.about_fields) if category == FIELD else (),
    )
    ids = [entry.deputy.id for entry in page.items]
    items = invitations.load_many(activity, ids) if ids else {}
    standing = {person: str(value_of(item, Invitation).state) for person, item in items.items()}
    reasons = Reasons(words.book_in_force(found.congress, today), found)
    proposed = proposers.of(found.congress, found.about_fields) if ids else frozenset()
    made = [
        reasons.of(_candidate(entry, found, standing.get(entry.deputy.id), entry.deputy.id in proposed))
        for entry in page.items
    ]
    if category in _SHOWN_BY:
        made = [one for one in made if any(reason.why is _SHOWN_BY[category] for reason in one.reasons)]
    if category == FIELD and not found.about_fields:
        made = []
    return found, Page(ranked(made), page.next)


def _candidate(entry: Covered, activity: Activity, standing: str | None, proposed: bool) -> Candidate:
    own = entry.counts.get(activity.kind)
    related = any(
        kind in RELATED and not activity.about_fields.isdisjoint(item.fields or ())
        for kind, item in entry.counts.items()
        if item.attended
    )
    return Candidate(
        entry.deputy,
        invited=int(own.invited or 0) if own is not None else 0,
        attended=int(own.attended or 0) if own is not None else 0,
        attended_on=None if own is None else own.attended_on,
        related=related,
        proposed=proposed,
        standing=standing,
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a term has come under a rule: how many deputies came at least once, and a page of those whom it
    names, with what is counted of each. ``term`` is ``None`` where the page names nobody."""

    part: Part
    book: Rulebook
    term: int | None
    attended: int | None
    page: Page[Candidate]


def covered(
    congress: str, rule: str, missing: bool, now: datetime, *, limit: int, cursor: str | None
) -> Coverage:
    """Three calls and more: list, counts, all who came. Raises ``rule_not_found``, ``rule_not_covered``."""
    today = legal_day(now)
    book = words.book_with_drafts(congress, today)
    part = book.part(rule)
    if part is None:
        raise Refusal("rule_not_found", rule=rule)
    kinds, grassroots = _asked(part, {"level": str(level_of(congress))})
    found = listing.page(congress, kinds, today, limit=limit, cursor=cursor, grassroots=grassroots is True)
    made = [_counted(entry, kinds) for entry in found.items]
    shown = [one for one in made if not (missing and one.attended)]
    term = max((entry.term for entry in found.items), default=None)
    came = None
    if term is not None and len(kinds) == 1:
        came = coverage.attended_in(congress, term, kinds[0], grassroots=grassroots)
    return Coverage(part, book, term, came, Page(shown, found.next))


def _asked(part: Part, facts: dict[str, Fact]) -> tuple[tuple[str, ...], bool | None]:
    """The kinds of activity of which a part wants each deputy at one within the term, and whether only of the
    grassroots (``None``: of all)."""
    quota = part.fields
    if isinstance(quota, Quota) and part.subject is SubjectKind.DEPUTY and quota.per.name == "term":
        if part.condition.holds({**facts, "grassroots": False}):
            return quota.tally.of, None
        if part.condition.holds({**facts, "grassroots": True}):
            return quota.tally.of, True
    raise Refusal("rule_not_covered")


def _counted(entry: Covered, kinds: tuple[str, ...]) -> Candidate:
    items = [item for kind, item in entry.counts.items() if kind in kinds]
    days: list[str | None] = [item.attended_on for item in items]
    return Candidate(
        entry.deputy,
        invited=sum(int(item.invited or 0) for item in items),
        attended=sum(int(item.attended or 0) for item in items),
        attended_on=max((day for day in days if day is not None), default=None),
    )
