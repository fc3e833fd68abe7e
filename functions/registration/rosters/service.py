"""What is decided about uploaded rosters: who may send one, and who may read its report."""

from collections.abc import Callable
from datetime import datetime

from functions.registration.rosters import objects, store
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.store import RosterItem, Status
from shared.domain.errors import Refusal
from shared.domain.roles import Caller, Role
from shared.store.objects import Form


def ask(
    kind: RosterKind,
    filename: str,
    caller: Caller,
    make_id: Callable[[str], str],
    mark: str | None,
    now: datetime,
) -> tuple[RosterItem, Form | None]:
    """A roster that awaits its file, and the form by which it is sent. Repeated with the same key: the
    first one, with a form as long as no file has come. One call, two for a repetition."""
    item = store.new(make_id("r"), kind, filename, caller, now)
    standing = store.add(item, mark)
    if standing is not None:
        if mark is None or standing.request != mark:
            raise Refusal("idempotency_key_reused")
        item = standing
    awaited = item.status == Status.AWAITING_UPLOAD
    return item, objects.form(item.id) if awaited else None


def see(roster: str, caller: Caller) -> RosterItem:
    """The roster, to the uploader and to administrators who reach all that the uploader might have sent.
    One call."""
    item = store.load(roster)
    if caller.person != item.by:
        for grant in item.roles:
            caller.require_reach({Role.ADMIN}, grant.scope)
    return item
