"""What numbers are called on paper, in Chinese and English."""

from typing import Any

Pair = tuple[str, str]
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("cases", "件数", "Cases"),
    ("answered", "已答复", "Answered"),
    ("average_days", "平均用时（天）", "Days on average"),
    ("on_time", "按期", "In time"),
    ("late", "逾期办结", "Late"),
    ("pending", "在办", "Pending"),
    ("overdue", "已超期", "Overdue"),
    ("returned", "退回", "Given back"),
)
"""Numbers that stand in a column of their own."""
STATES: dict[str, Pair] = {
    "received": ("已收到", "received"),
    "forwarded": ("已转办", "forwarded"),
    "handed_over": ("已交办", "handed over"),
    "research": ("调研中", "under research"),
    "result_known": ("待反馈", "result known"),
    "answered": ("已答复", "answered"),
    "merged": ("已合并", "merged"),
    "submitted": ("待审核", "submitted"),
    "returned": ("已退回", "sent back"),
    "accepted": ("待交办", "taken in"),
    "handling": ("办理中", "in handling"),
    "replied": ("已答复", "replied"),
    "rated": ("已评价", "rated"),
    "closed": ("已办结", "closed"),
    "withdrawn": ("已撤回", "withdrawn"),
}
VERDICTS: dict[str, Pair] = {
    "satisfied": ("满意", "satisfied"),
    "mostly_satisfied": ("基本满意", "mostly satisfied"),
    "dissatisfied": ("不满意", "dissatisfied"),
}
OUTCOMES: dict[str, Pair] = {
    "done": ("已解决或基本解决", "done"),
    "planned": ("列入计划逐步解决", "planned"),
    "explained": ("解释说明", "explained"),
}
PROMISES: dict[str, Pair] = {
    "open": ("未到期或未完成", "open"),
    "overdue": ("其中已超期", "of these overdue"),
    "reported": ("已报完成待评价", "reported as done"),
    "kept": ("已兑现", "kept"),
    "broken": ("未兑现", "not kept"),
}
CATEGORIES: dict[str, Pair] = {
    "education": ("教育", "education"),
    "health": ("医疗卫生", "health"),
    "housing": ("住房", "housing"),
    "transport": ("交通", "transport"),
    "utilities": ("水电气暖", "utilities"),
    "environment": ("环境", "environment"),
    "safety": ("安全", "safety"),
    "work": ("就业与劳动", "work"),
    "social_security": ("社会保障", "social security"),
    "elderly_and_children": ("养老与儿童", "elderly and children"),
    "agriculture": ("农业农村", "agriculture"),
    "business": ("营商", "business"),
    "culture": ("文化体育", "culture"),
    "administration": ("政务服务", "administration"),
    "law": ("法治", "law"),
    "other": ("其他", "other"),
}
NO_CATEGORY: Pair = ("未分类", "no category")
GROUPS: tuple[tuple[str, Pair, dict[str, Pair]], ...] = (
    ("states", ("办理状态", "State"), STATES),
    ("outcomes", ("答复类别", "Class of reply"), OUTCOMES),
    ("result", ("对结果的评价", "Result rated"), VERDICTS),
    ("attitude", ("对态度的评价", "Attitude rated"), VERDICTS),
    ("promises", ("承诺事项", "Promises"), PROMISES),
)
"""Numbers that stand under what they are of, in this order."""


def named(numbers: dict[str, Any], language: int) -> list[tuple[str, str, int]]:
    """Every number of ``numbers`` that is not none, with what it is of and what it is called."""
    lines = [
        (("总数", "In all")[language], (zh, en)[language], numbers[word])
        for word, zh, en in COLUMNS
        if numbers[word] is not None
    ]
    for word, pair, names in GROUPS:
        found = numbers[word]
        lines += [
            (pair[language], names[key][language], found[key]) for key in names if found.get(key, 0) > 0
        ]
    rounds = sorted(numbers["rounds"].items(), key=lambda entry: int(entry[0]))
    heading = ("办理轮次", "Rounds")[language]
    return [*lines, *((heading, (f"第{n}轮", f"round {n}")[language], many) for n, many in rounds)]


def category(name: str | None, language: int) -> str:
    """Of an opinion one of this system's words, of a suggestion whatever the deputy wrote."""
    return NO_CATEGORY[language] if name is None else CATEGORIES.get(name, (name, name))[language]
