"""What the tools find against what is accepted; that a package passed over is not a clean one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.security import __main__ as command
from infra.security import dependencies, findings
from infra.security.findings import Accepted, Finding, ToolError, judge

FOUND = Finding("code", "infra/a.py", "B602", "line 3: a shell")


@pytest.mark.parametrize("where", ["infra/a.py", "infra/*"])
def test_what_is_accepted_by_name_or_pattern_is_not_told(where: str) -> None:
    assert judge("code", [FOUND], [Accepted("code", where, "B602", "why")]) == ([], [])


@pytest.mark.parametrize(
    "other",
    [
        Accepted("secrets", "infra/a.py", "B602", "why"),
        Accepted("code", "infra/*", "B601", "why"),
        Accepted("code", "shared/*", "B602", "why"),
    ],
)
def test_another_check_rule_or_folder_accepts_nothing(other: Accepted) -> None:
    assert judge("code", [FOUND], [other])[0] == [FOUND]


def test_an_exception_without_its_finding_is_told_and_a_pattern_is_not() -> None:
    exact, wide = Accepted("code", "infra/a.py", "B602", "why"), Accepted("code", "infra/*", "B602", "why")
    assert judge("code", [], [exact, wide]) == ([], [exact])


def test_every_exception_has_a_reason_and_a_known_check(tmp_path: Path) -> None:
    assert all(len(one.reason) > 10 for one in findings.accepted())
    assert {one.check for one in findings.accepted()} <= set(command.CHECKS)
    (tmp_path / "a.toml").write_text('code = [{ where = "a.py", key = "B602" }]', "utf-8")
    with pytest.raises(TypeError, match="reason"):
        findings.accepted(tmp_path / "a.toml")


def test_an_advisory_is_found_and_what_was_skipped_is_not_clean() -> None:
    answer: dict[str, list[dict[str, object]]] = {
        "dependencies": [
            {"name": "a", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"]}]},
            {"name": "b", "version": "1.0", "vulns": []},
            {"name": "c", "skip_reason": "not on PyPI: c"},
        ]
    }
    found, unknown = dependencies.read(answer)
    assert found == [Finding("dependencies", "a==1.0", "PYSEC-1", "mended in 1.1, 2.0")]
    assert unknown == ["not on PyPI: c"]


def test_a_source_that_knows_nothing_of_a_bad_version_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def ask(source: str, lock: Path) -> tuple[list[Finding], list[str]]:
        if source == "osv":
            raise ToolError("no such host")
        return [], []

    monkeypatch.setattr(dependencies, "_ask", ask)
    with pytest.raises(dependencies.OutOfReach, match=r"pypi: it has advisories .*osv: no such host"):
        list(dependencies.find())


def test_one_package_passed_over_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(source: str, lock: Path) -> tuple[list[Finding], list[str]]:
        return ([FOUND], []) if lock.suffix == ".txt" else ([], ["c is not known"])

    monkeypatch.setattr(dependencies, "_ask", ask)
    with pytest.raises(ToolError, match="passed over c is not known"):
        list(dependencies.find())


@pytest.mark.parametrize(
    ("arguments", "finds", "status", "said"),
    [
        ([], [], 0, "code: 0 new, 0 outdated"),
        ([], [FOUND], 1, "infra/a.py: B602"),
        ([], dependencies.OutOfReach("pypi: none"), 0, "NOT CHECKED"),
        (["--strict"], dependencies.OutOfReach("pypi: none"), 1, "NOT CHECKED"),
        ([], ToolError("bandit is blind"), 1, "bandit is blind"),
    ],
)
def test_the_status_says_what_was_found(
    arguments: list[str],
    finds: list[Finding] | Exception,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def find() -> Iterator[Finding]:
        if isinstance(finds, Exception):
            raise finds
        yield from finds

    monkeypatch.setattr(command, "CHECKS", {"code": find})
    monkeypatch.setattr(command, "accepted", list)
    assert command.main(arguments) == status
    told = capsys.readouterr()
    assert said in told.out + told.err
