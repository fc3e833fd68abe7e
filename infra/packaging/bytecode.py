"""Modules as the package carries them: compiled for the functions' Python, so that a cold start need not.

A compiled module stands in its source's place (``x.pyc`` for ``x.py``, PEP 3147): beside it the package would
be over its limit of bytes. It leaves out the docstrings of modules and functions, and the columns of a
traceback; its files, lines and names are there. Docstrings of classes stay: a dataclass without one makes one
up whenever it is made, which takes longer than to read it.
"""

import marshal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache

from infra import template
from infra.packaging import compiler
from infra.packaging.errors import PackageError


def runtime() -> str:
    """The functions' Python, as ``3.11``."""
    name: str = template.load()["Globals"]["Function"]["Runtime"]
    return name.removeprefix("python")


def possible() -> bool:
    """Whether this Python makes what the functions' Python reads."""
    return ".".join(map(str, sys.version_info[:2])) == runtime()


def slower() -> str:
    """What a Python that is not the functions' own is told of the package that it builds."""
    return (
        f"SLOWER: this package is not compiled. Functions run on Python {runtime()}, it was built by "
        f"{sys.version.split()[0]}, and every cold start compiles again what it imports. "
        f"To mend it install Python {runtime()}, then: make clean package"
    )


def compiled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """``files`` with each module compiled. The bytes follow from the sources alone. Raises PackageError for a
    module that is no Python."""
    sources = {name: data for name, data in files.items() if name.endswith(".py")}
    rest = {name: data for name, data in files.items() if name not in sources}
    return rest | {f"{name}c": data for name, data in _compiled(tuple(sources.items())).items()}


@cache
def _compiled(sources: tuple[tuple[str, bytes], ...]) -> dict[str, bytes]:
    """In a process of its own: only Python's command line can leave the columns out, and nothing else that
    this process has loaded can then leave a trace in the bytes."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "no_debug_ranges", compiler.__file__],
        input=marshal.dumps(sources),
        capture_output=True,
        check=False,
    )
    if run.returncode:
        raise PackageError(f"a module cannot be compiled:\n{run.stderr.decode()}")
    made: dict[str, bytes] = marshal.loads(run.stdout)  # noqa: S302 - its child wrote it
    return made
