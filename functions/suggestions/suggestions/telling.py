"""Whom the course of a suggestion is told: the deputies who signed it, the office of its congress, the
units that handle it. Each is told once of each event: a notice is written in the transaction of what it
tells of."""

from collections.abc import Iterable
from datetime import datetime

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.opinions.telling import receiver_of
from functions.suggestions.suggestions.origins import Origin
from functions.suggestions.suggestions.persons import office_of
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import NoticeItem, notice, post
from shared.store.writing import Write, put


def deputies(suggestion: Suggestion, kind: NoticeKind, now: datetime, **data: str | None) -> list[Write]:
    """To the deputy who leads, to those who signed, and to those of the suggestions that it stands for."""
    return [person(suggestion, recipient, kind, now, **data) for recipient in suggestion.concerned]


def office(suggestion: Suggestion, kind: NoticeKind, now: datetime, **data: str | None) -> Write:
    """To those who act for the office of the congress."""
    recipient = post(office_of(suggestion.congress), suggestion.congress)
    return person(suggestion, recipient, kind, now, **data)


def receivers(suggestion: Suggestion, origins: Iterable[Origin], now: datetime, outcome: str) -> list[Write]:
    """To those who received the opinions that it grew from, who tell the residents: what came of it."""
    kind, said = NoticeKind.OPINION_SUGGESTION, {"subject": suggestion.title, "outcome": outcome}
    cause = f"{suggestion.id} {suggestion.version}"
    told = (
        notice(receiver_of(one.scope), kind, f"opinion:{one.opinion}", now, said, cause=cause)
        for one in origins
    )
    return [put(one, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1)) for one in told]


def rated(
    suggestion: Suggestion,
    to: Iterable[str],
    result: Verdict,
    attitude: Verdict,
    reason: str | None,
    now: datetime,
) -> list[Write]:
    """To the office and these units: what a deputy thinks of the replies."""
    outcome, kind = f"结果{result.chinese}，态度{attitude.chinese}", NoticeKind.SUGGESTION_RATED
    return [
        office(suggestion, kind, now, outcome=outcome, reason=reason),
        *units(suggestion, to, kind, now, outcome=outcome, reason=reason),
    ]


def units(
    suggestion: Suggestion, to: Iterable[str], kind: NoticeKind, now: datetime, **data: str | None
) -> list[Write]:
    """To the staff of these units."""
    return [person(suggestion, post(Role.UNIT_STAFF, unit), kind, now, **data) for unit in to]


def person(
    suggestion: Suggestion, recipient: str, kind: NoticeKind, now: datetime, **data: str | None
) -> Write:
    """To one recipient, of the change that follows the version that was read."""
    said = {
        "subject": suggestion.title,
        **{name: value for name, value in data.items() if value is not None},
    }
    made = notice(recipient, kind, f"suggestion:{suggestion.id}", now, said, cause=str(suggestion.version))
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))
