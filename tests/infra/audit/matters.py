"""Opinions and suggestions of the county, each with all that stands beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import About, HandOver, Share
from functions.suggestions.matters.acting import raised_by
from functions.suggestions.matters.letters import store as concerns
from functions.suggestions.matters.letters.concern import LETTERS, Concern, Way
from functions.suggestions.numbers import figure
from functions.suggestions.numbers.figure import Figure
from functions.suggestions.numbers.store import Place
from functions.suggestions.numbers.tally import Tally, total
from functions.suggestions.opinions import opinion as opinions
from functions.suggestions.opinions import store as opinion_store
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.opinions.similar import entries as likeness
from functions.suggestions.opinions.similar.likeness import Signature
from functions.suggestions.opinions.store import Resident
from functions.suggestions.promises import watching
from functions.suggestions.promises.promise import Promise
from functions.suggestions.publishing.publication import Publication, Stand
from functions.suggestions.publishing.store import Copy, Listed
from functions.suggestions.publishing.store import shown as published
from functions.suggestions.suggestions import store as suggestion_store
from functions.suggestions.suggestions import suggestion as suggestions
from functions.suggestions.suggestions.matching.talk import Talk
from functions.suggestions.suggestions.origins import Origin
from functions.suggestions.suggestions.suggestion import Key, Suggestion
from functions.suggestions.supervision import store as supervision
from functions.suggestions.tables import (
    FIGURE,
    SuggestionItem,
    case_key,
    figures_key,
    shown_key,
    tallies_key,
    tally_key,
    time_sort,
)
from shared.domain.scopes import reaching
from shared.store.engine import Item
from shared.store.envelopes import body_of, value_of
from shared.store.writing import Write
from tests.infra.audit.people import COUNTY, STATION, UNIT, WANG
from tests.infra.audit.times import DAY, NOW

LAMPS, SAME, ROADS, DRAFT = (f"{kind}{n:020d}" for kind, n in (("e", 1), ("e", 2), ("s", 1), ("s", 2)))
"""Two opinions, of which one stands for both; a suggestion that grew from it; a draft."""
LETTER = f"h{1:020d}"
_UNSIGNED = cases.Standing(
    opinion_store.shown.listed, lambda opinion: likeness.of(opinion, lambda text: Signature("k", 3))
)


def cases_and_lists() -> Iterator[Item]:
    """The Suggestions table."""
    lamps = Opinion(
        LAMPS, STATION, "夜间没有路灯", NOW, state=opinions.State.HANDED_OVER, unit=UNIT, merged=(SAME,),
        suggestions=(ROADS,),
    )  # fmt: skip
    about = About(LAMPS, opinions.KIND, STATION, "路灯", {})
    held = list(_items(handovers.give(about, UNIT, Share.LEAD, NOW, "p", name="市政管理所")))
    yield from held
    yield from _opinion(lamps, held, "handed_over")
    same = Opinion(SAME, STATION, "没有路灯", NOW, state=opinions.State.MERGED, merged_into=LAMPS)
    yield from _opinion(same, (), "merged")
    roads = _roads()
    yield from _case(suggestions.KIND, roads, suggestion_store.shown)
    yield from _items(supervision.listed(roads))
    yield suggestion_store.signer_item(roads, WANG)
    yield from _items(watching.writes(replace(roads, promises=()), roads, 1, NOW))
    copy = Copy(Listed(ROADS, COUNTY, roads.title, "王芳", 0, DAY, NOW, ("市政管理所",)), "文", ())
    yield from _items(published(copy))
    yield from _counted(figure.of_suggestion(roads, (), NOW))
    draft = Suggestion(DRAFT, WANG, "王芳", COUNTY, "草稿", "文", NOW, talks=(Talk(UNIT, "所", NOW),))
    yield from _case(suggestions.KIND, draft, suggestion_store.shown)
    yield suggestion_store.signer_item(draft, WANG)
    yield SuggestionItem(shown_key(UNIT), time_sort(NOW, DRAFT), version=1, body={})
    letter = Concern(LETTER, COUNTY, WANG, "王芳", Way.LETTER, "来信", "文", DAY, NOW)
    yield from _case(LETTERS, letter, concerns.shown)
    yield raised_by(concerns.OWN, WANG, letter).item


def _roads() -> Suggestion:
    return Suggestion(
        ROADS,
        WANG,
        "王芳",
        COUNTY,
        "关于增设路灯的建议",
        "文",
        NOW,
        state=suggestions.State.CLOSED,
        origins=(Origin(LAMPS, STATION, NOW),),
        submitted_at=NOW,
        key=Key("chairpersons_meeting", DAY, "chair", "重点", NOW),
        promises=(Promise(UNIT, "市政管理所", 1, NOW, date(2027, 6, 30)),),
        publication=Publication(Stand.PUBLISHED, NOW, False, 1, listed=NOW),
    )


def _opinion(opinion: Opinion, held: Iterable[Item], then: str) -> Iterator[Item]:
    yield from _case(opinions.KIND, opinion, _UNSIGNED, "received", then)
    yield opinion_store.kept(opinion, Resident(opinion.id, "hash", "p")).item
    hands = [value_of(item, HandOver) for item in held if item.sk.startswith("HANDOVER#")]  # type: ignore[arg-type]
    yield from _counted(figure.of_opinion(opinion, hands, NOW))


def _case(kind: str, case: Any, shown: cases.Shown, *what: str) -> Iterator[Item]:
    happened = [Entry(one, "p", NOW) for one in what or ("received",)]
    return _items(cases.creating(kind, case, happened, shown, None))


def _counted(found: Figure | None) -> Iterator[Item]:
    assert found is not None
    yield SuggestionItem(case_key(found.case), FIGURE, version=1, body=body_of(found))
    for of, alone in {found.scope: found.alone, **found.of_units()}.items():
        key = figures_key(found.kind, of, found.month)
        yield SuggestionItem(key, found.case, version=1, body=body_of(alone))


def tallies(items: Iterable[Item]) -> Iterator[Item]:
    """The sums of what is counted."""
    own: dict[Place, list[Tally]] = {}
    reached: dict[Place, list[Tally]] = {}
    for item in items:
        if not item.pk.startswith("FIGURES#"):
            continue
        assert isinstance(item, SuggestionItem)
        place, alone = Place(*item.pk.split("#")[1:]), value_of(item, Tally)
        own.setdefault(place, []).append(alone)
        for scope in () if place.of.startswith("u") else reaching(place.of):
            reached.setdefault(Place(place.kind, scope, place.month), []).append(alone)
    for place, parts in own.items():
        body = body_of(total(parts))
        yield SuggestionItem(tally_key(place.kind, place.of), place.month, version=1, body=body)
    for place, parts in reached.items():
        key = tallies_key(place.kind, place.above, place.month)
        yield SuggestionItem(key, place.of, version=1, body=body_of(total(parts)))


def _items(writes: Iterable[Write]) -> Iterator[Item]:
    return (write.item for write in writes)
