"""In the package a service imports the part that a request needs, and has every route that it has here."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra import package, template
from infra.contract import apps
from infra.packaging.errors import PackageError
from infra.packaging.routes import part_of
from shared.web import parts
from shared.web.service import Service

PROGRAM = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
name, routes = json.load(sys.stdin)
module = f"functions.{name}.app"
app = importlib.import_module(module).app
from shared.store import engine

def event(method, path):
    return {"requestContext": {"httpMethod": method, "resourcePath": path, "path": path}, "headers": {},
            "multiValueQueryStringParameters": None, "pathParameters": None, "body": None,
            "stageVariables": None, "isBase64Encoded": False}

def present():
    return [part for part in app.modules if part in sys.modules]

begun = present()
begun += [] if engine.connection.cache_info().currsize else ["no client"]
unknown = [app(event(*route), None)["statusCode"] for route in (("GET", "/v1/none"), ("PATCH", routes[0][1]))]
after_unknown = present()
answers = [app(event(*route), None)["statusCode"] for route in routes]
found = {f"{method} {path}": [entry.view_function.__module__, entry.view_function.__name__]
         for path, methods in app.routes.items() for method, entry in methods.items()}
app(event(*routes[0]), None)
print(json.dumps([begun, unknown, after_unknown, answers, found]))
"""
"""Asks every route of a service without anybody signed in, as the gateway would without its authorizer."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.build(tmp_path_factory.mktemp("package")).zip.parent / "lambda"


@pytest.mark.parametrize("app", apps().values(), ids=lambda app: app.app_name)
def test_asked_one_by_one_all_routes_are_there_and_no_other(built: Path, app: Service) -> None:
    here = {
        parts.key(method, path): [entry.view_function.__module__, entry.view_function.__name__]
        for path, methods in app.routes.items()
        for method, entry in methods.items()
    }
    routes = [route.split(" ", 1) for route in here]
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", PROGRAM, str(built)],
        input=json.dumps([app.app_name, routes]), capture_output=True, text=True, cwd="/", check=False,
        env={"AWS_DEFAULT_REGION": "cn-north-1"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    begun, unknown, after_unknown, answers, found = json.loads(run.stdout)
    assert begun == after_unknown == []
    assert unknown == [404, 404]
    assert found == here
    assert 404 not in answers
    assert 405 not in answers


def test_no_part_is_named_in_vain_and_outside_a_package_all_are_there() -> None:
    for app in apps().values():
        assert not parts.known(app.app_name)
        assert set(part_of(app).values()) == set(app.modules)


def test_a_part_that_cannot_be_imported_is_a_fault_like_any_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(parts, "known", lambda _: {"GET /v1/broken": "functions.checkin.there_is_none"})
    broken = Service("checkin", ("functions.checkin.there_is_none",))
    where = {"httpMethod": "GET", "resourcePath": "/v1/broken", "path": "/v1/broken"}
    event = {"requestContext": where, "headers": {}, "multiValueQueryStringParameters": None, "body": None}
    answer = broken(event | {"pathParameters": None, "stageVariables": None, "isBase64Encoded": False}, None)
    assert answer["statusCode"] == 500
    assert json.loads(answer["body"])["code"] == "internal_error"
    assert "ModuleNotFoundError" in caplog.text


HANDLERS = sorted(
    {
        function["Properties"]["Handler"].rpartition(".")[0]
        for function in template.resources("AWS::Serverless::Function").values()
    }
)


@pytest.mark.parametrize("handler", HANDLERS)
def test_what_a_function_tells_is_not_below_its_level(handler: str) -> None:
    program = f"import logging, {handler}; print(logging.getLogger('lianluo').isEnabledFor(logging.INFO))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"


def test_a_route_outside_the_parts_is_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    app = importlib.import_module("functions.checkin.app").app
    monkeypatch.setattr(app, "modules", app.modules[1:])
    with pytest.raises(PackageError, match=r"functions\.checkin\.scan_routes"):
        part_of(app)
