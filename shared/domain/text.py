"""Text that people wrote: one Unicode form, nothing invisible."""

import unicodedata

_FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_MOST_MARKS = 8
"""Marks on one letter: Tibetan and Hebrew need five or six."""
_NAME_MARKS = " ·・•་.'’-"
"""Besides letters: the dots of Uyghur and Kazakh names in Chinese, the Tibetan syllable mark."""


def clean(text: str) -> str:
    """NFC, trimmed, runs of blanks made one. Does not remove anything visible."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_invisible(text: str, *, lines: bool = False) -> bool:
    """Whether ``text`` holds control, format (zero width, direction) or unassigned characters.

    ``lines`` allows line feeds and tabs, as in longer text.
    """
    allowed = {"\n", "\t"} if lines else set()
    return any(char not in allowed and unicodedata.category(char) in _FORBIDDEN for char in text)


def is_flooded(text: str) -> bool:
    """Whether more marks stand on one letter than any script needs: they would cover other people's lines."""
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char).startswith("M") else 0
        if marks > _MOST_MARKS:
            return True
    return False


def is_personal_name(text: str) -> bool:
    """Letters of any script, spaces, and the dots and apostrophes that names are written with."""
    return bool(text) and all(
        char in _NAME_MARKS or unicodedata.category(char).startswith(("L", "M")) for char in text
    )
