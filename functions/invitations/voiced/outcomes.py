"""What speakers are told: the answer, why there is none yet, what became of it."""

from datetime import datetime

from functions.invitations.activities.activity import Activity
from functions.invitations.voiced import clocks, store
from functions.invitations.voiced.opinion import Opinion, Standing
from shared.domain.clock import iso
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.envelopes import value_of
from shared.store.inbox import NoticeItem, notice
from shared.store.writing import Write, commit, put

_BATCH = 10


def told(opinion: Opinion, activity: Activity, at: datetime, *, cause: str, answered: bool = False) -> Write:
    """A notice to the speaker of how the opinion stands, or that it was ``answered``; refused with
    ``told_already``."""
    kind = NoticeKind.OPINION_ANSWERED if answered else NoticeKind.OPINION_OUTCOME
    data = {"title": opinion.title, "opinion": opinion.text[:60], "voiced_at": iso(opinion.voiced_at)}
    data["answer" if answered else "outcome"] = in_words(opinion)
    data |= clocks.basis(opinion, activity, at)
    made = notice(opinion.deputy, kind, f"voiced:{opinion.activity}.{opinion.id}", at, data, cause=cause)
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("told_already"))


def in_words(opinion: Opinion) -> str:
    """How the opinion stands, in a sentence or the words of those who answered."""
    match opinion.standing:
        case Standing.ANSWERED | Standing.FED_BACK:
            return opinion.answer or ""
        case Standing.MERGED:
            return opinion.answer or "已与同类意见合并处理，结果将一并反馈。"
        case Standing.DEFERRED:
            return f"会议期间不能反馈：{opinion.explanation}。会后研究并反馈。"
        case _:
            to = opinion.handed_to
            return f"已转{to}研究，结果将反馈。" if to else "已记录，会后研究并反馈。"


def tell(activity: Activity, at: datetime, after: str | None) -> str | None:
    """Tells some speakers, after that of the opinion ``after``, how their opinions stand now that the
    activity is closed, and lists what is still owed under its day; answers the last one told, ``None`` at the
    end. Done twice it tells nobody twice. One call for the opinions and one for each."""
    items, last = store.some_of(activity.id, after, _BATCH)
    for item in items:
        opinion = value_of(item, Opinion)
        if opinion.standing is Standing.FED_BACK:
            continue
        timed = clocks.timed(opinion, activity, at) if opinion.owed else opinion
        moved = store.save(item, timed) if timed != opinion else []
        try:
            commit(told(timed, activity, at, cause="closed"), *moved)
        except Refusal as refusal:
            if refusal.code != "told_already":
                raise
    return last
