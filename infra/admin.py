"""The first administrator of a new province: `make admin ENV=henan ARGS="--phone 13800001111 --name 张三"`.

Runs with the operator's own AWS credentials, which must be allowed to describe the stack and to invoke
its AppointAdministrator function; no route of the API can do the same.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Callable
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra import template

SAMCONFIG = template.PATH.parent / "infra" / "samconfig.toml"
Client = Callable[[str], Any]


class AdminError(Exception):
    """Nobody was appointed; the message says why."""


def appoint(client: Client, stack: str, phone: str, name: str) -> dict[str, Any]:
    """Make the person behind a phone administrator of the stack's province; repeating it changes nothing.

    Returns what the function answers. Raises AdminError when it refuses, or when the stack is not there.
    """
    try:
        outputs = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
        function = {o["OutputKey"]: o["OutputValue"] for o in outputs}["AppointAdministratorFunctionName"]
        payload = json.dumps({"phone": phone, "name": name}).encode()
        answer = client("lambda").invoke(FunctionName=function, Payload=payload)
    except (BotoCoreError, ClientError, KeyError) as error:
        raise AdminError(f"stack {stack}: {error}") from error
    result: dict[str, Any] = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise AdminError(result.get("errorMessage", "the function failed"))
    return result


def deployed(environment: str) -> tuple[str, str]:
    """The stack's name and region of a province's environment. Raises AdminError for an unknown one."""
    environments = tomllib.loads(SAMCONFIG.read_text("utf-8"))
    if not isinstance(environments.get(environment), dict):
        known = ", ".join(name for name, value in environments.items() if isinstance(value, dict))
        raise AdminError(f"name the province: ENV= one of {known}")
    parameters = environments[environment]["deploy"]["parameters"]
    return parameters["stack_name"], parameters["region"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make admin", description=__doc__)
    parser.add_argument("--env", required=True, help="the province's environment in infra/samconfig.toml")
    parser.add_argument("--phone", required=True, help="the mobile number by which the person will sign in")
    parser.add_argument("--name", required=True, help="the person's name")
    options = parser.parse_args()
    try:
        stack, region = deployed(options.env)
        session: Any = boto3.Session(region_name=region)
        result = appoint(session.client, stack, options.phone, options.name)
    except AdminError as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
