"""What an activity can be called and can tell, in the words of the rulebook that binds it.

The common words that name activities, and every word that a pack there uses as a kind of record, as what a
number is measured over, as the occasion of a checklist: a new province brings its own kinds with its pack.
Drafts count here: what they would ask of an activity can be looked at before they bind.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from functions.invitations.activities.activity import Told
from shared.domain.errors import invalid
from shared.regulations import stating
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.quota import Quota
from shared.regulations.kinds.size import Size
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Status
from shared.store.packs import packs

NAMED = frozenset(
    {
        "activity", "group_activity", "congress_session", "standing_committee_meeting",
        "special_committee_meeting", "forum", "inspection", "concentrated_inspection", "card_inspection",
        "research", "enforcement_inspection", "special_inquiry", "appraisal", "training", "lecture",
        "reception", "visit", "consultation", "duty_report", "voters_appraisal", "suggestion_campaign",
        "activity_month", "deputies_council", "experience_exchange", "innovation_exchange", "briefing",
        "law_lecture", "livelihood_projects", "officials_at_station", "legal_outreach", "policy_outreach",
    }
)  # fmt: skip
"""The common words that name an activity."""
_RECORDED_OTHERWISE = frozenset(
    {"check_in", "absence", "leave", "appointment", "contact", "reception_day", "problem_solved"}
)
"""Records that no activity makes."""
INVITED, SENT = "attendees_invited", "materials_sent"
"""Occasions that the announcement of a meeting is, for the checklists that are looked at then."""
_COMPUTED = frozenset(
    {"level", "group_kind", "station_type", "in_session", "office", "grassroots", "armed_forces"}
)
"""Facts that are known here, and that nobody states."""


def book_in_force(congress: str, day: date) -> Rulebook:
    """The rulebook that binds what is held under this congress."""
    return packs().rulebook(congress, day)


def book_with_drafts(congress: str, day: date) -> Rulebook:
    """The same with the drafts that would bind it."""
    return packs().rulebook(congress, day, drafts_of(congress))


def drafts_of(congress: str) -> frozenset[str]:
    """The ids of the drafts that would hold in a division."""
    return frozenset(
        pack.instrument.id
        for pack in packs().packs
        if pack.instrument.status is Status.DRAFT and congress.startswith(pack.instrument.division)
    )


def kinds(congress: str, day: date) -> frozenset[str]:
    """Every word that can be the kind of an activity, or an occasion of one."""
    return _kinds(book_with_drafts(congress, day))


@lru_cache(maxsize=64)
def _kinds(book: Rulebook) -> frozenset[str]:
    found = set(NAMED)
    for part in book.parts:
        match part.fields:
            case Quota(tally=tally):
                found.update(tally.of)
            case Size(each=each):
                found.update(each)
            case Checklist(items=items, per=per, on=on):
                found.update(on if per is None else items)
    return frozenset(found - _RECORDED_OTHERWISE - {INVITED, SENT})


def require_kind(field: str, word: str, congress: str, day: date) -> None:
    """Raises ``Refusal("invalid_request")`` for a word that names no activity there."""
    if word not in kinds(congress, day):
        raise invalid(field, "该地适用的法规中没有这种活动", "no rule in force there names such an activity")


def require_words(field: str, words: Iterable[str], book: Rulebook) -> None:
    """Raises ``Refusal("invalid_request")`` for a word that no pack there declares."""
    for word in words:
        if not is_word(word, book):
            raise invalid(field, f"该地适用的法规中没有“{word}”", f"no rule in force there has {word}")


def is_word(text: str, book: Rulebook) -> bool:
    """Whether the packs there give the word a name."""
    return book.word(text) != (text, text)


def told(stated: Mapping[str, str], book: Rulebook) -> dict[str, Told]:
    """Facts as conditions look at them. Raises ``Refusal("invalid_request")`` for a fact that no pack there
    declares, one that is known here anyway, and a value that it cannot have."""
    return stating.told(stated, book, _COMPUTED)
