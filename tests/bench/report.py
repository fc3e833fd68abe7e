"""The tables of README.md beside this file: each bench has a section of its own, between two marks."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path

README = Path(__file__).with_name("README.md")
ROOT = Path(__file__).resolve().parents[2]
_NAMED = ("boto3", "pynamodb", "marshmallow", "chalice")


def write(section: str, markdown: str, *, file: Path = README) -> None:
    """Puts ``markdown`` between ``<!-- begin:section -->`` and ``<!-- end:section -->``.

    Raises LookupError for a section that the file does not have exactly once: nothing is added by accident.
    """
    begin, end = f"<!-- begin:{section} -->\n", f"<!-- end:{section} -->"
    text = file.read_text("utf-8")
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise LookupError(f"{file.name} has no one section {section!r}")
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    file.write_text(f"{before}{begin}{markdown.strip()}\n{end}{after}", "utf-8")


def machine(packages: Iterable[str] = _NAMED, *, installed: Path | None = None) -> str:
    """What was measured on, in one line: day (UTC), commit, processor, Python, versions of the packages, of
    this environment or as ``installed`` in the site-packages of another. Raises StopIteration for one that is
    not there."""
    path = sys.path if installed is None else [str(installed)]
    named = ", ".join(
        f"{name} {next(iter(distributions(name=name, path=path))).version}" for name in packages
    )
    return (
        f"{datetime.now(UTC):%-d %B %Y}, commit {_commit()}; {_processor()}, {os.cpu_count()} cores, "
        f"{platform.system()}; Python {platform.python_version()}; {named}"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown: the first column to the left, numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _commit() -> str:
    """The short id of the commit, marked where the tree differs from it."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty=*", "--abbrev=9"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip() or "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
