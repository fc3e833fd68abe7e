"""Where preferences are kept: in the Inbox table, ``PREFERENCES#{person}`` / ``PREFERENCES``."""

from dataclasses import replace

from functions.notifications.preferences.deciding import STANDARD, Preferences
from shared.store import engine
from shared.store.envelopes import Envelope, body_of, unchanged, value_of
from shared.store.settings import Setting

_NAME = "PREFERENCES"


class PreferencesItem(Envelope):
    """What a person wants, once they have said so."""

    table = Setting.INBOX_TABLE


def load(person: str) -> Preferences:
    """What the person wants as it stands now. One call, consistent: what is switched off before a notice is
    written is not sent."""
    item = engine.get(PreferencesItem, _key(person), _NAME, consistent=True)
    return STANDARD if item is None else value_of(item, Preferences)


def load_many(people: list[str]) -> dict[str, Preferences]:
    """What each of these people wants. One call per hundred."""
    keys = [(_key(person), _NAME) for person in people]
    found = {item.pk: value_of(item, Preferences) for item in engine.get_many(PreferencesItem, keys)}
    return {person: found.get(_key(person), STANDARD) for person in people}


def save(person: str, wanted: Preferences, version: int) -> Preferences:
    """Puts ``wanted`` in place of what stands under ``version``, which is 0 where nothing does. Raises
    ``Refusal("stale_version")``. One call."""
    item = PreferencesItem(_key(person), _NAME, version=version + 1, body=body_of(wanted))
    engine.put(item, unchanged(version) if version else PreferencesItem.pk.does_not_exist())
    return replace(wanted, version=version + 1)


def _key(person: str) -> str:
    return f"PREFERENCES#{person}"
