"""Preferences as a request says them, and back."""

from collections.abc import Mapping
from typing import Any

from functions.notifications.channels.names import Channel
from functions.notifications.preferences.deciding import Preferences, Wish, is_fixed
from functions.notifications.preferences.groups import MANDATORY, NAMES, Group
from shared.domain.errors import Refusal


def of_request(body: Mapping[str, Any]) -> Preferences:
    """What a request that has passed its schema wants. Raises ``Refusal("notices_mandatory")`` where it
    would switch off, or leave to the digest, what one must hear."""
    wishes = tuple(_wish(group, body["groups"][group]) for group in Group)
    for wish in wishes:
        fixed = any(is_fixed(wish.group, channel) for channel in wish.off)
        if fixed or (wish.digest and wish.group in MANDATORY):
            zh, en = NAMES[wish.group]
            raise Refusal("notices_mandatory", name=zh, name_en=en)
    return Preferences(
        language=body["language"],
        wishes=tuple(wish for wish in wishes if wish != Wish(wish.group)),
        quiet=body["quiet_hours"],
        digest_at=body["digest"]["at"],
        digest_channel=body["digest"]["channel"],
    )


def shown(wanted: Preferences) -> dict[str, Any]:
    """All that somebody wants."""
    return {
        "language": wanted.language,
        "groups": {group: _shown(wanted.wish(group)) for group in Group},
        "quiet_hours": wanted.quiet,
        "digest": {"at": wanted.digest_at, "channel": wanted.digest_channel},
        "version": wanted.version,
    }


def _wish(group: Group, said: Mapping[str, bool]) -> Wish:
    return Wish(group, tuple(channel for channel in Channel if not said[channel]), said["digest"])


def _shown(wish: Wish) -> dict[str, bool]:
    reached = {channel.value: channel not in wish.off or is_fixed(wish.group, channel) for channel in Channel}
    return {**reached, "digest": wish.digest and wish.group not in MANDATORY}
