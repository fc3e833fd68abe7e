"""The deployment package: the same tree gives the same bytes, and it runs by itself."""

import importlib.util
import json
import marshal
import re
import secrets
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import botocore
import pytest

from infra import package, template
from infra.packaging import bytecode, compiler, own, vendored
from infra.packaging.errors import PackageError
from infra.packaging.operations import OPERATIONS, carried
from infra.packaging.vendored import VENDORED

INSTALLED = Path(botocore.__file__).parent.parent
MODULES = sorted(
    {
        function["Properties"]["Handler"].rpartition(".")[0]
        for function in template.resources("AWS::Serverless::Function").values()
    }
)
MODULE = ".pyc" if bytecode.possible() else ".py"
"""How a module's file ends in what this Python builds."""
REGIONS = ("cn-north-1", "cn-northwest-1", "us-east-1", "eu-central-1", "ap-southeast-1")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.build(tmp_path_factory.mktemp("package")).zip


def run(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Runs a program with Python's own library and ``folder`` alone, as Lambda does."""
    begin = f"import sys; sys.path.insert(0, {str(folder)!r})\n"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", begin + program],
        env={"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "cn-north-1"},
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )


def names(built: Path) -> list[str]:
    return zipfile.ZipFile(built).namelist()


def test_two_builds_of_one_tree_are_the_same_bytes(built: Path, tmp_path: Path) -> None:
    program = "import sys, pathlib; from infra import package; package.build(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    assert (tmp_path / "lambda.zip").read_bytes() == built.read_bytes()


def test_the_zip_stays_within_four_megabytes(built: Path) -> None:
    assert package.LARGEST_ZIP == 4_000_000
    assert built.stat().st_size <= 4_000_000


def test_a_package_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_ZIP", 1000)
    monkeypatch.setattr(package, "contents", lambda _: {"one.bin": secrets.token_bytes(1000)})
    with pytest.raises(PackageError, match="over the limit of 1000"):
        package.build(tmp_path)


def test_whoever_builds_is_told_what_git_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(package, "contents", lambda _: {"one.py": b""})
    monkeypatch.setattr(own, "left_out", lambda: ["functions/half_done.py", "shared/new.toml"])
    package.build(tmp_path)
    assert capsys.readouterr().err == (
        "lianluo: left out of the package until git add: functions/half_done.py, shared/new.toml\n"
    )
    monkeypatch.setattr(own, "left_out", list)
    package.build(tmp_path)
    assert capsys.readouterr().err == ""


def test_nothing_of_development_goes_along(built: Path) -> None:
    found = names(built)
    assert not [
        name for name in found if name.startswith(("infra/", "tests/", "boto3/", "awscrt/", "certifi/"))
    ]
    assert not [name for name in found if "__pycache__" in name or name.endswith((".so", ".gz"))]
    assert [name for name in found if name.startswith("chalice/")] == [
        f"chalice/__init__{MODULE}",
        f"chalice/app{MODULE}",
    ]


def test_modules_are_compiled_where_the_functions_python_builds(built: Path) -> None:
    modules = {name for name in names(built) if re.search(r"\.pyc?$", name)}
    assert f"functions/checkin/app{MODULE}" in modules
    assert {Path(name).suffix for name in modules} == {MODULE}


def test_the_functions_python_makes_modules_that_need_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """PEP 552: the flag says that no source is compared, for there is none."""
    assert bytecode.runtime() == "3.11"
    monkeypatch.setattr(bytecode, "runtime", lambda: ".".join(map(str, sys.version_info[:2])))
    files = package.contents(package.whole_contract())
    assert not [name for name in files if name.endswith(".py")]
    module = files["functions/checkin/app.pyc"]
    assert module[:4] == importlib.util.MAGIC_NUMBER
    assert module[4:8] == b"\x01\x00\x00\x00"


def test_another_python_builds_with_sources_and_says_so_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bytecode, "runtime", lambda: "3.99")
    monkeypatch.setattr(package, "BUILD", tmp_path)
    monkeypatch.setattr(package, "ROOT", tmp_path)
    monkeypatch.setattr(package.build, "__defaults__", (tmp_path,))
    (tmp_path / "functions").mkdir()
    (tmp_path / "functions" / "one.py").write_text("")
    monkeypatch.setattr(own, "files", lambda: ["functions/one.py"])
    monkeypatch.setattr(package, "whole_contract", lambda: {"paths": {}, "components": {}})
    monkeypatch.setattr(sys, "argv", ["package"])
    assert package.main() == 0
    assert "SLOWER: this package is not compiled. Functions run on Python 3.99" in capsys.readouterr().err
    found = names(tmp_path / "lambda.zip")
    assert {"functions/one.py", "botocore/session.py"} <= set(found)
    assert not [name for name in found if name.endswith(".pyc")]


def test_a_module_s_bytes_do_not_depend_on_its_neighbours() -> None:
    one = {"a/one.py": b"def f(x):\n    return {'name', 'names', 3.5, x}\n"}
    other = {"b/other.py": b"name = 'name'\nnames = ('f', 'x', 3.5)\n", "b/c.txt": b"as it is"}
    alone, together = bytecode.compiled(one), bytecode.compiled(other | one)
    assert together["a/one.pyc"] == alone["a/one.pyc"]
    assert together["b/c.txt"] == b"as it is"


def test_docstrings_go_but_of_classes_and_asserts_stay() -> None:
    source = b"""'''Of the module.'''
from __future__ import annotations
class C:
    '''Of the class.'''
    def method(self):
        '''Of the method.'''
def f(x):
    '''Of the function.'''
    assert x, "a text"
    return "the answer"
"""
    made: dict[str, Any] = {}
    exec(marshal.loads(bytecode.compiled({"m.py": source})["m.pyc"][16:]), made)
    assert made.get("__doc__") is made["f"].__doc__ is made["C"].method.__doc__ is None
    assert made["C"].__doc__ == "Of the class."
    assert made["f"](1) == "the answer"
    with pytest.raises(AssertionError, match="a text"):
        made["f"](0)


def test_what_is_no_python_is_not_packed() -> None:
    with pytest.raises(PackageError, match=r"(?s)cannot be compiled.*a\.py.*SyntaxError"):
        bytecode.compiled({"a.py": b"def"})


def test_a_traceback_names_file_and_line(built: Path) -> None:
    failed = run(built.parent / "lambda", "from shared.domain import divisions; divisions.get(object())")
    home = compiler.HOME if bytecode.possible() else str(built.parent / "lambda")
    place = rf'File "{re.escape(home)}/shared/domain/divisions\.py", line \d+, in get'
    assert re.search(place, failed.stderr), failed.stderr


def test_every_library_s_terms_go_along(built: Path) -> None:
    """Apache-2.0, section 4: the licence, and the NOTICE where there is one."""
    found = {name.split("/")[1] for name in names(built) if name.startswith("licences/")}
    assert found == {library.distribution or library.name for library in VENDORED}
    assert {"licences/botocore/LICENSE.txt", "licences/botocore/NOTICE"} <= set(names(built))


def test_a_library_that_is_not_installed_is_named() -> None:
    with pytest.raises(PackageError, match="no_such_library is not installed"):
        list(vendored.Vendored("no_such_library").files())


def test_the_contract_in_the_package_shows_nothing_of_the_gateway(built: Path) -> None:
    contract = zipfile.ZipFile(built).read("openapi.json").decode()
    assert "x-amazon-" not in contract
    assert "AWS::" not in contract
    assert json.loads(contract)["openapi"] == "3.0.1"


@pytest.mark.parametrize("module", MODULES)
def test_a_function_imports_from_the_package_alone(built: Path, module: str) -> None:
    made = run(built.parent / "lambda", f"import {module}")
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("module", MODULES)
def test_patterns_are_compiled_where_the_stack_is_low(built: Path, module: str) -> None:
    """Deep in a chain of imports that takes Python 3.11 many times as long (``functions/__init__.py``)."""
    made = run(built.parent / "lambda", f"import {module}; print(*sys.modules)")
    order = made.stdout.split()
    assert order.index("urllib3.util.url") < order.index("botocore") < order.index(module), made.stderr


EVERY_MODULE = """
import importlib, json, os, sys
folder, ending = sys.path[0], {ending!r}
modules = 0
libraries = set(json.loads({libraries!r}))
missing = set()

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in libraries:
            missing.add(name)

sys.meta_path.append(Missing())
for top in ("functions", "shared"):
    for place, _, files in os.walk(os.path.join(folder, top)):
        for file in files:
            if file.endswith(ending) and file != "__main__" + ending:
                path = os.path.relpath(os.path.join(place, file), folder)
                importlib.import_module(path.removesuffix(ending).removesuffix("/__init__").replace("/", "."))
                modules += 1
import openpyxl, segno, xlsxwriter
from openpyxl.reader.excel import load_workbook
from botocore import session
for service in json.loads({services!r}):
    session.get_session().create_client(service, region_name="cn-north-1")
files = [getattr(m, "__file__", None) for n, m in sys.modules.items() if n.partition(".")[0] in libraries]
outside = [file for file in files if file and not file.startswith(folder)]
print(json.dumps([modules, sorted(missing - set(sys.modules)), outside]))
"""


def test_every_module_of_the_functions_imports_and_misses_nothing_that_was_left_out(built: Path) -> None:
    libraries = json.dumps([library.name for library in VENDORED])
    program = EVERY_MODULE.format(ending=MODULE, libraries=libraries, services=json.dumps([*OPERATIONS]))
    made = run(built.parent / "lambda", program)
    assert made.returncode == 0, made.stderr
    modules, missing, outside = json.loads(made.stdout)
    ours = [name for name in own.files() if name.endswith(".py") and not name.endswith("__main__.py")]
    assert modules == len(ours) > 300
    assert outside == []
    left_out = {name for name in missing if importlib.util.find_spec(name)}
    assert left_out == {"urllib3.contrib.pyopenssl"}  # botocore asks for it, and does without


CLIENTS = """
import json
from botocore.config import Config
from botocore.session import get_session
found = {}
for region in %r:
    for service in %r:
        client = get_session().create_client(service, region_name=region)
        found[f"{service} {region}"] = [client.meta.endpoint_url, client.meta.partition]
    config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    s3 = get_session().create_client("s3", region_name=region, config=config)
    form = s3.generate_presigned_post("bucket", "key", Fields=None, Conditions=[], ExpiresIn=60)
    address = s3.generate_presigned_url("get_object", Params={"Bucket": "bucket", "Key": "key"})
    found[region] = [form["url"], sorted(form["fields"]), address.partition("?")[0]]
    found["pages"] = s3.get_paginator("list_object_versions").result_keys[0].expression
print(json.dumps(found))
"""


def test_clients_of_the_package_reach_the_same_addresses_as_the_whole_library_s(built: Path) -> None:
    program = CLIENTS % (REGIONS, [*OPERATIONS])
    ours, whole = run(built.parent / "lambda", program), run(INSTALLED, program)
    assert ours.returncode == whole.returncode == 0, ours.stderr + whole.stderr
    assert json.loads(ours.stdout) == json.loads(whole.stdout)
    assert "https://kms.cn-north-1.amazonaws.com.cn" in ours.stdout


REQUESTS = """
import json, os
from botocore.awsrequest import AWSResponse
from botocore.session import get_session
os.environ |= %r
found = []
def answer(request, **_):
    found.append(request.url)
    return AWSResponse(request.url, 200, {}, type("Raw", (), {"stream": lambda self: iter([b"{}"])})())
key = {"pk": {"S": "a"}, "sk": {"S": "b"}}
for region in %r:
    for endpoint in (None, "http://127.0.0.1:1"):
        client = get_session().create_client("dynamodb", region_name=region, endpoint_url=endpoint)
        client.meta.events.register_first("before-send.dynamodb", answer)
        client.get_item(TableName="Records", Key=key)
        client.batch_get_item(RequestItems={"Records": {"Keys": [key]}, "Inbox": {"Keys": [key]}})
        client.transact_write_items(TransactItems=[
            {"Put": {"TableName": "Records", "Item": key}}, {"Delete": {"TableName": "Inbox", "Key": key}}])
print(json.dumps(found))
"""


@pytest.mark.parametrize("account", [{}, {"AWS_ACCOUNT_ID": "123456789012"}])
def test_tables_are_asked_for_where_the_whole_library_asks(built: Path, account: dict[str, str]) -> None:
    """Whether or not the environment names the account, whose own endpoint some regions have."""
    program = REQUESTS % (account, REGIONS)
    ours, whole = run(built.parent / "lambda", program), run(INSTALLED, program)
    assert ours.returncode == whole.returncode == 0, ours.stderr + whole.stderr
    asked = json.loads(ours.stdout)
    assert asked == json.loads(whole.stdout)
    assert len(asked) == len(REGIONS) * 2 * 3
    assert asked[0].startswith("https://dynamodb.cn-north-1.amazonaws.com.cn")
    assert asked[3].startswith("http://127.0.0.1:1")


SHAPES = """
import json
from botocore.session import get_session

def spread(shape, above=()):
    if shape is None or shape.name in above:
        return shape and shape.name
    parts = dict(getattr(shape, "members", {}))
    parts |= {place: getattr(shape, place) for place in ("member", "key", "value") if hasattr(shape, place)}
    inner = {name: spread(part, (*above, shape.name)) for name, part in parts.items()}
    required = getattr(shape, "required_members", None)
    return [shape.type_name, shape.metadata, shape.serialization, required, inner]

found = {}
for service, operations in %r.items():
    model = get_session().get_service_model(service)
    found[service] = [model.metadata, model.signing_name, model.resolved_protocol]
    for name in operations:
        operation = model.operation_model(name)
        found[name] = [operation.http, operation.auth_type, operation.http_checksum,
                       spread(operation.input_shape), spread(operation.output_shape),
                       sorted((spread(e) for e in operation.error_shapes), key=str)]
print(json.dumps(found))
"""


def test_each_operation_is_described_as_in_the_whole_library(built: Path) -> None:
    program = SHAPES % {service: sorted(carried(service)) for service in OPERATIONS}
    ours, whole = run(built.parent / "lambda", program), run(INSTALLED, program)
    assert ours.returncode == whole.returncode == 0, ours.stderr + whole.stderr
    assert json.loads(ours.stdout) == json.loads(whole.stdout)


def test_no_other_operation_and_no_description_is_carried(built: Path) -> None:
    archive = zipfile.ZipFile(built)
    models: dict[str, Any] = {
        name.split("/")[2]: json.loads(archive.read(name)) for name in names(built) if "service-2" in name
    }
    assert {service: set(model["operations"]) for service, model in models.items()} == {
        service: carried(service) for service in OPERATIONS
    }
    assert '"documentation":' not in json.dumps([model["shapes"] for model in models.values()])
