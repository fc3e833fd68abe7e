"""The code of a station or an activity as a QR symbol.

The symbol holds the address of the subject's public page with the code as its fragment, which no
browser sends to a server: a phone's own camera opens the page, the app reads the fragment.
"""

from io import BytesIO
from typing import Any, Literal

QUIET_ZONE = 4
"""Modules of white around the symbol (ISO/IEC 18004 asks for four)."""

Correction = Literal["m", "q"]
"""How much damage a symbol survives: ``m`` 15 % for a screen, ``q`` 25 % for paper."""


def url(public_url: str, page: str, code: str) -> str:
    """``{public_url}/{page}#{code}``: what the symbol says."""
    return f"{public_url.rstrip('/')}/{page}#{code}"


def svg(text: str, correction: Correction = "m") -> bytes:
    """The symbol as an SVG document that fills whatever frame it is put in."""
    return _save(text, correction, kind="svg", omitsize=True, svgclass=None, lineclass=None)


def inline_svg(text: str, correction: Correction = "q") -> str:
    """The symbol as an ``svg`` element to stand in an HTML page."""
    drawn = _save(
        text, correction, kind="svg", omitsize=True, svgclass=None, lineclass=None, xmldecl=False, nl=False
    )
    return drawn.decode("utf-8")


def png(text: str, scale: int = 10, correction: Correction = "m") -> bytes:
    """The symbol as a black and white PNG of ``scale`` pixels a module."""
    return _save(text, correction, kind="png", scale=scale)


def _save(text: str, correction: Correction, **options: Any) -> bytes:
    import segno

    out = BytesIO()
    symbol = segno.make_qr(text, error=correction)
    symbol.save(out, border=QUIET_ZONE, dark="#000", light="#fff", **options)
    return out.getvalue()
