"""How a part is judged from records: one judge for each kind that counts or measures something.

Deadlines, routes, permits and bars are asked about a matter and not counted of a subject: see
``shared.regulations.matters``.
"""

from __future__ import annotations

from collections.abc import Callable

from shared.regulations.judging.days import CalendarJudge, ConsequenceJudge
from shared.regulations.judging.hand import Judge
from shared.regulations.judging.quotas import AttestJudge, QuotaJudge
from shared.regulations.judging.sets import ChecklistJudge, PublishJudge, SizeJudge
from shared.regulations.rules import Part
from shared.regulations.values import Facts

JUDGES: dict[str, Callable[[Part, Facts, bool | None], Judge]] = {
    "quota": QuotaJudge,
    "attest": AttestJudge,
    "size": SizeJudge,
    "checklist": ChecklistJudge,
    "publish": PublishJudge,
    "calendar": CalendarJudge,
    "consequence": ConsequenceJudge,
}


def judges(part: Part) -> bool:
    """Whether a part is judged from records and sets at all."""
    if part.kind == "calendar":
        return bool(part.fields.of)
    if part.kind == "publish":
        return not (part.fields.after or part.fields.before)
    return part.kind in JUDGES
