"""Everybody's standing computed anew: `make rebuild ENV=henan`.

Starts the walk that runs every night, with the operator's own AWS credentials, which must be allowed to
describe the stack and to invoke its Nightly function. Repeating it is harmless.
"""

import argparse
import json
import sys
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.admin import AdminError, Client, deployed


def rebuild(client: Client, stack: str) -> int:
    """Starts the walk; returns how many lists it goes through. Raises AdminError when it does not start."""
    try:
        outputs = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
        function = {o["OutputKey"]: o["OutputValue"] for o in outputs}["NightlyFunctionName"]
        answer = client("lambda").invoke(FunctionName=function, Payload=b"{}")
    except (BotoCoreError, ClientError, KeyError) as error:
        raise AdminError(f"stack {stack}: {error}") from error
    result = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise AdminError(result.get("errorMessage", "the function failed"))
    walks: int = result["walks"]
    return walks


def main() -> int:
    parser = argparse.ArgumentParser(prog="make rebuild", description=__doc__)
    parser.add_argument("--env", required=True, help="the province's environment in infra/samconfig.toml")
    options = parser.parse_args()
    try:
        stack, region = deployed(options.env)
        session: Any = boto3.Session(region_name=region)
        walks = rebuild(session.client, stack)
    except AdminError as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    print(f"{walks} lists are being gone through; the queue Walks is empty when it is done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
