"""Modules that go along for a library's own, which every cold start imports and no function calls:
botocore's documentation of its clients, and what would switch urllib3 to HTTP/2.

Each was written for one text of the library's module. After an update of the library that touches it, the
package is refused until somebody has looked whether the stand-in still does.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from infra.packaging.errors import PackageError
from infra.packaging.installed import origin

HERE = Path(__file__).parent


@dataclass(frozen=True)
class StandIn:
    """``module``: by its path in the package. ``source``: the file beside this one that goes along for it.
    ``digest``: SHA-256 of the text that it was written for."""

    module: str
    source: str
    digest: str

    @property
    def library(self) -> str:
        """The library that the module belongs to."""
        return self.module.partition("/")[0]

    def check(self) -> None:
        """Raises PackageError where the library has another text than this was written for."""
        original = origin(self.library).parents[1] / self.module
        if not original.is_file() or hashlib.sha256(original.read_bytes()).hexdigest() != self.digest:
            raise PackageError(
                f"{self.module} is another than infra/packaging/stand_ins/{self.source} was written for: "
                "compare the two, then write its SHA-256 there"
            )


STAND_INS = (
    StandIn(
        "botocore/docs/__init__.py",
        "nothing.py",
        "331c7a7a2cbbebe4b13e952c3cc50fa074be5a3cbc323d600dfae8c02bb44b85",
    ),
    StandIn(
        "botocore/docs/docstring.py",
        "docstring.py",
        "268f650386453eaef970d0947e9cfbcd689794307e0a7ddb3fad9c66f067b5f0",
    ),
    StandIn(
        "urllib3/http2/__init__.py",
        "nothing.py",
        "c73ac0487ed1e4035190f24ea2de651a70133aadca2aec97cc8e36adc9f09aab",
    ),
)


def files() -> dict[str, bytes]:
    """The modules by their path in the package, and with each library's terms what was changed of it (Apache
    License 2.0, section 4 b). Raises PackageError."""
    found: dict[str, bytes] = {}
    for one in STAND_INS:
        one.check()
        found[one.module] = (HERE / one.source).read_bytes()
        told = f"licences/{one.library}/changed.txt"
        found[told] = found.get(told, b"Changed for this package:\n") + f"{one.module}\n".encode()
    return found
