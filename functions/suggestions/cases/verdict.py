"""What those think of an answer for whom it was made: a deputy of a reply, a resident of what became of an
opinion."""

from enum import StrEnum


class Verdict(StrEnum):
    """Who is dissatisfied is owed another round."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly_satisfied"
    DISSATISFIED = "dissatisfied"

    @property
    def chinese(self) -> str:
        """In words, as notices say it."""
        return _NAMES[self]


_NAMES = {Verdict.SATISFIED: "满意", Verdict.MOSTLY: "基本满意", Verdict.DISSATISFIED: "不满意"}
