"""What each province decides for itself about check-ins (a parameter of its stack)."""

from shared.store.settings import Setting, setting


def counted_grades() -> frozenset[str]:
    """The grades of assurance that count towards a duty, e.g. A, B and C."""
    return frozenset(setting(Setting.COUNTED_GRADES).split(","))
