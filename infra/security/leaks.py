"""Secrets that stand in files that git keeps (detect-secrets)."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from infra.security import tools
from infra.security.findings import Finding, ToolError

CHECK = "secrets"
NOT_READ = ("infra/openapi.yaml", "infra/security/accepted.toml", "shared/domain/data/divisions.csv")
"""The contract repeats what the routes say, which are read; the others are hashes, and codes with names."""

EXAMPLES = "01j9zq3v7k2m8n4p6r5t"
"""The id that examples and tests give to things: random enough to look like a secret, and none."""


def find() -> list[Finding]:
    """What looks like a secret. Raises ToolError where the tool does not see one that is shown to it."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder, "shown.py")
        shown.write_text(f'key = "AKIA{"7Q2X" * 4}"\npem = "-----BEGIN {"EC"} PRIVATE KEY-----"\n', "utf-8")
        if not _scan([shown.name], shown.parent):
            raise ToolError("detect-secrets does not find a key of AWS in a file that has one")
    return _scan(name for name in tools.tracked() if name not in NOT_READ)


def _scan(files: Iterable[str], folder: Path = tools.ROOT) -> list[Finding]:
    options = ("-C", str(folder), "scan", "--exclude-secrets", EXAMPLES)
    answer = tools.answer("detect-secrets", *options, *files, folder=folder)
    return [
        Finding(CHECK, name, secret["hashed_secret"], f"{secret['type']} in line {secret['line_number']}")
        for name, secrets in answer["results"].items()
        for secret in secrets
    ]
