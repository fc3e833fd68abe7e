"""The suggestions service: residents' opinions, deputies' suggestions, and those who handle them.

``sweep`` tells every hour whose time runs out or has run out, ``tally`` counts whatever case has changed.
"""

import logging
from typing import Any

from functions.suggestions.chain.routes import routes as chain
from functions.suggestions.continuation.routes import routes as continuation
from functions.suggestions.desk.batches.routes import routes as batches
from functions.suggestions.desk.templates.routes import routes as templates
from functions.suggestions.desk.timeline.routes import routes as timelines
from functions.suggestions.handovers.routes import routes as handovers
from functions.suggestions.matters.parts import PARTS as SPECIAL_MATTERS
from functions.suggestions.numbers import counting
from functions.suggestions.numbers.routes import routes as numbers
from functions.suggestions.opinions.erasing_routes import routes as erasures
from functions.suggestions.opinions.photos.routes import routes as photos
from functions.suggestions.opinions.resident_routes import routes as residents
from functions.suggestions.opinions.routes import routes as opinions
from functions.suggestions.opinions.similar.routes import routes as similar_opinions
from functions.suggestions.opinions.unit_routes import routes as opinions_of_units
from functions.suggestions.promises.routes import routes as promises
from functions.suggestions.publishing.routes import routes as publications
from functions.suggestions.suggestions.matching.routes import routes as talks
from functions.suggestions.suggestions.merging_routes import routes as merged_suggestions
from functions.suggestions.suggestions.routes import routes as suggestions
from functions.suggestions.suggestions.signing_routes import routes as signatures
from functions.suggestions.suggestions.unit_routes import routes as suggestions_of_units
from functions.suggestions.supervision.routes import routes as supervision
from functions.suggestions.sweeping import sweeping
from shared.domain import clock
from shared.web.service import Service

logging.getLogger("lianluo").setLevel(logging.INFO)
app = Service("suggestions")
for part in (
    numbers,
    batches,
    templates,
    timelines,
    handovers,
    residents,
    opinions,
    similar_opinions,
    opinions_of_units,
    photos,
    erasures,
    suggestions,
    suggestions_of_units,
    signatures,
    promises,
    publications,
    talks,
    merged_suggestions,
    chain,
    supervision,
    continuation,
    *SPECIAL_MATTERS,
):
    app.register_blueprint(part)


def sweep(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The schedule; a run that comes late or twice tells nobody twice."""
    return {"told": sweeping.sweep(clock.now())}


def tally(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of Suggestions to the tallies; a month that an operator names, page by page."""
    if "Records" in event:
        return counting.work(event)
    return counting.walk(event["kind"], event["month"], event.get("after"))
