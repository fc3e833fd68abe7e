"""The two HTML pages of a station: the poster to print, and what a phone's own camera opens.

Neither loads anything nor runs a script; their policies allow nothing but their own style sheet.

The station's page does without a script on purpose. Where the app is installed and claims
``{public_url}/s/*`` (Universal Links, App Links), the system hands the app the whole address with its
fragment and this page is never seen. Where it is not, a code is of no use: the page says what the
place is and to open the app and scan there. Its link ``lianluo://check-in?station=...`` opens the app's
scanner; it carries no code, which only a script could read out of the fragment.
"""

from html import escape

from shared.domain.proof.payload import Poster
from shared.domain.stations import Station, StationStatus
from shared.web.drawing import inline_svg
from shared.web.pages import chinese_day, document, policy

_POSTER_CSS = """
@page { size: A4 portrait; margin: 18mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; text-align: center;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif }
main { max-width: 174mm; margin: 0 auto; padding: 6mm 0 }
h1 { margin: 0; font-size: 26pt }
.address { margin: 2mm 0 0; font-size: 13pt }
.title { margin: 8mm 0 0; font-size: 34pt; font-weight: bold; color: #b3171b }
svg { display: block; width: 110mm; height: 110mm; margin: 4mm auto }
ol { display: inline-block; margin: 0; padding-left: 1.4em; text-align: left; font-size: 14pt;
  line-height: 1.7 }
.validity { margin: 6mm 0 0; font-size: 14pt; font-weight: bold }
footer { margin-top: 4mm; font-size: 10pt }
@media print { body { -webkit-print-color-adjust: exact; print-color-adjust: exact } }
"""

_STATION_CSS = """
* { box-sizing: border-box }
body { margin: 0; color: #222; background: #f6f6f4; line-height: 1.6;
  font-family: "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { max-width: 34em; margin: 0 auto; padding: 1.5em }
h1 { margin: 0 0 .3em; font-size: 1.5em }
h2 { margin: 1.5em 0 .3em; font-size: 1.1em }
ul { margin: 0; padding-left: 1.2em }
.closed { padding: .6em 1em; color: #fff; background: #8a1c1c }
.app { display: block; margin: 1.5em 0; padding: .8em; color: #fff; background: #b3171b; text-align: center;
  text-decoration: none; border-radius: .4em }
small { color: #666 }
"""

_WEEKDAYS = "一二三四五六日"


POSTER_POLICY = policy(_POSTER_CSS)
"""Content-Security-Policy to send with :func:`poster_page`."""
STATION_POLICY = policy(_STATION_CSS)
"""Content-Security-Policy to send with :func:`station_page`."""


def poster_page(station: Station, poster: Poster, text: str) -> str:
    """An A4 page to print and hang up; ``text`` is what the symbol says (see ``drawing.url``)."""
    body = f"""<h1>{escape(station.name)}</h1>
{_paragraph("address", station.address)}<p class="title">代表签到</p>
{inline_svg(text)}
<ol>
<li>打开“联络”应用并登录，点“扫码签到”。</li>
<li>请允许应用使用位置信息，在站内对准二维码。</li>
<li>没有网络也可以扫码：应用会先保存，请在七天内联网上传。</li>
</ol>
<p class="validity">有效期：{chinese_day(poster.issued)}至{chinese_day(poster.expires)}（含当日）</p>
<footer>站点编号 {escape(station.id)} · 第 {poster.rotation} 期 · 限站内张贴，换发新码后请撤下</footer>"""
    return document(f"{station.name} 签到海报", _POSTER_CSS, body)


def station_page(station: Station) -> str:
    """What everyone may know of a station, and how a deputy checks in there."""
    if station.status is StationStatus.CLOSED:
        since = f"自{chinese_day(station.closed_on)}起" if station.closed_on else ""
        below = f'<p class="closed">本站{since}已撤销，不能签到。</p>'
    else:
        below = f"""<h2>开放时间</h2>
{_opening_hours(station)}
<h2>代表签到</h2>
<p>请在“联络”应用内扫描站内二维码签到。用手机相机扫码只会打开本页，不会签到。</p>
<a class="app" href="lianluo://check-in?station={escape(station.id)}">打开“联络”应用</a>"""
    body = f"""<h1>{escape(station.name)}</h1>
{_paragraph("address", station.address)}{below}
<p><small>站点编号 {escape(station.id)}</small></p>"""
    return document(station.name, _STATION_CSS, body)


def _paragraph(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(text)}</p>\n' if text else ""


def _opening_hours(station: Station) -> str:
    """One line a weekday; several openings of a day stand on its line."""
    days: dict[int, list[str]] = {}
    for hours in sorted(station.opening_hours, key=lambda hours: (hours.weekday, hours.opens)):
        days.setdefault(hours.weekday, []).append(f"{hours.opens:%H:%M}–{hours.closes:%H:%M}")
    if not days:
        return "<p>请向本站询问。</p>"
    lines = "\n".join(f"<li>周{_WEEKDAYS[day - 1]} {'、'.join(times)}</li>" for day, times in days.items())
    return f"<ul>\n{lines}\n</ul>"
