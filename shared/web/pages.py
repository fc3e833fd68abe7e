"""HTML pages that load nothing and run nothing: one document, one style sheet, and the policy that allows no
more than it."""

import base64
import hashlib
from datetime import date
from html import escape

HTML = "text/html"


def policy(css: str) -> str:
    """The Content-Security-Policy to send with a page of this style sheet."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def document(title: str, css: str, body: str) -> str:
    """A whole page; ``title`` is escaped here, ``body`` is HTML already."""
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>{css}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def chinese_day(day: date) -> str:
    """``2026年11月20日``."""
    return f"{day.year}年{day.month}月{day.day}日"
