"""The certificate as a page to print. It loads nothing and runs nothing; all of it is escaped."""

from html import escape

from functions.standing.certificate.certifying import Certificate, Entry
from shared.web.pages import chinese_day, document, policy

_CSS = """
@page { size: A4 portrait; margin: 22mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font-size: 12pt; line-height: 1.8;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", serif }
main { max-width: 170mm; margin: 0 auto; padding: 6mm 0 }
h1 { margin: 0 0 8mm; font-size: 22pt; text-align: center; letter-spacing: .1em }
table { width: 100%; margin: 4mm 0; border-collapse: collapse; font-size: 10.5pt; line-height: 1.5 }
th, td { padding: 1.5mm 2mm; border: .3mm solid #000; text-align: left; vertical-align: top }
td.id { font-size: 8pt; word-break: break-all }
tr { break-inside: avoid }
ul { margin: 0; padding-left: 1.4em }
.seal { margin: 12mm 0 0; text-align: right }
footer { margin-top: 8mm; font-size: 9pt }
"""

POLICY = policy(_CSS)
"""Content-Security-Policy to send with :func:`certificate_page`."""


def certificate_page(certificate: Certificate) -> str:
    """An A4 page, of as many sheets as the days need."""
    name = escape(certificate.deputy.name)
    sits = "、".join(escape(congress) for congress in certificate.congresses)
    span = f"{chinese_day(certificate.first)}至{chinese_day(certificate.last)}"
    role = f"系{sits}代表，" if sits else ""
    body = f"""<h1>代表履职证明</h1>
<p>{name}同志{role}{span}执行代表职务共 {certificate.days} 日、{len(certificate.entries)} 次。</p>
{_table(certificate.entries)}
{_articles(certificate)}<p class="seal">（盖章）<br>{chinese_day(certificate.today)}</p>
<footer>只列入按规定计入的记录；作废的和证明等级不计入的记录不在其内。</footer>"""
    return document(f"{certificate.deputy.name} 代表履职证明", _CSS, body)


def _table(entries: tuple[Entry, ...]) -> str:
    if not entries:
        return "<p>期间没有可证明的履职记录。</p>"
    rows = "\n".join(
        f"<tr><td>{chinese_day(entry.day)}</td><td>{escape(entry.what)}</td><td>{escape(entry.where)}</td>"
        f'<td class="id">{escape(entry.record)}</td></tr>'
        for entry in entries
    )
    return f"""<table>
<thead><tr><th>日期</th><th>事项</th><th>地点或对象</th><th>记录编号</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>"""


def _articles(certificate: Certificate) -> str:
    if not certificate.articles:
        return ""
    lines = "\n".join(f"<li>{escape(cited)}：{escape(says)}</li>" for cited, says in certificate.articles)
    return f"<p>依据：</p>\n<ul>\n{lines}\n</ul>\n"
