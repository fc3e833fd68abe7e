"""Which rulebook binds a deputy: that of the congress, down to the place where it lets the deputy serve.

A regulation speaks of the deputies of its own division and of what happens in it. So a mandate is bound by
everything on the path to its congress, and inside the congress's division by the place's own rules too: those
of the station of placement, without one those of the electing unit (Shangqiu art. 11 and 13 bind deputies of
every level in the city). A place outside the congress's division binds its stations, not this mandate: its
"city deputies" are its own.
"""

from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.mandates import Mandate
from shared.domain.places import division_of


def binding(deputy: Deputy, mandate: Mandate) -> str:
    """The division whose rulebook binds the mandate."""
    placed = () if deputy.station is None else (division_of(deputy.station),)
    elected = (mandate.electing_unit,) if mandate.electing_unit.isdigit() else ()
    nationwide = mandate.level is Level.NATIONAL
    inside = (place for place in (*placed, *elected) if nationwide or place.startswith(mandate.division))
    return next(inside, mandate.division)
