"""The attendance sheet as a workbook."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from functions.invitations.attendance.words import ANSWERS, OUTCOMES, ROLES
from shared.domain.clock import SHANGHAI
from shared.web.workbooks import Sheet, workbook

_HEADS = (
    ("姓名", "Name", 12),
    ("身份", "Role", 12),
    ("答复", "Answer", 10),
    ("日期", "Day", 12),
    ("到会情况", "Attendance", 12),
    ("有正当理由", "Justified", 12),
    ("到达", "Arrived", 18),
    ("离开", "Departed", 18),
    ("证明方式", "Proof", 12),
    ("证明等级", "Grade", 10),
    ("事由", "Reason", 40),
    ("人员编号", "Person", 26),
)
_COUNTS = (
    ("邀请", "Invited", "invited"),
    ("到会", "Present", "present"),
    ("缺席", "Absent", "absent"),
    ("其中有正当理由", "Of these justified", "justified"),
    ("请假", "On leave", "on_leave"),
)


def attendance_workbook(sheet: dict[str, Any], chinese: bool) -> bytes:
    """The list and its counts, as XLSX."""
    language = 0 if chinese else 1
    heads = [(zh if chinese else en, width) for zh, en, width in _HEADS]
    counts = [(words[language], sheet["counts"][words[2]]) for words in _COUNTS]
    names = (("签到表", "Attendance"), ("统计", "Counts"))
    return workbook(
        sheet["title"],
        (
            Sheet(names[0][language], heads, _rows(sheet["items"], chinese)),
            Sheet(names[1][language], (("人数", 24) if chinese else ("Persons", 24), ("", 10)), counts),
        ),
    )


def _rows(lines: Iterable[dict[str, Any]], chinese: bool) -> Iterable[Sequence[str | int]]:
    for line in lines:
        answer, outcome = line["answer"], line["outcome"]
        yield (
            line["name"],
            ROLES[line["role"]] if chinese else str(line["role"]),
            "" if answer is None else ANSWERS[answer] if chinese else str(answer),
            "" if line["day"] is None else str(line["day"]),
            "" if outcome is None else OUTCOMES[outcome] if chinese else str(outcome),
            ("是" if chinese else "yes") if line["justified"] else "",
            _local(line["arrived_at"]),
            _local(line["departed_at"]),
            str(line["proof"] or ""),
            str(line["grade"] or ""),
            line["reason"] or "",
            line["person"],
        )


def _local(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
