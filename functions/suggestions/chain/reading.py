"""What stands at the other end: the suggestions that grew from an opinion, the opinions that a suggestion
grew from. Of a suggestion that was joined with another, the other's course counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.suggestions.opinions import store as opinions
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions.suggestion import State, Suggestion
from shared.domain.errors import Refusal

_REPLIED = (State.REPLIED, State.RATED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Grown:
    """A suggestion that grew from an opinion, and the one whose course it takes: itself, or what stands for
    it."""

    own: Suggestion
    main: Suggestion


def grown(ids: Iterable[str]) -> list[Grown]:
    """These suggestions, in this order. One call, two where one was joined with another, none for none."""
    wanted = tuple(ids)
    found = _by_id(wanted)
    mains = _by_id(one.merged_into for one in found.values() if one.merged_into is not None)
    own = (found[id_] for id_ in wanted if id_ in found)
    return [Grown(one, mains.get(one.merged_into or "", one)) for one in own]


def require_replied(opinion: Opinion) -> None:
    """Raises ``reply_awaited`` unless every unit that leads has replied to a suggestion that grew from it,
    and since the resident was last told something: what did not solve it is not told twice. One call, two
    where one was joined with another."""
    if not any(_is_news(one.main, opinion) for one in grown(opinion.suggestions)):
        raise Refusal("reply_awaited")


def _is_news(suggestion: Suggestion, opinion: Opinion) -> bool:
    at = [one.reply.at for one in suggestion.units if one.reply is not None]
    told = opinion.told_at
    return suggestion.state in _REPLIED and bool(at) and (told is None or max(at) > told)


def origins(suggestion: Suggestion) -> list[Opinion]:
    """The opinions that it grew from, as they were linked, without who brought them. One call, none for
    none."""
    return opinions.load_many(tuple(one.opinion for one in suggestion.grown_from))


def main_of(suggestion: Suggestion) -> Suggestion:
    """What stands for it, or itself. One call, none for itself."""
    if suggestion.merged_into is None:
        return suggestion
    return suggestions.load(suggestion.merged_into, consistent=False).suggestion


def _by_id(ids: Iterable[str]) -> dict[str, Suggestion]:
    found = suggestions.load_many(dict.fromkeys(ids), consistent=False)
    return {one.suggestion.id: one.suggestion for one in found}
