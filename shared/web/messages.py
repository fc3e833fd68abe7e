"""What a schema found wrong, field by field, in Chinese and English."""

import re
from collections.abc import Iterator
from typing import Any

from shared.domain.errors import FieldProblem, Refusal

_CHINESE: list[tuple[str, str]] = [
    (r"Missing data for required field\.", "缺少必填项"),
    (r"Unknown field\.", "没有这个字段"),
    (r"Field may not be null\.", "不能为 null"),
    (r"Not a valid string\.|Invalid type\.", "类型不正确"),
    (r"Invalid input type\.", "应为 JSON 对象"),
    (r"Not a valid (?:integer|number)\.", "不是有效的数字"),
    (r"Special numeric values \(nan or infinity\) are not permitted\.|Number too large\.", "不是有限的数字"),
    (r"Not a valid mapping type\.", "应为 JSON 对象"),
    (r"Not a valid boolean\.", "应为 true 或 false"),
    (r"Not a valid list\.", "应为数组"),
    (r"Not a valid date\.", "不是有效的日期（YYYY-MM-DD）"),
    (r"Not a valid time\.", "不是有效的时间（HH:MM）"),
    (r"Not a valid (?:aware )?datetime\.", "应为带时区偏移的 ISO 8601 时间"),
    (r"Shorter than minimum length (\d+)\.", r"长度不足 \1"),
    (r"Longer than maximum length (\d+)\.", r"长度超过 \1"),
    (r"Length must be between (\d+) and (\d+)\.", r"长度应在 \1 到 \2 之间"),
    (r"Length must be (\d+)\.", r"长度应为 \1"),
    (r"Must be one of: (.*)\.", r"应为以下之一：\1"),
    (
        r"Must be greater than or equal to ([\d.-]+) and less than or equal to ([\d.-]+)\.",
        r"应在 \1 到 \2 之间",
    ),
    (r"Must be greater than or equal to ([\d.-]+)\.", r"不得小于 \1"),
    (r"Must be less than or equal to ([\d.-]+)\.", r"不得大于 \1"),
    (r"String does not match expected pattern\.", "格式不正确"),
]


def refusal_of(messages: Any, place: str) -> Refusal:
    """The refusal of a request whose ``place`` (body or query) did not fit its schema."""
    return Refusal("invalid_request", errors=tuple(_flatten(messages, place)))


def _flatten(messages: Any, path: str) -> Iterator[FieldProblem]:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            yield from _flatten(inner, path if name == "_schema" else f"{path}.{name}")
    else:
        for message in messages:
            yield problem(path, str(message))


def problem(field: str, english: str) -> FieldProblem:
    """One field's problem; a message that is bilingual already reads ``中文|English``."""
    if "|" in english:
        zh, _, en = english.partition("|")
        return FieldProblem(field, zh, en)
    for pattern, chinese in _CHINESE:
        match = re.fullmatch(pattern, english)
        if match:
            return FieldProblem(field, match.expand(chinese), english)
    return FieldProblem(field, "不符合要求", english)
