"""The residents' opinions that a suggestion grew from."""

from dataclasses import dataclass
from datetime import datetime

MOST_ORIGINS = 5
"""So that those who received them are told in the transaction of a reply. No regulation says so."""


@dataclass(frozen=True, slots=True)
class Origin:
    """``scope`` is the station or division whose staff received the opinion, ``at`` when it was linked."""

    opinion: str
    scope: str
    at: datetime
