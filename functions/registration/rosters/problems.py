"""What is wrong with a roster, in plain words: with the whole file or with one cell.

Sentences are written where the fault is found, Chinese first; ``code`` is stable and for programs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault without its place: a stable code and one sentence in two languages."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A fault of the whole file or of a header; ``cell`` is the header's, e.g. ``C1``, or empty."""

    code: str
    zh: str
    en: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A fault of one cell, named as Excel names it (``C12``) and by its Chinese header.

    ``shown`` is what stands in the cell, shortened, with telephone and identity numbers masked.
    """

    cell: str
    column: str
    code: str
    zh: str
    en: str
    shown: str


class CellRefused(Exception):
    """Raised by a converter: the text of one cell does not say what its column needs."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code)
        self.trouble = Trouble(code, zh, en)


class RosterRefused(Exception):
    """The file cannot be read, or not any further; rows that were already handed out stand."""

    def __init__(self, *problems: FileProblem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def refuse_file(code: str, zh: str, en: str, cell: str = "") -> RosterRefused:
    """A refusal of the file for one reason."""
    return RosterRefused(FileProblem(code, zh, en, cell))
