"""The yearly report as a page to print. It loads nothing and runs nothing; all of it is escaped."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Any

from functions.suggestions.numbers.words import COLUMNS, category, named
from shared.web.pages import chinese_day, document, policy

_CSS = """
@page { size: A4 portrait; margin: 20mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font-size: 11pt; line-height: 1.7;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", serif }
main { max-width: 175mm; margin: 0 auto }
h1 { margin: 4mm 0 2mm; font-size: 19pt; text-align: center }
h2 { margin: 6mm 0 2mm; font-size: 13pt }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; line-height: 1.4 }
th, td { padding: 1mm 1.5mm; border: .3mm solid #000; text-align: left }
tr { break-inside: avoid }
footer { margin-top: 6mm; font-size: 9pt }
"""
POLICY = policy(_CSS)
"""Content-Security-Policy to send with :func:`report_page`."""


def report_page(told: dict[str, Any]) -> str:
    """An A4 report in Chinese, of as many sheets as the units need."""
    title = f"{told['congress']}{told['year']}年代表建议、批评和意见办理情况"
    units = ((one["name"], one) for one in told["units"])
    categories = ((category(one["category"], 0), one) for one in told["categories"])
    body = f"""<h1>{escape(title)}</h1>
<p>截至{chinese_day(told["on"])}，{told["year"]}年共收到代表建议、批评和意见 {told["total"]["cases"]} 件。</p>
<h2>一、总体情况</h2>
{_total(told["total"])}
<h2>二、各承办单位</h2>
{_table("承办单位", units)}
<h2>三、各类别</h2>
{_table("类别", categories)}
<h2>四、依据</h2>
{_rules(told["owed"])}
<footer>按年内提交的建议计，数字为截至当日的情况；按期、逾期按各承办单位的答复期限逐轮计算。</footer>"""
    return document(title, _CSS, body)


def _total(numbers: dict[str, Any]) -> str:
    lines = []
    for of, found in groupby(named(numbers, 0), key=lambda line: line[0]):
        told = "，".join(f"{escape(name)} {number}" for _, name, number in found)
        lines.append(f"<tr><th>{escape(of)}</th><td>{told}</td></tr>")
    return f"<table>{''.join(lines)}</table>"


def _table(first: str, lines: Iterable[tuple[str, dict[str, Any]]]) -> str:
    heads = "".join(f"<th>{zh}</th>" for _, zh, _ in COLUMNS)
    rows = []
    for name, numbers in lines:
        cells = "".join(
            f"<td>{'' if numbers[word] is None else numbers[word]}</td>" for word, _, _ in COLUMNS
        )
        rows.append(f"<tr><th>{escape(name)}</th>{cells}</tr>")
    if not rows:
        return "<p>无。</p>"
    return f"<table><thead><tr><th>{first}</th>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _rules(owed: Iterable[dict[str, Any]]) -> str:
    lines = (f"<li>{escape(one['citation'])}：{escape(one['says'])}{_since(one)}</li>" for one in owed)
    return f"<ul>{''.join(lines)}</ul>"


def _since(one: dict[str, Any]) -> str:
    return "" if one["given_on"] is None else f"（{chinese_day(one['given_on'])}）"
