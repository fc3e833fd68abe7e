"""Handlers in processes of their own, each with what Lambda would give it and nothing else on its path."""

import json
import py_compile
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).with_name("peers")
CHILD = Path(__file__).with_name("child.py")
PACKAGE = ROOT / "build" / "lambda.zip"
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
REGION = "cn-north-1"

_RUNTIME = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3")
"""What Lambda's Python brings; it comes after the function's own packages on the path, as there."""
_PYDANTIC = ("annotated_types", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection")
_NEEDED = {
    "bare": (),
    "chalice_pynamodb": ("chalice", "marshmallow", "pynamodb", "typing_extensions"),
    "powertools": ("aws_lambda_powertools", *_PYDANTIC),
    "fastapi_mangum": (
        "annotated_doc",
        "anyio",
        "fastapi",
        "idna",
        "mangum",
        "opentelemetry",
        "starlette",
        *_PYDANTIC,
    ),
}


class Failed(Exception):
    """A measured process ended badly; the message holds its last words."""


class Took(NamedTuple):
    """Milliseconds of the processor and of the clock on the wall."""

    cpu: float
    wall: float


@dataclass(frozen=True)
class Contestant:
    """A handler with what stands on its path before Python's own, and its environment."""

    name: str
    handler: str
    paths: tuple[Path, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """One process: until the import was done and until the first answer, from its first line; per request
    after that (None where nothing was asked again). ``peak`` in MiB, 0 where the system does not say."""

    imported: Took
    cold: Took
    warm: Took | None
    peak: float
    answers: list[Any]
    statuses: list[int]


def run(
    contestant: Contestant,
    events: Sequence[Mapping[str, Any]],
    *,
    endpoint: str,
    warm: int = 0,
    whole: bool = False,
    now: datetime | None = None,
) -> Measured:
    """A new process that answers these events, one after the other; of those after the first ``warm`` the
    mean is told. ``whole`` keeps every answer, else the first. ``now`` stops the clock of this
    project's functions. Raises :class:`Failed`."""
    task = {
        "paths": [str(path) for path in contestant.paths],
        "handler": contestant.handler,
        "events": [json.dumps(event, ensure_ascii=False) for event in events],
        "warm": warm,
        "whole": whole,
        "now": None if now is None else now.isoformat(),
    }
    done = subprocess.run(
        [PYTHON if PYTHON.exists() else sys.executable, "-I", "-S", "-B", CHILD],
        input=json.dumps(task).encode(),
        capture_output=True,
        env=_environment(contestant, endpoint),
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise Failed(f"{contestant.name}: {done.stderr.decode()[-2000:]}")
    found = json.loads(done.stdout)
    return Measured(
        Took(**found["import"]),
        Took(**found["cold"]),
        Took(**found["warm"]) if "warm" in found else None,
        found["peak"],
        found["answers"],
        found["statuses"],
    )


def _environment(contestant: Contestant, endpoint: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_SESSION_TOKEN": "testing",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        **contestant.environment,
    }


@dataclass(frozen=True)
class Layout:
    """A folder laid out as Lambda's: the runtime's packages, this project's package, a folder per peer."""

    folder: Path

    def ours(self, name: str, handler: str, environment: Mapping[str, str]) -> Contestant:
        """A handler of this project, from the zip that is deployed."""
        return Contestant(name, handler, (self.folder / "task", self.folder / "runtime"), environment)

    def peer(self, name: str, environment: Mapping[str, str]) -> Contestant:
        """A handler of ``peers``; its dependencies are compiled."""
        attribute = "app" if name == "chalice_pynamodb" else "handler"
        paths = (self.folder / name, self.folder / "runtime")
        return Contestant(name, f"{name}.{attribute}", paths, environment)


@contextmanager
def laid_out(packages: Path, package: Path | None = PACKAGE) -> Iterator[Layout]:
    """A layout from the site-packages ``packages``, and from the zip ``package`` unless there is none; it
    is a copy, so that a new `make package` changes nothing that runs."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        _gather(packages, _RUNTIME, folder / "runtime")
        for peer, needed in _NEEDED.items():
            if all(_has(packages, name) for name in needed):
                _gather(packages, needed, folder / peer)
                _compiled_copy(PEERS / f"{peer}.py", folder / peer)
        if package is not None:
            with zipfile.ZipFile(package) as archive:
                archive.extractall(folder / "task")
        yield Layout(folder)


def site_packages(environment: Path) -> Path:
    """Where a virtual environment keeps what is installed; raises LookupError where there is none."""
    found = sorted(environment.glob("lib/python3.*/site-packages"))
    if not found:
        raise LookupError(f"{environment} is no virtual environment; make bench installs it")
    return found[0]


def _has(packages: Path, name: str) -> bool:
    return (packages / name).is_dir() or (packages / f"{name}.py").is_file()


def _gather(packages: Path, names: Sequence[str], target: Path) -> None:
    """Each package as a link, each single module as a copy, with what pip compiled beside it."""
    target.mkdir()
    for name in names:
        if (packages / name).is_dir():
            (target / name).symlink_to(packages / name)
            for facts in packages.glob(f"{name}[-_]*.dist-info"):
                (target / facts.name).unlink(missing_ok=True)
                (target / facts.name).symlink_to(facts)
        else:
            _compiled_copy(packages / f"{name}.py", target)


def _compiled_copy(module: Path, target: Path) -> None:
    copy = Path(shutil.copy2(module, target))
    py_compile.compile(str(copy), doraise=True)
