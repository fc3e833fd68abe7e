"""The deployment package: the same tree gives the same bytes, and it runs without the environment."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import botocore
import pytest

from infra import package, template

PROVIDED = Path(botocore.__file__).parent.parent
"""Lambda's runtime provides boto3 and botocore; nothing else of this folder may be needed."""

MODULES = sorted(
    {
        function["Properties"]["Handler"].rpartition(".")[0]
        for function in template.resources("AWS::Serverless::Function").values()
    }
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.build(tmp_path_factory.mktemp("package")).zip


def test_two_builds_of_one_tree_are_the_same_bytes(built: Path, tmp_path: Path) -> None:
    assert package.build(tmp_path).zip.read_bytes() == built.read_bytes()


def test_the_zip_stays_under_four_mebibytes(built: Path) -> None:
    assert built.stat().st_size < 4 * 1024 * 1024


def test_a_package_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_ZIP", 1000)
    with pytest.raises(package.PackageError, match="over the limit of 1000"):
        package.build(tmp_path)


def test_nothing_of_development_goes_along(built: Path) -> None:
    names = zipfile.ZipFile(built).namelist()
    assert not [name for name in names if name.startswith(("infra/", "tests/", "boto3/", "botocore/"))]
    assert not [name for name in names if "__pycache__" in name or name.endswith((".so", ".pyc"))]
    assert [name for name in names if name.startswith("chalice/")] == [
        "chalice/__init__.py",
        "chalice/app.py",
    ]


def test_the_contract_in_the_package_shows_nothing_of_the_gateway(built: Path) -> None:
    contract = zipfile.ZipFile(built).read("openapi.json").decode()
    assert "x-amazon-" not in contract
    assert "AWS::" not in contract
    assert json.loads(contract)["openapi"] == "3.0.1"


@pytest.mark.parametrize("module", MODULES)
def test_a_function_imports_from_the_package_and_lambda_s_runtime_alone(built: Path, module: str) -> None:
    unpacked = built.parent / "lambda"
    program = f"""
import sys
sys.path[:] = [path for path in sys.path if "site-packages" not in path]
sys.path.insert(0, {str(unpacked)!r})

class Runtime:
    allowed = {{"boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3"}}
    def find_spec(self, name, path=None, target=None):
        import importlib.machinery
        if name.partition(".")[0] in self.allowed:
            return importlib.machinery.PathFinder.find_spec(name, path or [{str(PROVIDED)!r}])

sys.meta_path.append(Runtime())
import {module}
"""
    run = subprocess.run(
        [sys.executable, "-I", "-B", "-c", program], capture_output=True, text=True, cwd="/", check=False
    )
    assert run.returncode == 0, run.stderr
