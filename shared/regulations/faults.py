"""What is wrong with a pack: one clear message for each fault, never a stack trace."""

from __future__ import annotations

from collections.abc import Sequence

from shared.regulations.value import Value


class Fault(Value):
    """One fault: the file, the rule (empty for the instrument's own table), the field, what was expected
    there and what stood there."""

    file: str
    rule: str
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = [
            self.file,
            *([f"rule {self.rule}"] if self.rule else []),
            *([self.field] if self.field else []),
        ]
        return f"{': '.join(place)}: expected {self.expected}; found {self.found}"


class PackFaults(Exception):
    """A pack that cannot be used, with everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class Mismatch(Exception):
    """A value that is not what its field takes; whoever reads the field turns it into a fault."""

    def __init__(self, expected: str, found: object) -> None:
        super().__init__(expected)
        self.expected = expected
        self.found = shown(found)


class Reported(Exception):
    """A value whose faults are reported already: the field is given up without another message."""


def shown(value: object) -> str:
    """A value as the author of a pack would write it, short enough for a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'
    if isinstance(value, list):
        return f"[{', '.join(map(shown, value[:6]))}{', ...' if len(value) > 6 else ''}]"
    if isinstance(value, dict):
        return f"a table of {', '.join(map(str, list(value)[:6])) or 'nothing'}"
    return str(value)
