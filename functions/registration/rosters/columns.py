"""The four kinds of roster and their columns: headers, what a cell may say, example, explanation.

Templates, reading and the words of the reports all follow from what stands here.
"""

from typing import Any

from functions.registration.rosters.kinds import Kind
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.people import DEPUTIES, STAFF
from functions.registration.rosters.places import STATIONS, UNITS

__all__ = ["DEPUTIES", "KINDS", "STAFF", "STATIONS", "UNITS"]

KINDS: dict[RosterKind, Kind[Any]] = {kind.name: kind for kind in (STATIONS, DEPUTIES, STAFF, UNITS)}
