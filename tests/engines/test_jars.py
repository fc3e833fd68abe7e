"""A machine without what the second engine needs is told so in one sentence."""

from pathlib import Path

import pytest

from tests.engines import jars
from tests.engines.dynamodb_local import DynamoDBLocal, EngineFailed
from tests.engines.tables import definitions

OLD = """#!/bin/sh
echo 'openjdk version "11.0.2" 2019-01-15' >&2
"""
RUNTIME_ONLY = """#!/bin/sh
case "$1" in
-version) echo 'openjdk version "17.0.15" 2025-04-15' >&2 ;;
--list-modules) echo 'java.base@17.0.15' ;;
esac
"""
JAVA = RUNTIME_ONLY.replace("java.base@", "jdk.compiler@")
BROKEN = JAVA.replace("esac", "*) echo 'cannot open the database' >&2; exit 1 ;;\nesac")
FAILING = """#!/bin/sh
echo '[ERROR] Failed to reach repo.maven.apache.org'
echo '[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.'
exit 1
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing is installed but what a test puts into this folder."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(jars, "FOLDER", tmp_path / "kept" / "dynamodb-local")
    return programs


def install(programs: Path, name: str, script: str) -> None:
    (programs / name).write_text(script)
    (programs / name).chmod(0o755)


def sentence() -> str:
    with pytest.raises(jars.JavaMissing) as refused:
        DynamoDBLocal().start()
    said = str(refused.value)
    assert "\n" not in said
    return said


def test_without_java(machine: Path) -> None:
    assert "there is no `java` on this machine" in sentence()


@pytest.mark.parametrize(("script", "reason"), [(OLD, "`java` is 11"), (RUNTIME_ONLY, "without a compiler")])
def test_with_a_java_that_cannot_run_it(machine: Path, script: str, reason: str) -> None:
    install(machine, "java", script)
    said = sentence()
    assert reason in said
    assert "apt install default-jdk-headless maven" in said


def test_without_maven_and_without_jars(machine: Path) -> None:
    install(machine, "java", JAVA)
    assert "there is no `mvn` on this machine" in sentence()


def test_where_maven_central_is_out_of_reach(machine: Path) -> None:
    install(machine, "java", JAVA)
    install(machine, "mvn", FAILING)
    assert sentence().endswith("Failed to reach repo.maven.apache.org")


def test_jars_that_are_there_are_not_fetched_again_until_the_pom_changes(machine: Path) -> None:
    install(machine, "java", BROKEN)
    jars.FOLDER.mkdir(parents=True)
    (jars.FOLDER / "pom.xml").write_bytes(jars.POM.read_bytes())
    with pytest.raises(EngineFailed, match="cannot open the database"):
        DynamoDBLocal().start()
    (jars.FOLDER / "pom.xml").write_text("<project/>")
    assert "there is no `mvn`" in sentence()


def test_every_table_of_the_template_is_made_with_its_index_and_stream() -> None:
    registry = definitions()["Registry"]
    assert [index["IndexName"] for index in registry["GlobalSecondaryIndexes"]] == ["by_scope"]
    streams = [name for name, table in definitions().items() if "StreamSpecification" in table]
    assert "Records" in streams
    assert all(definitions()[name]["StreamSpecification"]["StreamEnabled"] for name in streams)
