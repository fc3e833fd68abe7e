"""The libraries that go along, and under which terms.

botocore too, although Lambda's runtime has one: ours is the version that the tests ran with, and carries
little data (:mod:`infra.packaging.aws_data`), which makes a cold start shorter.
"""

import importlib.metadata
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.packaging import aws_data, stand_ins
from infra.packaging.installed import origin

LICENCES = "licences"
TERMS = Path(__file__).with_name("terms")
_TERMS = re.compile(r"(licen[cs]e|notice|copying|authors)", re.IGNORECASE)


@dataclass(frozen=True)
class Vendored:
    """An installed library that goes along, by the name it is imported by; ``distribution`` is its name in
    the index where that is another. ``only`` names its files where few are needed, ``without`` begins the
    names of those that nothing imports, ``data`` names files that are no modules. ``notice`` names a file of
    ``terms/``: under which terms the library is, or a part of it, of which it brings no text."""

    name: str
    distribution: str = ""
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    notice: str = ""

    def files(self) -> Iterator[tuple[Path, str]]:
        """Each file with its path inside the package. Raises PackageError where it is not installed."""
        first = origin(self.name)
        if first.name != "__init__.py":
            yield first, first.name
            return
        for path in sorted(first.parent.rglob("*")):
            inner = path.relative_to(first.parent).as_posix()
            wanted = (path.suffix == ".py" and (not self.only or inner in self.only)) or inner in self.data
            if wanted and not inner.startswith(self.without):
                yield path, f"{self.name}/{inner}"

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """The licence and the notices that must go along, each with its path inside the package: where there
        are none the library's own description, which names its licence."""
        installed = importlib.metadata.distribution(self.distribution or self.name)
        files = [file for file in installed.files or () if ".dist-info" in str(file)]
        found = [file for file in files if _TERMS.match(file.name)]
        for file in found or [file for file in files if file.name == "METADATA"]:
            path = Path(str(file.locate()))
            yield f"{LICENCES}/{installed.name}/{file.name}", path.read_bytes()
        if self.notice:
            yield f"{LICENCES}/{installed.name}/{self.notice}", (TERMS / self.notice).read_bytes()


_DOCUMENTING = (
    "bcdoc/", "client.py", "example.py", "method.py", "paginator.py", "params.py", "service.py", "shape.py",
    "sharedexample.py", "translator.py", "waiter.py",
)  # fmt: skip
"""What botocore writes documentation with; the rest of ``docs`` changes arguments."""
_NEEDING_MORE = ("contrib/pyopenssl.py", "contrib/socks.py")
VENDORED = (
    Vendored(
        "botocore",
        without=("stub.py", *(f"docs/{name}" for name in _DOCUMENTING)),
        data=("cacert.pem",),
        notice="cacert.txt",
    ),
    Vendored("chalice", only=("__init__.py", "app.py")),  # its runtime; the rest is its command line
    Vendored("chinese_calendar", "chinesecalendar", notice="chinesecalendar.txt"),
    Vendored("dateutil", "python-dateutil", without=("easter.py", "rrule.py", "utils.py", "zoneinfo/")),
    Vendored("defusedxml"),
    Vendored("et_xmlfile"),
    Vendored("jmespath"),
    Vendored("marshmallow"),
    Vendored("openpyxl"),
    Vendored("pynamodb"),
    Vendored("segno", without=("cli.py",)),
    Vendored("six"),
    # botocore asks for pyopenssl.py, which needs a library that is not there, and does without
    Vendored("urllib3", without=(*_NEEDING_MORE, "contrib/emscripten/", "http2/connection.py")),
    Vendored("xlsxwriter"),
)


def files() -> dict[str, bytes]:
    """All libraries' modules, data and terms, by path in the package."""
    modules = {name: path.read_bytes() for library in VENDORED for path, name in library.files()}
    terms = dict(entry for library in VENDORED for entry in library.terms())
    return modules | terms | stand_ins.files() | aws_data.files()
