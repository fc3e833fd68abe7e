"""A template of an answer, and how it is filled for an opinion."""

import re
from dataclasses import dataclass
from datetime import datetime

from functions.suggestions.opinions.opinion import Category, Opinion
from shared.domain.divisions import reaches
from shared.domain.errors import Refusal, invalid

LONGEST_ANSWER = 2000
_NAMED = re.compile(r"\{([a-z]+)\}")
FIELDS = ("receipt", "unit", "place")
"""What a template can name in braces: the opinion's number, the unit that had it in hand last, the place
where staff wrote the ``subject``."""


@dataclass(frozen=True, slots=True)
class Template:
    """``scope`` is the division or station for whose staff, and those below it, it is. ``category``: the
    opinions that it is meant for; it keeps nobody from using it for others. ``changed_by`` wrote it last."""

    id: str
    scope: str
    name: str
    text: str
    changed_by: str
    changed_at: datetime
    category: Category | None = None
    version: int = 1


def require_fillable(text: str) -> None:
    """Raises ``invalid_request`` for a brace that encloses none of :data:`FIELDS`."""
    left = _NAMED.sub(lambda found: "" if found[1] in FIELDS else found[0], text)
    if "{" in left or "}" in left:
        names = ", ".join(f"{{{name}}}" for name in FIELDS)
        raise invalid("body.text", f"花括号中只能写 {names}", f"braces enclose only {names}")


def filled(template: Template, opinion: Opinion) -> str:
    """The answer to this opinion. What stands in the place of a name is not looked at again.

    The place is the resident's own word, and everybody whose opinion was joined reads the answer: so it is
    taken only where staff have said in neutral words what the matter is. Raises ``template_not_found`` for a
    template that is for others, ``template_unfilled`` where the opinion lacks what is named, or the answer
    would be too long.
    """
    if not reaches(template.scope, opinion.scope):
        raise Refusal("template_not_found")
    place = None if opinion.subject is None else opinion.place
    values = {"receipt": opinion.id, "unit": opinion.unit_name, "place": place}

    def value(found: re.Match[str]) -> str:
        known = values[found[1]]
        if known is None:
            raise Refusal("template_unfilled", name=found[0])
        return known

    text = _NAMED.sub(value, template.text)
    if len(text) > LONGEST_ANSWER:
        raise Refusal("template_unfilled", name=f"> {LONGEST_ANSWER}")
    return text
