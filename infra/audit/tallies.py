"""Numbers: each case is counted as it stands, and each tally is the sum of what it counts.

All of it follows by the stream of the Suggestions table, and `make recount` reckons it anew.
"""

from collections import defaultdict
from collections.abc import Iterator

from functions.suggestions.numbers.figure import Figure
from functions.suggestions.numbers.store import Place
from functions.suggestions.numbers.tally import Tally, total
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.suggestions.suggestion import Suggestion
from functions.suggestions.tables import FIGURE, figures_key, tallies_key, tally_key
from infra.audit.cases import TABLE, heads
from infra.audit.finding import Code, Finding, Snapshot, found, missing
from infra.audit.snapshot import Stored
from shared.store.envelopes import body_of

FIGURES, OWN, REACHED = "FIGURES", "TALLY", "TALLIES"


def figures(snapshot: Snapshot) -> Iterator[Finding]:
    """A case that counts is counted in its state, once in its scope's month and in each of its units'."""
    due: dict[tuple[str, str], dict[str, object]] = {}
    for item, case in heads(snapshot):
        if not isinstance(case, (Opinion, Suggestion)):
            continue
        if isinstance(case, Suggestion) and case.submitted_at is None:
            continue
        figure = snapshot.read(TABLE, item.pk, FIGURE, Figure)
        if figure is None:
            yield found(Code.FIGURE, item, "is not counted", settles=True)
            continue
        if figure.alone.counts.get(f"state:{case.state}") != 1:
            yield found(Code.FIGURE, item, f"is {case.state} and counted as something else", settles=True)
        for of, alone in {figure.scope: figure.alone, **figure.of_units()}.items():
            due[figures_key(figure.kind, of, figure.month), figure.case] = body_of(alone)
    standing = {(item.pk, item.sk): item for item in snapshot.kind(TABLE, FIGURES)}
    for place, body in due.items():
        if place not in standing or standing[place].body != body:
            yield missing(Code.FIGURE, TABLE, *place, "is not as the case is counted", settles=True)
    for place in sorted(standing.keys() - due.keys()):
        yield missing(Code.FIGURE, TABLE, *place, "counts what no case is counted as", settles=True)


def sums(snapshot: Snapshot) -> Iterator[Finding]:
    """A tally is the sum of the cases of its month; of what a scope reaches, of its own and those below."""
    due: dict[tuple[str, str], list[Stored]] = defaultdict(list)
    for item, (kind, of, month) in _keyed(snapshot, FIGURES, 3):
        place = Place(kind, of, month)
        due[tally_key(place.kind, place.of), place.month].append(item)
    for item, (kind, of) in _keyed(snapshot, OWN, 2):
        due.setdefault((item.pk, item.sk), [])
        if of.startswith("u"):
            continue
        place = Place(kind, of, item.sk)
        due[tallies_key(kind, place.above, item.sk), of].append(item)
    for item, (kind, above, month) in _keyed(snapshot, REACHED, 3):
        due.setdefault((item.pk, item.sk), [])
        place = Place(kind, above, month)
        if above != "-":
            due[tallies_key(kind, place.above, month), above].append(item)
    for place_key, parts in due.items():
        standing = snapshot.get(TABLE, *place_key)
        tallies = [value for part in parts if (value := snapshot.value(part, Tally)) is not None]
        if standing is None:
            yield missing(Code.TALLY, TABLE, *place_key, "is not there", settles=True)
        elif standing.body != body_of(total(tallies)):
            yield found(Code.TALLY, standing, f"is not the sum of its {len(tallies)} parts", settles=True)


def _keyed(snapshot: Snapshot, kind: str, parts: int) -> Iterator[tuple[Stored, list[str]]]:
    """The items of a kind with the parts of their partition's key; where it has others, no check but that of
    the shapes has a use for it."""
    for item in snapshot.kind(TABLE, kind):
        split = item.pk.split("#")[1:]
        if len(split) == parts:
            yield item, split


CHECKS = (figures, sums)
