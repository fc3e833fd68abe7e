"""Instants and events in tests, written as people in China would."""

from datetime import date, datetime, time

from shared.domain.clock import SHANGHAI
from shared.regulations.reckoning import Event


def at(text: str) -> datetime:
    """``2026-02-12`` (noon) or ``2026-02-12 23:30``, in Shanghai."""
    moment = datetime.fromisoformat(text)
    clock = time(12) if len(text) == 10 else moment.time()
    return datetime.combine(moment.date(), clock, SHANGHAI)


def on(text: str) -> date:
    return date.fromisoformat(text)


def happened(name: str, when: str) -> Event:
    return Event(name, at(when), f"{name}@{when}")
