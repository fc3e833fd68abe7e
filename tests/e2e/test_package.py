"""The local stack runs functions as Lambda does: from the package, whose libraries come before all others."""

import io
import json
import zipfile

from infra.local.deploy import ARTIFACTS
from infra.local.stack import LocalStack
from infra.packaging import bytecode
from infra.packaging.vendored import VENDORED

PROBE = """
import importlib
def handler(event, context):
    return {name: importlib.import_module(name).__file__ for name in event}
"""


def test_the_stack_s_functions_use_the_libraries_of_the_package(stack: LocalStack) -> None:
    package = stack.client("s3").get_object(Bucket=ARTIFACTS, Key="lambda.zip")["Body"].read()
    code = io.BytesIO(package)
    with zipfile.ZipFile(code, "a") as archive:
        archive.writestr("probe.py", PROBE)
    functions = stack.client("lambda")
    deployed = functions.get_function_configuration(FunctionName=stack.physical_id("CheckinFunction"))
    functions.create_function(
        FunctionName="probe",
        Handler="probe.handler",
        Code={"ZipFile": code.getvalue()},
        **{key: deployed[key] for key in ("Runtime", "Role", "Timeout", "MemorySize")},
    )
    try:
        asked = ["functions.checkin.app", *(library.name for library in VENDORED)]
        answer = functions.invoke(FunctionName="probe", Payload=json.dumps(asked))
        found = json.loads(answer["Payload"].read())
    finally:
        functions.delete_function(FunctionName="probe")
    assert set(found) == set(asked)
    module = ".pyc" if bytecode.possible() else ".py"
    assert [file for file in found.values() if not file.endswith(module) or "site-packages" in file] == []
