"""The suggestions service: residents' opinions, deputies' suggestions, and those who handle them."""

from shared.store import engine
from shared.web.service import Service

app = Service(
    "suggestions",
    (
        "functions.suggestions.numbers.routes",
        "functions.suggestions.desk.batches.routes",
        "functions.suggestions.desk.templates.routes",
        "functions.suggestions.desk.timeline.routes",
        "functions.suggestions.handovers.routes",
        "functions.suggestions.opinions.resident_routes",
        "functions.suggestions.opinions.routes",
        "functions.suggestions.opinions.similar.routes",
        "functions.suggestions.opinions.unit_routes",
        "functions.suggestions.opinions.photos.routes",
        "functions.suggestions.opinions.erasing_routes",
        "functions.suggestions.suggestions.routes",
        "functions.suggestions.suggestions.unit_routes",
        "functions.suggestions.suggestions.signing_routes",
        "functions.suggestions.promises.routes",
        "functions.suggestions.publishing.routes",
        "functions.suggestions.suggestions.matching.routes",
        "functions.suggestions.suggestions.merging_routes",
        "functions.suggestions.chain.routes",
        "functions.suggestions.supervision.routes",
        "functions.suggestions.continuation.routes",
        "functions.suggestions.matters.letters.routes",
        "functions.suggestions.matters.letters.unit_routes",
        "functions.suggestions.matters.appeals.routes",
        "functions.suggestions.matters.obstruction.routes",
    ),
    ready=engine.connect,
)
