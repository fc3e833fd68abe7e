"""DynamoDB Local's jars: fetched once from Maven Central as `pom.xml` pins them, kept until that changes."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
FOLDER = Path(__file__).resolve().parents[2] / ".local" / "dynamodb-local"
JAVA = 17
"""The oldest version that the engine runs on."""
ANSWER, FETCH = 60.0, 900.0
"""Seconds that Java may take to say what it is, and Maven, for which others wait, to fetch everything."""


class JavaMissing(Exception):
    """This machine cannot run DynamoDB Local; the message is one sentence that says what to install."""


def java() -> str:
    """The `java` to run. Raises JavaMissing where there is none, or only one that is too old."""
    found = shutil.which("java")
    if found is None:
        raise JavaMissing(_sentence("there is no `java` on this machine"))
    printed = _said([found, "-version"], ANSWER).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', printed)
    if version is None or int(version.group(1)) < JAVA:
        raise JavaMissing(_sentence(f"`java` is {version.group(1) if version else 'of an unknown version'}"))
    modules = _said([found, "--list-modules"], ANSWER).stdout
    if "jdk.compiler@" not in modules:
        raise JavaMissing(_sentence("`java` is without a compiler"))
    return found


def fetched() -> Path:
    """The folder with the jars, fetched where they are not there yet. Raises JavaMissing."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with FOLDER.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may want them at once
        stamp = FOLDER / POM.name
        if not stamp.exists() or stamp.read_bytes() != POM.read_bytes():
            _fetch()
            shutil.copy(POM, stamp)
    return FOLDER


def _fetch() -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise JavaMissing(_sentence("there is no `mvn` on this machine"))
    shutil.rmtree(FOLDER, ignore_errors=True)
    command = [maven, "-B", "-q", "-ntp", "-Dstyle.color=never", f"-Dfolder={FOLDER}", "-f", str(POM)]
    done = _said([*command, "dependency:copy-dependencies"], FETCH)
    if done.returncode or not FOLDER.is_dir():
        said = next(iter(done.stdout.strip().splitlines()), f"exit status {done.returncode}")
        raise JavaMissing(f"Maven could not fetch DynamoDB Local: {said}")


def _said(command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str]:
    """What a program printed when it had ended. Raises JavaMissing where it does not end in time; then it is
    killed with all that it started."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        out, err = process.communicate(timeout=seconds)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        name = Path(command[0]).name
        raise JavaMissing(f"`{name}` did not end within {seconds:g} seconds") from None
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def _sentence(found: str) -> str:
    return (
        f"DynamoDB Local needs a JDK of Java {JAVA} or newer, and Maven to fetch it, but {found}"
        " (Debian and Ubuntu: apt install default-jdk-headless maven)."
    )
