"""Statistics, reports and lists as workbooks. No cell is a formula, none holds a resident's words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from functions.suggestions.numbers.words import COLUMNS, STATES, VERDICTS, category, named
from shared.web.workbooks import Sheet, workbook

Row = Sequence[str | int]
_TOTAL = (("项目", "Of", 20), ("名称", "What", 24), ("数量", "Number", 10))
_OPINIONS = (
    ("编号", "Number", 26), ("收到时间", "Received", 26), ("接收地", "Scope", 16), ("状态", "State", 12),
    ("类别", "Category", 14), ("事由", "Subject", 30), ("地点", "Place", 24),
    ("承办单位", "Unit", 24), ("人次", "Voices", 8),
    ("轮次", "Round", 8), ("待回复", "Waiting", 8), ("评价", "Rated", 12),
)  # fmt: skip
_SUGGESTIONS = (
    ("编号", "Number", 26), ("提出时间", "Submitted", 26), ("区划", "Congress", 12), ("标题", "Title", 50),
    ("类别", "Category", 14), ("领衔代表", "Deputy", 12), ("附议人数", "Signed by", 8),
    ("状态", "State", 12), ("轮次", "Round", 8), ("不满意", "Dissatisfied", 8), ("承办单位", "Units", 40),
)  # fmt: skip


def report(told: dict[str, Any], chinese: bool) -> bytes:
    """The report that :mod:`functions.suggestions.numbers.report` told."""
    language = 0 if chinese else 1
    title = f"{told['congress']}{told['year']}"
    heads = [(names[1 + language], 12) for names in COLUMNS]

    def counted(first: str, lines: list[dict[str, Any]], names: Iterable[str]) -> Sheet:
        rows = [(name, *_columns(line)) for name, line in zip(names, lines, strict=True)]
        return Sheet(first, [(first, 30), *heads], rows)

    units, months, categories = told["units"], told["months"], told["categories"]
    return workbook(
        title,
        [
            Sheet(
                ("总体", "In all")[language],
                [
                    (("项目", "Of")[language], 20),
                    (("名称", "What")[language], 24),
                    (("数量", "Number")[language], 10),
                ],
                named(told["total"], language),
            ),
            counted(("承办单位", "Units")[language], units, (one["name"] for one in units)),
            counted(
                ("类别", "Categories")[language],
                categories,
                (category(one["category"], language) for one in categories),
            ),
            counted(("月份", "Months")[language], months, (one["month"] for one in months)),
            Sheet(
                ("依据", "Rules")[language],
                [
                    (("条款", "Article")[language], 40),
                    (("内容", "What it says")[language], 80),
                    (("完成日期", "Given on")[language], 14),
                ],
                [(one["citation"], one["says"], str(one["given_on"] or "")) for one in told["owed"]],
            ),
        ],
    )


def opinions(listed: Iterable[dict[str, Any]], chinese: bool) -> bytes:
    """Opinions as lists show them, but nothing of how residents put it."""
    return _list(("意见", "Opinions"), _OPINIONS, _opinions(listed, 0 if chinese else 1), chinese)


def suggestions(listed: Iterable[dict[str, Any]], chinese: bool) -> bytes:
    """Suggestions as lists show them."""
    return _list(("建议", "Suggestions"), _SUGGESTIONS, _suggestions(listed, 0 if chinese else 1), chinese)


def _list(
    names: tuple[str, str], heads: Sequence[tuple[str, str, int]], rows: Iterator[Row], chinese: bool
) -> bytes:
    name = names[0 if chinese else 1]
    sheet = Sheet(name, [(zh if chinese else en, width) for zh, en, width in heads], rows)
    return workbook(name, [sheet])


def _opinions(listed: Iterable[dict[str, Any]], language: int) -> Iterator[Row]:
    for one in listed:
        rating = one.get("rating")
        yield (
            one["id"],
            one["opened_at"],
            one["scope"],
            STATES[one["state"]][language],
            category(one.get("category"), language),
            one.get("subject") or "",
            one.get("place") or "",
            one.get("unit_name") or "",
            one["voices"],
            one["round"],
            _yes(one["waiting"], language),
            VERDICTS[rating][language] if rating else "",
        )


def _suggestions(listed: Iterable[dict[str, Any]], language: int) -> Iterator[Row]:
    for one in listed:
        yield (
            one["id"],
            one["submitted_at"],
            one["congress"],
            one["title"],
            category(one.get("category"), language),
            one["name"],
            one["signers"],
            STATES[one["state"]][language],
            one["round"],
            _yes(one["dissatisfied"], language),
            "、".join(one["units"]),
        )


def _columns(numbers: dict[str, Any]) -> Row:
    return ["" if numbers[word] is None else numbers[word] for word, _, _ in COLUMNS]


def _yes(value: bool, language: int) -> str:
    return ("是", "yes")[language] if value else ""
