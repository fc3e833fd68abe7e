"""What the words of a kind are made of: clauses, each with what it needs of a notice's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal

Language = Literal["zh-CN", "en"]
Clause = str | tuple[str, ...]
"""A sentence with the names of fields in braces, or several of which the first that can be filled is said;
a sentence that cannot be filled is left out."""


@dataclass(frozen=True, slots=True)
class Words:
    """``title`` in Chinese and English. ``perishes``: the notice asks one to come to something, and is of
    no use in a message once that has begun."""

    title: tuple[str, str]
    zh: tuple[Clause, ...]
    en: tuple[Clause, ...]
    perishes: bool = False

    def clauses(self, language: Language) -> tuple[Clause, ...]:
        """The clauses in one language."""
        return self.en if language == "en" else self.zh


def needed(sentence: str) -> set[str]:
    """The fields that a sentence names."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def fitting(clause: Clause, said: Mapping[str, str]) -> str:
    """The clause filled, or ``""`` where something that it needs is not there."""
    for sentence in (clause,) if isinstance(clause, str) else clause:
        if needed(sentence) <= said.keys():
            return sentence.format_map(said)
    return ""
