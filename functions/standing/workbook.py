"""The duty archive as a workbook: what was recorded, how often, what it came to. No cell is a formula."""

from collections.abc import Iterable, Sequence
from typing import Any

from shared.web.workbooks import Sheet, workbook

LONGEST_CELL = 32_000
"""Characters; a cell holds 32,767."""
_SHEETS = (
    ("履职记录", "Records"),
    ("次数统计", "Totals"),
    ("对照规定", "Rules"),
    ("请假", "Leave"),
)
_RECORDS = (
    ("日期", "Day", 12),
    ("事项", "What", 18),
    ("地点或对象", "Where or about what", 20),
    ("证明等级", "Grade", 10),
    ("是否计入", "Counted", 10),
    ("未计入原因", "Why not", 24),
    ("记录编号", "Record", 46),
)
_TOTALS = (("事项", "What", 18), ("次数", "Times", 8), ("依据记录", "Evidence", 90))
_RULES = (
    ("届次", "Term", 8),
    ("层级", "Level", 10),
    ("法规", "Instrument", 40),
    ("条款", "Article", 8),
    ("规则", "Rule", 12),
    ("内容", "What is asked", 50),
    ("期间", "Period", 16),
    ("要求", "Required", 8),
    ("已计", "Counted", 8),
    ("还差", "Remaining", 8),
    ("状态", "State", 10),
    ("结论", "In a sentence", 70),
    ("依据记录", "Evidence", 90),
)
_LEAVES = (("起", "From", 12), ("止", "To", 12), ("不参加的事项（空为全部）", "From what (empty: all)", 60))
_LEVELS = {
    "national": "全国",
    "province": "省级",
    "city": "设区的市级",
    "county": "县级",
    "township": "乡级",
}
_STATES = {"met": "已达到", "open": "进行中", "at_risk": "有风险", "short": "未达到", "excused": "免除"}
_WHY = {"voided": ("已作废", "voided"), "grade": ("证明等级不计入", "its grade is not counted")}


def write(archive: dict[str, Any], chinese: bool) -> bytes:
    """The archive that :mod:`functions.standing.archive` told, as XLSX."""
    tables = (_records(archive, chinese), _totals(archive), _rules(archive, chinese), _leaves(archive))
    columns = (_RECORDS, _TOTALS, _RULES, _LEAVES)
    sheets = (
        Sheet(names[0 if chinese else 1], [(zh if chinese else en, width) for zh, en, width in heads], rows)
        for names, heads, rows in zip(_SHEETS, columns, tables, strict=True)
    )
    return workbook(f"{archive['name']} {archive['first']}~{archive['until']}", sheets)


def _records(archive: dict[str, Any], chinese: bool) -> Iterable[Sequence[str | int]]:
    language = 0 if chinese else 1
    for line in archive["records"]:
        counted = (("是", "yes") if line["counted"] else ("否", "no"))[language]
        why = _WHY[line["why"]][language] if line["why"] else ""
        where = line["reference"]
        yield str(line["day"]), line["name"], where, line["grade"] or "", counted, why, line["id"]


def _totals(archive: dict[str, Any]) -> Iterable[Sequence[str | int]]:
    for total in archive["totals"]:
        yield total["name"], total["times"], _evidence(total["evidence"])


def _rules(archive: dict[str, Any], chinese: bool) -> Iterable[Sequence[str | int]]:
    for mandate in archive["mandates"]:
        level = str(mandate["level"])
        for verdict in mandate["verdicts"]:
            state = str(verdict["state"])
            yield (
                mandate["term"],
                _LEVELS[level] if chinese else level,
                verdict["instrument"]["title"],
                verdict["article"],
                verdict["rule"],
                verdict["says"],
                verdict["period"]["label"],
                verdict["required"],
                verdict["counted"],
                verdict["remaining"],
                _STATES[state] if chinese else state,
                verdict["sentence"],
                _evidence(verdict["evidence"]),
            )


def _leaves(archive: dict[str, Any]) -> Iterable[Sequence[str | int]]:
    for leave in archive["leaves"]:
        yield str(leave["first"]), str(leave["last"]), "、".join(leave["of"])


def _evidence(ids: Sequence[str]) -> str:
    """All ids, or as many as a cell holds and how many there are."""
    text = "、".join(ids)
    if len(text) <= LONGEST_CELL:
        return text
    return f"{text[: text.rindex('、', 0, LONGEST_CELL)]} … {len(ids)}"
