"""The project's own files that go along: of a commit those that git lists, not what merely lies there too.

Without git, as in an unpacked archive, all there is: no hidden file, no cache, and only the kinds of files
that this project has.
"""

import os
import subprocess
from pathlib import Path

from infra import template

ROOT = template.PATH.parent
TOPS = ("functions", "shared")
KINDS = frozenset({".py", ".csv", ".toml"})
"""How files end that functions read."""
DEVELOPMENT_ONLY = ("shared/web/openapi/",)
"""Folders that no function imports."""
_LISTED = "infra/package.py"


def files(root: Path = ROOT) -> list[str]:
    """Paths below ``root``, sorted."""
    known = _git(root, "ls-files", "-z", "--", *TOPS) if _in_git(root) else _lying(root)
    return sorted(name for name in known if _wanted(name) and (root / name).is_file())


def left_out(root: Path = ROOT) -> list[str]:
    """What would go along if git knew it."""
    if not _in_git(root):
        return []
    unknown = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *TOPS)
    return sorted(filter(_wanted, unknown))


def _wanted(name: str) -> bool:
    path = Path(name)
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix in KINDS and not hidden and not name.startswith(DEVELOPMENT_ONLY)


def _lying(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for top in TOPS for path in (root / top).rglob("*")]


def _in_git(root: Path) -> bool:
    """Whether git knows this tree's files; an archive may have been unpacked within another's tree."""
    return _git(root, "ls-files", "-z", "--", _LISTED) == [_LISTED]


def _git(root: Path, *arguments: str) -> list[str]:
    """The names that git lists; none where it cannot."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # as in a hook
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, env=clean, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return []
    return [name for name in done.stdout.split("\0") if name]
