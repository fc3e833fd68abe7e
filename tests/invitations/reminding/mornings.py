"""The schedule of reminders as tests fire it: a quarter of an hour, or whole days apart."""

from datetime import datetime
from typing import Any

import pytest

from functions.invitations.workers.remind import remind
from shared.domain.clock import SHANGHAI
from tests.invitations.committee import Committee


def at(day: int, hour: int = 8, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """A moment in China, by default a morning of November 2026."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


class Mornings:
    """The schedule of a province, and the worker behind it."""

    def __init__(self, committee: Committee, monkeypatch: pytest.MonkeyPatch) -> None:
        self.committee = committee
        self._monkeypatch = monkeypatch
        self._province = "45"

    def of(self, province: str) -> None:
        """Whose schedule it is; Guangxi's unless said otherwise."""
        self._province = province

    def fire(self, moment: datetime, *, work: bool = True) -> None:
        """The schedule fires at ``moment``; the jobs that it starts are done, unless the worker is down."""
        self.committee.now = moment
        self.committee._act_as("RemindFunction")
        self._monkeypatch.setenv("PROVINCE", self._province)
        remind({}, None)
        self.committee._act_as("InvitationsFunction")
        if work:
            self.work()

    def work(self) -> None:
        """The worker does what waits; the setting of the province outlives its change of role."""
        act = self.committee._act_as

        def acting(function: str) -> None:
            act(function)
            self._monkeypatch.setenv("PROVINCE", self._province)

        self._monkeypatch.setattr(self.committee, "_act_as", acting)
        self.committee.work()
        self._monkeypatch.setattr(self.committee, "_act_as", act)

    def told(self, recipient: str, kind: str) -> list[dict[str, Any]]:
        """What somebody was told of this kind."""
        return self.committee.notices(recipient, kind)
