"""The publications service: bulletins and documents, who was told of them and who has read them."""

from shared.store import engine
from shared.web.service import Service

app = Service(
    "publications",
    (
        "functions.publications.documents.routes",
        "functions.publications.documents.reader_routes",
        "functions.publications.stations.routes",
        "functions.publications.filings.routes",
        "functions.publications.consultations.routes",
        "functions.publications.consultations.comment_routes",
    ),
    ready=engine.connect,
)
