"""The kinds of rule: each a class that declares its fields, in a module of its own.

Python knows kinds and not regulations: no number of any regulation stands here.
"""

from typing import Any

from shared.regulations.kinds.attest import Attest
from shared.regulations.kinds.bar import Bar
from shared.regulations.kinds.calendar import Calendar
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.consequence import Consequence
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.kinds.metric import Metric
from shared.regulations.kinds.permit import Permit
from shared.regulations.kinds.publish import Publish
from shared.regulations.kinds.quota import Quota
from shared.regulations.kinds.ref import Ref
from shared.regulations.kinds.route import Route
from shared.regulations.kinds.size import Size

KINDS: dict[str, type[Any]] = {
    "quota": Quota,
    "deadline": Deadline,
    "size": Size,
    "calendar": Calendar,
    "route": Route,
    "checklist": Checklist,
    "publish": Publish,
    "permit": Permit,
    "consequence": Consequence,
    "attest": Attest,
    "bar": Bar,
    "metric": Metric,
    "ref": Ref,
}
