"""The tools of .venv-security, run in a process each."""

import json
import subprocess
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from infra.security.findings import ToolError

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = ROOT / ".venv-security" / "bin"


def answer(tool: str, *arguments: str, folder: Path = ROOT, statuses: Collection[int] = (0, 1)) -> Any:
    """What a tool prints as JSON. Raises ToolError for another exit status (1: it found something)."""
    program = BIN / tool
    if not program.exists():
        raise ToolError(f"{tool} is not installed: make venv-security")
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in statuses:
        raise ToolError(f"{tool} ended with {done.returncode}: {_last(done.stderr)}")
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise ToolError(f"{tool} printed no JSON: {_last(done.stderr)}") from None


def tracked(*patterns: str) -> Sequence[str]:
    """The files of this tree that git keeps, named from its root. Raises ToolError where there is no git."""
    command = ["git", "ls-files", "-z", "--", *patterns]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolError(f"git: {_last(done.stderr)}")
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def _last(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1][:120] if lines else "it said nothing"
