"""Opinions that say the same: one stands for the others, no voice is lost, and each hears of the outcome."""

from dataclasses import replace

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.opinions import store, telling
from functions.suggestions.opinions.handling import Act
from functions.suggestions.opinions.opinion import KIND, MOST_MERGED, Happened, Opinion, then
from functions.suggestions.opinions.routing import HANDLERS
from functions.suggestions.opinions.store import Found
from shared.domain.errors import Refusal, invalid
from shared.domain.notices import NoticeKind
from shared.store.writing import commit


def merge(found: Found, into: str, act: Act) -> Opinion:
    """The opinion as one with another, whose course is its own from now on; its resident is told.

    Raises ``invalid_request`` for itself and for what stands for others, ``case_not_found``,
    ``out_of_scope``, ``case_state``, ``limit_reached``, ``conflict``. Four calls.
    """
    opinion = found.opinion
    if into == opinion.id or opinion.merged:
        zh, en = "不能并入自身，已并入他件的也不能再并", "not into itself, nor what stands for others"
        raise invalid("body.into", zh, en)
    other = store.load(into)
    main = other.opinion
    act.caller.require_reach(HANDLERS, main.scope)
    if len(main.merged) >= MOST_MERGED:
        raise Refusal("limit_reached", limit=MOST_MERGED)
    by = act.caller.person
    joined = Entry(Happened.JOINED, by, act.now, data={"opinion": opinion.id})
    main_after, joined = then(main, joined, merged=(*main.merged, opinion.id))
    merged = Entry(Happened.MERGED, by, act.now, data={"into": main.id})
    after, merged = then(opinion, merged, merged_into=main.id)
    people = store.residents((opinion.id,))
    commit(
        *cases.changing(KIND, found.item, after, [merged], store.shown),
        *cases.changing(KIND, other.item, main_after, [joined], store.shown),
        *telling.residents(people, NoticeKind.OPINION_MERGED, opinion, act.now),
    )
    return replace(after, version=opinion.version + 1)
