"""What the engine cannot take of template.yaml as it stands. Each change says why; nothing else differs."""

from typing import Any

_ALSO_IN_BATCHES = {"sqs:SendMessage", "sqs:ChangeMessageVisibility"}


def adapt(template: dict[str, Any], contract: dict[str, Any]) -> None:
    """Change a loaded template in place."""
    resources = template["Resources"]
    _drop_metric_math(resources)
    _allow_plain_http(resources)
    _name_batch_actions(resources)
    _declare_binary_types(resources, contract)


def _drop_metric_math(resources: dict[str, Any]) -> None:
    """The engine refuses alarms over several metrics."""
    for name, resource in list(resources.items()):
        if resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]:
            del resources[name]


def _allow_plain_http(resources: dict[str, Any]) -> None:
    """The buckets are closed to plain HTTP, and the loopback address has nothing else."""
    for name, resource in list(resources.items()):
        if resource["Type"] == "AWS::S3::BucketPolicy":
            del resources[name]


def _name_batch_actions(resources: dict[str, Any]) -> None:
    """What is done to several messages at once needs the action for one on AWS, and another here."""
    for resource in resources.values():
        for policy in resource.get("Properties", {}).get("Policies", []):
            for statement in policy.get("Statement", []):
                actions = (
                    statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                )
                batches = [f"{action}Batch" for action in actions if action in _ALSO_IN_BATCHES]
                if batches:
                    statement["Action"] = [*actions, *batches]


def _declare_binary_types(resources: dict[str, Any], contract: dict[str, Any]) -> None:
    """They stand in the contract, where the engine does not read them."""
    types = contract.get("x-amazon-apigateway-binary-media-types", [])
    resources["Api"]["Properties"]["BinaryMediaTypes"] = types
