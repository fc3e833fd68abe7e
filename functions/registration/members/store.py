"""Members and links in the Registry table. A link stands on both sides: in the member's partition and in
the deputy's."""

from dataclasses import dataclass, replace
from datetime import date

from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.members import Link, Member
from shared.store import engine
from shared.store.envelopes import Envelope, changed, require_version, unchanged, value_of
from shared.store.pages import Page, scope_page
from shared.store.registry import DEPUTY, LINK, MEMBER, RegistryItem, envelope, get_deputies, person_key
from shared.store.writing import Write, commit, create, put, remove, update

KIND = "MEMBERS"
MOST_LINKS = 50
"""Deputies linked with one member: far beyond any province's bound, which is a rule, not this."""

_LINKED = "LINKED#"
_LAST_LINK = LINK + "~"


def new_item(member: Member) -> RegistryItem:
    """The item of a member who is not yet stored."""
    return envelope(person_key(member.id), MEMBER, member, (KIND, member.division))


def register(member: Member, mark: str | None, today: date, *others: Write) -> Envelope | None:
    """Writes a member and what belongs to it, unless the person is a member already or has left with
    deputies still linked: ``member_exists``. Answers what the same request wrote before. One call."""
    body = RegistryItem.body
    left = (body["until"] < today.isoformat()) & (body["links"] == 0)
    return commit(*others, create(new_item(member), mark, Refusal("member_exists"), or_where=left))


def load(member: str, *, consistent: bool = False) -> RegistryItem:
    """The member's item; raises ``Refusal("member_not_found")``. One call."""
    item = engine.get(RegistryItem, person_key(member), MEMBER, consistent=consistent)
    if item is None:
        raise Refusal("member_not_found")
    return item


def save(item: RegistryItem, member: Member, version: int) -> Member:
    """Writes the changed member if its version is still ``version``; raises ``stale_version``. One call."""
    require_version(item, version)
    engine.put(changed(item, member), unchanged(version))
    return replace(member, version=int(item.version))


def load_with_links(member: str) -> tuple[Member, list[Link]]:
    """A member and the links; raises ``Refusal("member_not_found")``. One call."""
    items = engine.query(RegistryItem, person_key(member), between=(MEMBER, _LAST_LINK)).items
    found = [value_of(item, Member) for item in items if item.sk == MEMBER]
    if not found:
        raise Refusal("member_not_found")
    return found[0], [value_of(item, Link) for item in items if item.sk.startswith(LINK)]


def deputies(ids: list[str]) -> dict[str, Deputy]:
    """These deputies by id. One call."""
    found = [value_of(item, Deputy) for item in get_deputies(ids)]
    return {deputy.id: deputy for deputy in found}


def members_of(deputy: str) -> tuple[Deputy, list[tuple[Link, Member]]]:
    """A deputy and the members linked; raises ``Refusal("deputy_not_found")``. Two calls, one for a deputy
    without a member."""
    items = engine.query(RegistryItem, person_key(deputy), between=(DEPUTY, _LINKED + "~")).items
    found = [value_of(item, Deputy) for item in items if item.sk == DEPUTY]
    if not found:
        raise Refusal("deputy_not_found")
    links = [value_of(item, Link) for item in items if item.sk.startswith(_LINKED)]
    keys = [(person_key(link.member), MEMBER) for link in links]
    members = [value_of(item, Member) for item in engine.get_many(RegistryItem, keys)]
    by_id = {member.id: member for member in members}
    return found[0], [(link, by_id[link.member]) for link in links if link.member in by_id]


def page(scope: str, *, limit: int, cursor: str | None) -> Page[Member]:
    """Members of a scope in the order of their divisions' codes."""
    found = scope_page(KIND, scope, limit=limit, cursor=cursor)
    return found.map(lambda item: value_of(item, Member))


@dataclass(frozen=True, slots=True)
class Pair:
    """A member and a deputy, and whether they are linked."""

    member: Member
    deputy: Deputy
    linked: bool


def load_pair(member: str, deputy: str) -> Pair:
    """Raises ``member_not_found`` or ``deputy_not_found``. One call."""
    keys = [(person_key(member), MEMBER), (person_key(deputy), DEPUTY), (person_key(member), LINK + deputy)]
    items = {item.sk: item for item in engine.get_many(RegistryItem, keys, consistent=True)}
    if MEMBER not in items:
        raise Refusal("member_not_found")
    if DEPUTY not in items:
        raise Refusal("deputy_not_found")
    return Pair(value_of(items[MEMBER], Member), value_of(items[DEPUTY], Deputy), LINK + deputy in items)


def link(new: Link) -> list[Write]:
    """Both sides of a link and the member's count."""
    free = RegistryItem.pk.does_not_exist()
    links = RegistryItem.body["links"]
    return [
        put(envelope(person_key(new.member), LINK + new.deputy, new), free, _raced()),
        put(envelope(person_key(new.deputy), _LINKED + new.member, new), free, _raced()),
        update(
            RegistryItem(person_key(new.member), MEMBER),
            links.set(links + 1),
            RegistryItem.version.add(1),
            condition=links < MOST_LINKS,
            otherwise=Refusal("limit_reached", limit=MOST_LINKS),
        ),
    ]


def unlink(member: str, deputy: str) -> list[Write]:
    """Removes both sides of a link and counts one less."""
    stands = RegistryItem.pk.exists()
    links = RegistryItem.body["links"]
    return [
        remove(RegistryItem(person_key(member), LINK + deputy), stands, _raced()),
        remove(RegistryItem(person_key(deputy), _LINKED + member), stands, _raced()),
        update(
            RegistryItem(person_key(member), MEMBER),
            links.set(links - 1),
            RegistryItem.version.add(1),
            condition=stands,
            otherwise=_raced(),
        ),
    ]


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
