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
_WRITTEN = ("tests/bench/README.md", "tests/bench/figures", "docs/figures", "tests/README.md")
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


class Uncommitted(Exception):
    """The tree differs from its commit: figures of it would name a commit that is not what they are of."""


def clean() -> None:
    """Raises :class:`Uncommitted` where the tree is changed otherwise than by the benches' own figures."""
    changed = _changed()
    if changed:
        raise Uncommitted(f"figures are kept of a commit, but {', '.join(changed)} differ from it")


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
    id_ = _git("describe", "--always", "--abbrev=9") or "unknown"
    return f"{id_}*" if _changed() else id_


def _changed() -> list[str]:
    """Files of the commit that are otherwise in the tree, but those that benches write."""
    return _git("diff", "--name-only", "HEAD", "--", ".", *(f":!{path}" for path in _WRITTEN)).splitlines()


def _git(*arguments: str) -> str:
    """What git prints; nothing where there is no git or no repository."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
