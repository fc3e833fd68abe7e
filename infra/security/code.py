"""What in the code is unsafe by its form (bandit); ruff's own security rules are part of ``make lint``."""

import tempfile
from pathlib import Path

from infra.security import tools
from infra.security.findings import Finding, ToolError

CHECK = "code"
FOLDERS = ("functions", "shared", "infra")


def find() -> list[Finding]:
    """What bandit objects to. Raises ToolError where it does not see a fault that is shown to it."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder, "shown.py")
        shown.write_text("import subprocess\nsubprocess.run(input(), shell=True)\n", "utf-8")
        if "B602" not in {finding.key for finding in _scan(str(shown))}:
            raise ToolError("bandit does not find a shell that runs what somebody types")
    return _scan(*FOLDERS)


def _scan(*where: str) -> list[Finding]:
    answer = tools.answer("bandit", "--quiet", "--recursive", "--format", "json", *where)
    if answer["errors"]:
        raise ToolError(f"bandit could not read {answer['errors'][0]['filename']}")
    return [
        Finding(CHECK, one["filename"], one["test_id"], f"line {one['line_number']}: {one['issue_text']}")
        for one in answer["results"]
    ]
