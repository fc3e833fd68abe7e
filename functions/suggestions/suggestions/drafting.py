"""What deputies do with a suggestion before it is handed over: draft it, change it, submit it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.suggestions import persons, ruling, sessions, states, store, telling
from functions.suggestions.suggestions.matching import matching
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import Happened, Suggestion
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller
from shared.store import records
from shared.store.packs import packs
from shared.store.records import RecordItem
from shared.store.writing import Write, put

_SUBMITTED = "代表已正式提出建议"
"""Why a unit is shown a draft no longer."""
RECORD = "suggestion"
"""The kind of record that a deputy has of a suggestion once submitted; the reference is its id."""


def draft(
    fields: Mapping[str, Any], caller: Caller, *, id_: str, mark: str | None, now: datetime
) -> Suggestion:
    """A draft, which nobody else sees. Raises ``deputy_not_found``, ``no_mandate_there``,
    ``invalid_request``. Two calls."""
    congress = fields["congress"]
    deputy = persons.in_congress(caller.person, congress, legal_day(now))
    rules = packs().rulebook(congress, legal_day(now))
    made = Suggestion(
        id=id_,
        deputy=deputy.id,
        name=deputy.name,
        congress=congress,
        title=fields["title"],
        text=fields["text"],
        created_at=now,
        category=fields.get("category"),
        origin=fields.get("origin"),
        facts=ruling.told(fields.get("facts", {}), rules),
    )
    return store.draft(made, Entry(Happened.DRAFTED, deputy.id, now), mark)


def edit(found: Found, fields: Mapping[str, Any], version: int, by: str, now: datetime) -> Suggestion:
    """Other words, before it is submitted or once it came back. Who had signed other words is asked anew.
    Raises ``case_state``, ``stale_version``, ``invalid_request``. One call, none where nothing changes."""
    suggestion = found.suggestion
    if suggestion.version != version:
        raise Refusal("stale_version")
    changed = dict(fields)
    if "facts" in changed:
        changed["facts"] = ruling.told(changed["facts"], ruling.book(suggestion, now))
    moved = states.edit(suggestion, changed, by, now)
    if moved is None:
        return suggestion
    asked = {one.deputy for one in moved.after.signers if one not in suggestion.signers}
    told = [
        telling.person(moved.after, one, NoticeKind.SUGGESTION_SIGNATURE_ASKED, now, name=suggestion.name)
        for one in sorted(asked)
    ]
    return store.save(found, version, moved, told)


def submit(found: Found, stated: list[str], version: int, by: str, now: datetime) -> Suggestion:
    """To the congress, or between sessions to its committee or presidium (Deputies Law art. 24, 36). The
    deputy has a record of it. Raises ``case_state``, ``stale_version``, ``no_mandate_there``,
    ``suggestion_barred``, ``suggestion_incomplete`` and ``talk_missing`` with the article,
    ``several_matters``. Three calls."""
    suggestion, day = found.suggestion, legal_day(now)
    persons.in_congress(suggestion.deputy, suggestion.congress, day)
    moved = states.submit(suggestion, stated, sessions.in_session(suggestion.congress, day), by, now)
    after = moved.after
    ruling.require_submittable(after, ruling.book(after, now), stated)
    ruling.require_talked(after, ruling.book(after, now))
    others = [
        telling.office(after, NoticeKind.SUGGESTION_RECEIVED, now, name=suggestion.name),
        *matching.closing(suggestion, now, _SUBMITTED),
    ]
    if suggestion.submitted_at is None:
        others.append(_record(after, now))
    return store.save(found, version, moved, others)


def _record(suggestion: Suggestion, now: datetime) -> Write:
    day, category = legal_day(now), suggestion.category
    said = {"title": suggestion.title, "congress": suggestion.congress}
    item = records.item(
        records.deputy_key(suggestion.deputy),
        day,
        RECORD,
        suggestion.id,
        body=said if category is None else {**said, "category": category},
        others=suggestion.signed_by,
    )
    item.gsi1pk = records.suggestions_key(suggestion.congress)
    item.gsi1sk = f"{day}#{suggestion.deputy}#{suggestion.id}"
    return put(item, RecordItem.pk.does_not_exist())
