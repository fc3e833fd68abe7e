"""Deploys template.yaml to the engine as the operator's command deploys it to AWS.

Uploads the package and the contract, points the template at them, creates the stack.
"""

import json
import time
from collections.abc import Mapping
from typing import Any

from infra import template
from infra.local.adapt import adapt
from infra.local.engine import Engine
from infra.package import Package

STACK = "lianluo-local"
ARTIFACTS = "lianluo-artifacts"
DEPLOY_SECONDS = 120.0


class DeployError(Exception):
    """The stack was not created; the message names the resources and their reasons."""


def deploy(engine: Engine, package: Package, parameters: Mapping[str, str]) -> dict[str, str]:
    """Create the stack and return its outputs. Raises DeployError."""
    s3 = engine.client("s3")
    s3.create_bucket(Bucket=ARTIFACTS, CreateBucketConfiguration={"LocationConstraint": engine.region})
    for path in package:
        s3.put_object(Bucket=ARTIFACTS, Key=path.name, Body=path.read_bytes())
    body = json.dumps(_packaged(package))
    s3.put_object(Bucket=ARTIFACTS, Key="template.json", Body=body.encode())

    cloudformation = engine.client("cloudformation")
    cloudformation.create_stack(
        StackName=STACK,
        TemplateURL=f"{engine.endpoint_url}/{ARTIFACTS}/template.json",
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    return _outputs_when_complete(cloudformation)


def _packaged(package: Package) -> dict[str, Any]:
    """The template with its two local files replaced by their uploaded copies, adapted to the engine."""
    packaged = template.load()
    packaged["Globals"]["Function"]["CodeUri"] = f"s3://{ARTIFACTS}/{package.zip.name}"
    include = packaged["Resources"]["Api"]["Properties"]["DefinitionBody"]["Fn::Transform"]
    include["Parameters"]["Location"] = f"s3://{ARTIFACTS}/{package.contract.name}"
    adapt(packaged, json.loads(package.contract.read_bytes()))
    return packaged


def _outputs_when_complete(cloudformation: Any) -> dict[str, str]:
    deadline = time.monotonic() + DEPLOY_SECONDS
    while time.monotonic() < deadline:
        stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        status = stack["StackStatus"]
        if status == "CREATE_COMPLETE":
            return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}
        if status != "CREATE_IN_PROGRESS":
            raise DeployError(f"the stack ended as {status}: {_failures(cloudformation)}")
        time.sleep(0.1)
    raise DeployError(f"the stack was not ready after {DEPLOY_SECONDS:.0f} s")


def _failures(cloudformation: Any) -> str:
    events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [e for e in events if e["ResourceStatus"].endswith("FAILED")]
    return "; ".join(f"{e['LogicalResourceId']}: {e.get('ResourceStatusReason', '?')}" for e in failed)
