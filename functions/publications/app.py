"""The publications service: bulletins and documents, who was told of them and who has read them.

``work`` takes new jobs from the stream of Publications.
"""

import logging
from typing import Any

from functions.publications import jobs
from functions.publications.consultations import inviting
from functions.publications.consultations.comment_routes import routes as comments
from functions.publications.consultations.routes import routes as consultations
from functions.publications.documents import spreading
from functions.publications.documents.reader_routes import routes as readers
from functions.publications.documents.routes import routes as documents
from functions.publications.filings.routes import routes as filings
from functions.publications.stations.routes import routes as stations
from shared.web.service import Service

logging.getLogger("lianluo").setLevel(logging.INFO)
app = Service("publications")
for part in (
    documents,
    readers,
    stations,
    filings,
    consultations,
    comments,
):
    app.register_blueprint(part)
_STEPS: dict[str, jobs.Step] = {**spreading.STEPS, **inviting.STEPS}


def work(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of new jobs to what they ask for."""
    return jobs.work(event, _STEPS)
