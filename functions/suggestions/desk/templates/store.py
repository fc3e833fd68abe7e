"""Templates in the Suggestions table.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| template | ``TEMPLATE#{id}`` | ``TEMPLATE`` | ``TEMPLATES#{scope}``, ``{category}#{name}#{id}`` |
"""

from typing import Any

from functions.suggestions.desk.templates.template import Template
from functions.suggestions.tables import SuggestionItem
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.engine import BY_LIST
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, decode, encode
from shared.store.writing import commit
from shared.store.writing import create as created

_TEMPLATE = "TEMPLATE"


def create(template: Template, mark: str | None) -> Template:
    """Writes a new template; the same request repeated answers what stands. One call."""
    item = SuggestionItem(_key(template.id), _TEMPLATE, version=1, body=body_of(template))
    _place(item, template)
    standing = commit(created(item, mark, Refusal("conflict", retry_after=1)))
    return template if standing is None else value_of(standing, Template)


def load(template: str) -> SuggestionItem:
    """The template's item; raises ``template_not_found``. One call."""
    item = engine.get(SuggestionItem, _key(template), _TEMPLATE, consistent=True)
    if item is None:
        raise Refusal("template_not_found")
    return item


def save(item: SuggestionItem, template: Template, version: int) -> Template:
    """The template with its changes; raises ``stale_version``. One call."""
    require_version(item, version)
    changed(item, template)
    _place(item, template)
    engine.put(item, unchanged(version))
    return value_of(item, Template)


def remove(item: SuggestionItem, version: int) -> None:
    """Removes the template; raises ``stale_version``. One call."""
    require_version(item, version)
    engine.delete(item, unchanged(version))


def page(scope: str, *, limit: int, cursor: str | None) -> Page[Template]:
    """A page of the templates of a scope and of those above it, the nearest scope first, in each by category
    and name. Calls: one for each scope on the way, six at most."""
    scopes = reaching(scope)[::-1]
    number, after = _start(scopes, cursor)
    found: list[SuggestionItem] = []
    while number < len(scopes) and len(found) < limit:
        part = engine.query(
            SuggestionItem,
            _list_key(scopes[number]),
            index=BY_LIST,
            limit=limit - len(found),
            after=after,
        )
        found += part.items
        after = part.last_key
        if after is None:
            number += 1
    more = None
    if after is not None:
        more = encode(number, after["gsi1sk"]["S"])
    elif number < len(scopes):
        more = encode(number, "-")
    return Page([value_of(item, Template) for item in found], more)


def _start(scopes: list[str], cursor: str | None) -> tuple[int, dict[str, Any] | None]:
    if cursor is None:
        return 0, None
    number, sort = decode(cursor, int, str)
    if not 0 <= number < len(scopes):
        raise Refusal("invalid_cursor")
    if sort == "-":
        return number, None
    own = {"pk": {"S": _key(sort.rsplit("#", 1)[-1])}, "sk": {"S": _TEMPLATE}}
    return number, {"gsi1pk": {"S": _list_key(scopes[number])}, "gsi1sk": {"S": sort}, **own}


def _key(template: str) -> str:
    return f"TEMPLATE#{template}"


def _list_key(scope: str) -> str:
    return f"TEMPLATES#{scope}"


def _place(item: SuggestionItem, template: Template) -> None:
    item.gsi1pk = _list_key(template.scope)
    item.gsi1sk = f"{template.category or '-'}#{template.name}#{template.id}"
