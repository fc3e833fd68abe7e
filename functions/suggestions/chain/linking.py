"""A resident's opinion becomes part of what a deputy's suggestion answers (Shangqiu art. 20(4)). Both change
in one transaction; the resident, those who received the opinion and the deputy are told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.opinions import opinion as opinions
from functions.suggestions.opinions import routing
from functions.suggestions.opinions import store as opinion_store
from functions.suggestions.opinions import telling as opinion_telling
from functions.suggestions.opinions.opinion import MOST_SUGGESTIONS, Opinion
from functions.suggestions.opinions.store import Found as OpinionFound
from functions.suggestions.suggestions import store as suggestion_store
from functions.suggestions.suggestions import suggestion as suggestions
from functions.suggestions.suggestions import telling
from functions.suggestions.suggestions.origins import MOST_ORIGINS, Origin
from functions.suggestions.suggestions.store import Found as SuggestionFound
from functions.suggestions.suggestions.suggestion import State, Suggestion
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of
from shared.store.writing import Write, commit

_PROPOSE = "propose"
"""The act, as the rules call it."""


def link(
    suggestion: SuggestionFound, opinion: OpinionFound, by: str, now: datetime
) -> tuple[Suggestion, Opinion]:
    """Both as they are then. Raises ``case_state`` for a suggestion that is a draft, was withdrawn or joined
    with another, and for an opinion that was merged, which others stand for; ``opinion_elsewhere``,
    ``linked_already``, ``limit_reached``, ``stale_version``. Two calls."""
    made, brought = suggestion.suggestion, opinion.opinion
    if made.submitted_at is None or made.state in (State.WITHDRAWN, State.MERGED):
        raise Refusal("case_state", state=made.state.value)
    place = division_of(brought.scope)
    if not (place.startswith(made.congress) or made.congress.startswith(place)):
        raise Refusal("opinion_elsewhere")
    if made.id in brought.suggestions or any(one.opinion == brought.id for one in made.grown_from):
        raise Refusal("linked_already")
    for count, most in (
        (len(made.grown_from), MOST_ORIGINS),
        (len(brought.suggestions), MOST_SUGGESTIONS),
    ):
        if count >= most:
            raise Refusal("limit_reached", limit=most)
    grown = replace(made, origins=(*made.origins, Origin(brought.id, brought.scope, now)))
    linked = Entry(suggestions.Happened.ORIGIN_LINKED, by, now, data={"opinion": brought.id})
    after, proposed = opinions.then(
        brought, _proposed(brought, made, by, now), suggestions=(*brought.suggestions, made.id)
    )
    commit(
        *cases.changing(suggestions.KIND, suggestion.item, grown, [linked], suggestion_store.shown),
        *cases.changing(opinions.KIND, opinion.item, after, [proposed], opinion_store.shown),
        *_told(made, brought, by, now),
    )
    return replace(grown, version=made.version + 1), replace(after, version=brought.version + 1)


def _proposed(opinion: Opinion, suggestion: Suggestion, by: str, now: datetime) -> Entry:
    """With the rule that lets such an opinion lead to a suggestion, where there is one."""
    way = next((way for way in routing.ways(opinion) if _PROPOSE in way.branch.act), None)
    data = {"suggestion": suggestion.id, "name": suggestion.name}
    if way is not None:
        data["rule"] = way.part.id
    return Entry(opinions.Happened.PROPOSED, by, now, data=data)


def _told(suggestion: Suggestion, opinion: Opinion, by: str, now: datetime) -> Iterable[Write]:
    people = opinion_store.residents((opinion.id, *opinion.merged))
    told = {"with": suggestion.name}
    yield from opinion_telling.residents(people, NoticeKind.OPINION_PROPOSED, opinion, now, **told)
    yield opinion_telling.proposed(opinion, now, suggestion.name, suggestion.title)
    if by != suggestion.deputy:
        kind = NoticeKind.SUGGESTION_ORIGIN_LINKED
        yield telling.person(suggestion, suggestion.deputy, kind, now, opinion=opinion.named)
