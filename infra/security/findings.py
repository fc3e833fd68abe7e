"""What the tools find, held against what is accepted by name and reason (accepted.toml)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

ACCEPTED = Path(__file__).with_name("accepted.toml")


class ToolError(Exception):
    """A tool did not do what it is for; the message is one sentence."""


@dataclass(frozen=True, order=True)
class Finding:
    """``check``: dependencies, secrets or code. ``where``: a file, or a package with its version.
    ``key``: what the tool calls it (an advisory, a hash, a rule), the same wherever the line moves."""

    check: str
    where: str
    key: str
    words: str

    def __str__(self) -> str:
        return f"{self.check}: {self.where}: {self.key}: {self.words}"


@dataclass(frozen=True)
class Accepted:
    """A finding that may stay. ``where`` may be a pattern (``infra/*``), and then need not match."""

    check: str
    where: str
    key: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        return (
            self.check == finding.check and self.key == finding.key and fnmatchcase(finding.where, self.where)
        )

    @property
    def is_exact(self) -> bool:
        return "*" not in self.where


def accepted(path: Path = ACCEPTED) -> list[Accepted]:
    """The exceptions that are written down. Raises TypeError for an entry without a reason or another key."""
    entries = tomllib.loads(path.read_text("utf-8"))
    return [Accepted(check, **entry) for check, listed in entries.items() for entry in listed]


def judge(
    check: str, findings: Iterable[Finding], exceptions: Iterable[Accepted]
) -> tuple[list[Finding], list[Accepted]]:
    """What is found and not accepted, and what is accepted but no longer found: both must be mended."""
    found = list(findings)
    own = [exception for exception in exceptions if exception.check == check]
    new = [finding for finding in found if not any(exception.covers(finding) for exception in own)]
    stale = [one for one in own if one.is_exact and not any(map(one.covers, found))]
    return sorted(new), stale
