"""Facts that people state of a matter, as conditions look at them."""

from collections.abc import Collection, Mapping

from shared.domain.errors import invalid
from shared.regulations.rulebook import Rulebook
from shared.regulations.values import Fact
from shared.regulations.words import FACTS


def told(stated: Mapping[str, str], book: Rulebook, known: Collection[str]) -> dict[str, Fact]:
    """Facts as conditions look at them. Raises ``Refusal("invalid_request")`` for a fact that no pack there
    declares, one that is ``known`` anyway, and a value that it cannot have."""
    found: dict[str, Fact] = {}
    declared = {name: fact[2] for name, fact in FACTS.items()}
    for pack in book.packs:
        declared.update({name: fact[2] for name, fact in pack.facts.items()})
    for name, text in stated.items():
        if name not in declared or name in known:
            raise invalid(f"body.facts.{name}", "没有这个可填的情形", "is no fact to be stated there")
        found[name] = _value(f"body.facts.{name}", text, declared[name])
    return found


def _value(field: str, text: str, values: tuple[str | bool, ...]) -> Fact:
    if not values and text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    known = {str(value).lower(): value for value in values}
    if text not in known:
        choices = ", ".join(known) or "a whole number"
        raise invalid(field, f"应为：{choices}", f"must be one of: {choices}")
    return known[text]


def written(facts: Mapping[str, Fact]) -> dict[str, str]:
    """Facts as they are stated and answered: ``true`` and ``false`` for yes and no."""
    return {name: str(value).lower() for name, value in facts.items()}
