"""Known vulnerabilities of every pinned package (pip-audit)."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from infra.security import tools
from infra.security.findings import Finding, ToolError

CHECK = "dependencies"
SOURCES = ("pypi", "osv")
"""Where advisories are asked for, the first that is within reach."""

KNOWN_BAD = "jinja2==2.10"
"""A version with advisories for years: a source that has none of it has none at all."""

TOLD = "it has advisories for years, and none is told"


class OutOfReach(Exception):
    """No source of advisories answers; nothing is known. The message says what each said."""


def find() -> Iterator[Finding]:
    """The advisories for what the lock files pin. Raises OutOfReach, and ToolError where one package is
    passed over."""
    source = _source()
    for lock in sorted(tools.ROOT.glob("requirements*.lock")):
        found, unknown = _ask(source, lock)
        if unknown:
            raise ToolError(f"pip-audit passed over {', '.join(unknown)} of {lock.name}")
        yield from found


def _source() -> str:
    """The first source that knows the advisories of KNOWN_BAD."""
    said = []
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder, "requirements.txt")
        bad.write_text(KNOWN_BAD + "\n", "utf-8")
        for source in SOURCES:
            try:
                found, unknown = _ask(source, bad)
            except ToolError as error:
                said.append(f"{source}: {error}")
                continue
            if found:
                return source
            said.append(f"{source}: {'; '.join(unknown) or TOLD} ({KNOWN_BAD})")
    raise OutOfReach(". ".join(said))


def _ask(source: str, lock: Path) -> tuple[list[Finding], list[str]]:
    """As :func:`read`. Raises ToolError where the source does not answer."""
    answer = tools.answer(
        "pip-audit",
        *("--requirement", str(lock), "--no-deps", "--disable-pip"),
        *("--vulnerability-service", source, "--format", "json", "--progress-spinner", "off"),
    )
    return read(answer)


def read(answer: dict[str, list[dict[str, object]]]) -> tuple[list[Finding], list[str]]:
    """pip-audit's JSON: findings, and why packages were skipped. A skipped package is not a clean one."""
    found, unknown = [], []
    for package in answer["dependencies"]:
        if "skip_reason" in package:
            unknown.append(str(package["skip_reason"]))
            continue
        where = f"{package['name']}=={package['version']}"
        advisories: list[dict[str, object]] = package["vulns"]  # type: ignore[assignment]
        for advisory in advisories:
            mended = ", ".join(map(str, advisory["fix_versions"])) or "no version yet"  # type: ignore[call-overload]
            found.append(Finding(CHECK, where, str(advisory["id"]), f"mended in {mended}"))
    return found, unknown
