"""Scopes as lists know them: what stands in a place stands in the list of each scope that reaches it."""

from shared.domain import divisions
from shared.domain.places import division_of


def reaching(scope: str) -> list[str]:
    """Every scope whose roles reach ``scope`` (a division or a station): the divisions down to it, from the
    province, and a station's own id. Raises ``Refusal("division_not_found")``."""
    division = division_of(scope)
    path = [found.code for found in divisions.path(division)]
    return path if division == scope else [*path, scope]
