"""The routes of special matters."""

from functions.suggestions.matters.appeals.routes import routes as appeals
from functions.suggestions.matters.letters.routes import routes as concerns
from functions.suggestions.matters.letters.unit_routes import routes as concerns_of_units
from functions.suggestions.matters.obstruction.routes import routes as reports

PARTS = (concerns, concerns_of_units, appeals, reports)
