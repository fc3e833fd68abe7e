"""The kinds of rosters by name."""

from enum import StrEnum


class RosterKind(StrEnum):
    """What a roster lists."""

    STATIONS = "stations"
    DEPUTIES = "deputies"
    STAFF = "staff"
    UNITS = "units"
