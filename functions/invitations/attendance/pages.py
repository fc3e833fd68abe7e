"""The attendance sheet and the poster to print, and the page behind an activity's symbol."""

from datetime import datetime
from html import escape
from typing import Any

from functions.invitations.activities.activity import Activity
from functions.invitations.attendance.words import ANSWERS, OUTCOMES, ROLES
from shared.domain.clock import SHANGHAI
from shared.web.drawing import inline_svg
from shared.web.pages import chinese_day, document, policy

_SHEET_CSS = """
@page { size: A4 portrait; margin: 16mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font-size: 11pt; line-height: 1.5;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif }
h1 { margin: 0 0 3mm; font-size: 18pt; text-align: center }
p { margin: 0 0 3mm }
table { width: 100%; border-collapse: collapse; font-size: 10pt }
th, td { padding: 1.5mm 2mm; border: .3mm solid #000; text-align: left; vertical-align: top }
tr { break-inside: avoid }
td.signature { width: 30mm }
footer { margin-top: 5mm; font-size: 9pt }
"""
_SCAN_CSS = """
body { margin: 0; color: #222; background: #f6f6f4; line-height: 1.6;
  font-family: "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { max-width: 34em; margin: 0 auto; padding: 1.5em }
h1 { margin: 0 0 .3em; font-size: 1.5em }
.app { display: block; margin: 1.5em 0; padding: .8em; color: #fff; background: #b3171b; text-align: center;
  text-decoration: none; border-radius: .4em }
"""
_POSTER_CSS = """
@page { size: A4 portrait; margin: 18mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; text-align: center;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif }
main { max-width: 174mm; margin: 0 auto; padding: 6mm 0 }
h1 { margin: 0; font-size: 26pt }
p { margin: 4mm 0 0; font-size: 14pt }
.title { font-size: 34pt; font-weight: bold; color: #b3171b }
svg { display: block; width: 110mm; height: 110mm; margin: 4mm auto }
footer { margin-top: 6mm; font-size: 10pt }
"""
SHEET_POLICY = policy(_SHEET_CSS)
"""Content-Security-Policy to send with :func:`sheet_page`."""
POSTER_POLICY = policy(_POSTER_CSS)
"""Content-Security-Policy to send with :func:`poster_page`."""
SCAN_POLICY = policy(_SCAN_CSS)
"""Content-Security-Policy to send with :func:`scan_page`."""


def sheet_page(sheet: dict[str, Any]) -> str:
    """The sheet on A4, with a column to sign in. It goes from hand to hand, so it tells nobody's reasons."""
    counts = sheet["counts"]
    place = f" · {escape(sheet['place'])}" if sheet["place"] else ""
    rows = "\n".join(_row(line) for line in sheet["items"])
    body = f"""<h1>{escape(sheet["title"])} 签到表</h1>
<p>{_time(sheet["starts"])} 至 {_time(sheet["ends"])}{place}</p>
<p>邀请 {counts["invited"]} 人，到会 {counts["present"]} 人，缺席 {counts["absent"]} 人（其中有正当理由 \
{counts["justified"]} 人），请假 {counts["on_leave"]} 人。</p>
<table>
<thead><tr><th>姓名</th><th>身份</th><th>答复</th><th>日期</th><th>到会情况</th><th>到达</th><th>离开</th>\
<th>证明等级</th><th>签名</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<footer>{_time(sheet["made_at"])} 生成 · 活动编号 {escape(sheet["activity"])}</footer>"""
    return document(f"{sheet['title']} 签到表", _SHEET_CSS, body)


def poster_page(activity: Activity, text: str) -> str:
    """An A4 page to hang up in the hall; ``text`` is what the symbol says."""
    place = f" · {escape(activity.place)}" if activity.place else ""
    body = f"""<h1>{escape(activity.title)}</h1>
<p>{_time(activity.starts)}{place}</p>
<p class="title">活动签到</p>
{inline_svg(text)}
<p>请打开“联络”应用并登录，点“扫码签到”，并允许应用使用位置信息。</p>
<footer>活动编号 {escape(activity.id)} · 限会场内张贴</footer>"""
    return document(f"{activity.title} 签到海报", _POSTER_CSS, body)


def scan_page(activity: str) -> str:
    """What everybody may know of an activity whose symbol they scan with a camera: nothing of it."""
    body = f"""<h1>活动签到</h1>
<p>请在“联络”应用内扫描会场的二维码签到。用手机相机扫码只会打开本页，不会签到。</p>
<a class="app" href="lianluo://attendance?activity={escape(activity)}">打开“联络”应用</a>"""
    return document("活动签到", _SCAN_CSS, body)


def _row(line: dict[str, Any]) -> str:
    outcome = OUTCOMES[line["outcome"]] if line["outcome"] else ""
    if line["justified"]:
        outcome += "（有正当理由）"
    cells = (
        line["name"],
        ROLES[line["role"]],
        ANSWERS[line["answer"]] if line["answer"] else "未邀请",
        chinese_day(line["day"]) if line["day"] else "",
        outcome,
        _clock(line["arrived_at"]),
        _clock(line["departed_at"]),
        line["grade"] or "",
    )
    shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr>{shown}<td class="signature"></td></tr>'


def _time(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{chinese_day(local.date())} {local:%H:%M}"


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"
