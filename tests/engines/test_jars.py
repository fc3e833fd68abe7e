"""A machine without what the second engine needs is told so in one sentence."""

import time
from pathlib import Path

import pytest

from tests.engines import dynamodb_local, jars
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
SILENT = "#!/bin/sh\nsleep 30\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing is installed but what a test puts into this folder."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "sleep"):
        (programs / name).symlink_to(f"/bin/{name}")
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


@pytest.mark.parametrize(("program", "limit"), [("java", "ANSWER"), ("mvn", "FETCH")])
def test_what_never_answers_is_not_waited_for(
    program: str, limit: str, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by what it has started either: a script's child keeps the pipe open when the script is killed."""
    monkeypatch.setattr(jars, limit, 0.5)
    install(machine, "java", JAVA)
    install(machine, program, SILENT)
    begun = time.monotonic()
    assert sentence() == f"`{program}` did not end within 0.5 seconds"
    assert time.monotonic() - begun < 15


def test_an_engine_that_neither_speaks_nor_ends_is_not_waited_for(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dynamodb_local, "START", 0.5)
    install(machine, "java", JAVA.replace("esac", "*) echo 'opening'; exec sleep 30 ;;\nesac"))
    jars.FOLDER.mkdir(parents=True)
    (jars.FOLDER / "pom.xml").write_bytes(jars.POM.read_bytes())
    begun = time.monotonic()
    with pytest.raises(EngineFailed, match=r"did not listen within 0\.5 seconds: opening"):
        DynamoDBLocal().start()
    assert time.monotonic() - begun < 15


def test_every_table_of_the_template_is_made_with_its_index_and_stream() -> None:
    registry = definitions()["Registry"]
    assert [index["IndexName"] for index in registry["GlobalSecondaryIndexes"]] == ["by_scope"]
    streams = [name for name, table in definitions().items() if "StreamSpecification" in table]
    assert "Records" in streams
    assert all(definitions()[name]["StreamSpecification"]["StreamEnabled"] for name in streams)
