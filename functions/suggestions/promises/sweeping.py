"""What units promised comes due: told by schedule, as the clocks of rules are."""

from datetime import datetime

from functions.suggestions.clocks.clock import Moment
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.telling import office
from functions.suggestions.promises import watching
from functions.suggestions.promises.watching import Watch
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import NoticeItem, notice, post
from shared.store.writing import Write, commit, put

_KINDS = {
    NoticeKind.CASE_DUE_SOON: NoticeKind.PROMISE_DUE_SOON,
    NoticeKind.CASE_OVERDUE: NoticeKind.PROMISE_OVERDUE,
    NoticeKind.CASE_URGED: NoticeKind.PROMISE_URGED,
}


def look(watch: Watch, now: datetime) -> int:
    """Warns and urges the unit; that the day is past, the deputy and the office are told too. It stands in
    the unit's hand-over. Says how many notices were written; none where somebody else changed the promise
    meanwhile. Two calls, one where there is nothing to tell yet."""
    moment = watch.due(now)
    notices = [] if moment is None else [_notice(watch, to, moment) for to in _recipients(watch, moment)]
    steps = [] if moment is None else _steps(watch, moment, now)
    try:
        commit(watching.told(watch, now), *steps, *notices)
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return 0
    return len(notices)


def _steps(watch: Watch, moment: Moment, now: datetime) -> list[Write]:
    """What the hand-over keeps of it: none where the unit goes on with the promise of another."""
    before = handovers.find(watch.case, watch.unit)
    if before is None:
        return []
    after = handover.happened(before, _KINDS[moment.kind].value, now, "schedule", str(watch.until))
    return handovers.writes(before, after, now)


def _recipients(watch: Watch, moment: Moment) -> list[str]:
    unit = post(Role.UNIT_STAFF, watch.unit)
    late = moment.kind is NoticeKind.CASE_OVERDUE
    return [unit, watch.deputy, office(watch.scope)] if late else [unit]


def _notice(watch: Watch, recipient: str, moment: Moment) -> Write:
    data = {"subject": watch.title, "with": watch.name, "due": str(watch.until)}
    cause = f"promise {watch.unit} {watch.until} {moment.at}"
    about = f"suggestion:{watch.case}"
    made = notice(recipient, _KINDS[moment.kind], about, moment.at, data, cause=cause)
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))
