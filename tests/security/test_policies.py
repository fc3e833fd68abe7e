"""Every policy of the template as SAM writes it out: no star where a resource or an action has a name.

The exceptions are listed with AWS's reason for each; one that is no longer needed fails too.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest
from boto3 import Session
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from infra import template

KEY_POLICY = "in a key's policy the star is that key: it can name no other resource"
NO_SMALLER_ACTION = "a Deny is meant to be wide"

STARRED_RESOURCES = {
    ("DataKey", "TheAccountDecidesByIamPolicies"): KEY_POLICY,
    ("DataKey", "LogsOfThisStack"): KEY_POLICY,
    ("TokenKey", "TheAccountDecidesByIamPolicies"): KEY_POLICY,
}
"""Allowed on everything that the statement can reach; by owner and Sid."""

STARRED_ACTIONS = {
    ("DataKey", "TheAccountDecidesByIamPolicies"): "without it nobody could mend the key's policy",
    ("TokenKey", "TheAccountDecidesByIamPolicies"): "without it nobody could mend the key's policy",
    ("DataKey", "LogsOfThisStack"): "CloudWatch Logs asks for both forms of ReEncrypt and GenerateDataKey",
    ("UploadsBucket", "OnlyOverTls"): NO_SMALLER_ACTION,
    ("DocumentsBucket", "OnlyOverTls"): NO_SMALLER_ACTION,
}

INSIDE = {
    "Bucket.Arn}/": "objects have names that people's uploads make",
    "-uploads-${AWS::AccountId}/rosters/": "as above; a bucket that calls the function cannot be named by it",
    "/stream/": "ListStreams is asked of all streams of a table, not of one",
}
"""What may stand before a star at the end of one resource's name."""

AWS_OWN = {
    "service-role/AWSLambdaBasicExecutionRole": "SAM gives it to every role that it makes: logs only",
    "service-role/AmazonAPIGatewayPushToCloudWatchLogs": "one role for an account and region: logs only",
}
"""Policies of AWS's own, which name no resource."""


class Statement(NamedTuple):
    """``owner``: the resource, with `Role` and `Policy` taken from its end."""

    owner: str
    body: dict[str, Any]

    @property
    def name(self) -> tuple[str, str]:
        return self.owner, self.body.get("Sid", "")

    def values(self, key: str) -> list[str]:
        """Actions or resources, as text; what CloudFormation fills in stays as it is written."""
        found = self.body.get(key, [])
        return [_text(one) for one in (found if isinstance(found, list) else [found])]


def _text(node: Any) -> str:
    if isinstance(node, str):
        return node
    return node["Fn::Sub"] if isinstance(node, dict) and "Fn::Sub" in node else json.dumps(node)


@cache
def written_out() -> dict[str, Any]:
    """The resources that CloudFormation makes of the template."""
    source = template.load()
    source["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"  # `sam deploy` uploads the package
    translator = Translator({}, Parser(), None, Session(region_name="cn-north-1"))
    resources: dict[str, Any] = translator.translate(source, {})["Resources"]
    return resources


@cache
def statements() -> list[Statement]:
    return [
        Statement(name.removesuffix("Policy").removesuffix("Role"), body)
        for name, resource in written_out().items()
        for body in _statements(resource["Properties"])
    ]


def _statements(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _statements(item)
    if isinstance(node, dict):
        if "Effect" in node:
            yield node
        for item in node.values():
            yield from _statements(item)


def starred(key: str) -> list[tuple[Statement, str]]:
    return [(one, value) for one in statements() for value in one.values(key) if "*" in value]


def test_statements_are_found_at_all() -> None:
    """Those of functions, of shared policies, of keys and of buckets."""
    owners = {statement.owner for statement in statements()}
    assert {"CheckinFunction", "RegistrationData", "TokenKey", "UploadsBucket", "GatewayLogging"} <= owners


def test_no_statement_is_written_by_what_it_leaves_out() -> None:
    for statement in statements():
        assert not {"NotAction", "NotResource", "NotPrincipal"} & statement.body.keys(), statement


def test_a_resource_that_has_a_name_is_named() -> None:
    excepted = set()
    for statement, resource in starred("Resource"):
        if statement.body["Effect"] == "Deny":
            continue
        if resource == "*":
            assert statement.name in STARRED_RESOURCES, statement
            excepted.add(statement.name)
            continue
        stem, star, rest = resource.partition("*")
        assert (star, rest) == ("*", ""), f"a star inside a name: {resource}"
        assert any(inside in stem for inside in INSIDE), f"no reason is known for the star: {resource}"
    assert excepted == STARRED_RESOURCES.keys()


def test_of_the_streams_of_a_table_only_the_list_is_asked() -> None:
    listing = [one for one, resource in starred("Resource") if resource.endswith("/stream/*")]
    assert listing
    assert all(one.values("Action") == ["dynamodb:ListStreams"] for one in listing)


def test_every_star_inside_a_name_is_still_needed() -> None:
    written = " ".join(resource for _, resource in starred("Resource"))
    assert not [inside for inside in INSIDE if inside not in written]


def test_an_action_that_has_a_name_is_named() -> None:
    assert {statement.name for statement, _ in starred("Action")} == STARRED_ACTIONS.keys()


def test_a_key_serves_the_account_and_the_logs_of_this_stack_only() -> None:
    for statement in statements():
        if statement.owner == "DataKey" and statement.body["Sid"] == "LogsOfThisStack":
            assert "log-group:/lianluo/${AWS::StackName}/*" in json.dumps(statement.body["Condition"])
            logs = {"Fn::Sub": "logs.${AWS::Region}.${AWS::URLSuffix}"}
            assert statement.body["Principal"] == {"Service": logs}


def test_policies_of_aws_are_these_and_no_other() -> None:
    attached = {
        _text(policy).partition(":policy/")[2]
        for resource in written_out().values()
        if resource["Type"] == "AWS::IAM::Role"
        for policy in resource["Properties"].get("ManagedPolicyArns", [])
        if not (isinstance(policy, dict) and "Ref" in policy)
    }
    assert attached == AWS_OWN.keys()


def test_a_role_is_taken_on_by_one_service_and_by_nobody_else() -> None:
    for statement in statements():
        if "sts:AssumeRole" in statement.values("Action"):
            service = "apigateway" if statement.owner == "GatewayLogging" else "lambda"
            name = f"{service}.amazonaws.com"
            assert statement.body["Principal"] in ({"Service": name}, {"Service": [name]})


def test_nobody_is_given_what_would_give_more() -> None:
    """Rights over rights, over functions' code, over the deployment itself."""
    for statement in statements():
        for action in statement.values("Action"):
            assert action == "sts:AssumeRole" or action.partition(":")[0] not in {
                "cloudformation",
                "iam",
                "lambda",
                "organizations",
                "sts",
            }, statement


@pytest.mark.parametrize("permission", template.resources("AWS::Lambda::Permission"))
def test_the_gateway_may_invoke_a_function_for_this_api_only(permission: str) -> None:
    properties = written_out()[permission]["Properties"]
    assert properties["Action"] == "lambda:InvokeFunction"
    assert ":${Api}/" in properties["SourceArn"]["Fn::Sub"]


def test_no_service_invokes_a_function_for_another_account() -> None:
    """S3 is known by the account only: its bucket is made after the function (a circle otherwise)."""
    for name, resource in written_out().items():
        if resource["Type"] == "AWS::Lambda::Permission":
            source = resource["Properties"].keys() & {"SourceArn", "SourceAccount"}
            assert source, name
            s3 = resource["Properties"]["Principal"] == "s3.amazonaws.com"
            assert s3 is (source == {"SourceAccount"}), name


@pytest.mark.parametrize("bucket", template.resources("AWS::S3::Bucket"))
def test_a_bucket_is_private_encrypted_and_reached_by_tls_only(bucket: str) -> None:
    properties = written_out()[bucket]["Properties"]
    assert all(properties["PublicAccessBlockConfiguration"].values())
    assert len(properties["PublicAccessBlockConfiguration"]) == 4
    (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    (tls,) = [one.body for one in statements() if one.name == (bucket, "OnlyOverTls")]
    assert (tls["Effect"], tls["Principal"], tls["Action"]) == ("Deny", "*", "s3:*")
    assert tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
