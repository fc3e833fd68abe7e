"""Where a library lies on this machine."""

import importlib.util
from pathlib import Path

from infra.packaging.errors import PackageError


def origin(name: str) -> Path:
    """The file that importing a library by this name reads first: of a package its ``__init__.py``. Raises
    PackageError where it is not installed."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise PackageError(f"{name} is not installed; run make in the project's folder")
    return Path(spec.origin)
