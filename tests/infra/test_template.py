"""The template's habits: what every table, queue, key, function and log group of it must have."""

import importlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infra import template
from infra.gateway_contract import LARGEST
from infra.package import BUILD, whole_contract
from shared.domain import clock

ROOT = template.PATH.parent
FUNCTIONS = template.resources("AWS::Serverless::Function")
TABLES = template.resources("AWS::DynamoDB::Table")
MAPPINGS = template.resources("AWS::Lambda::EventSourceMapping")
ENVIRONMENTS = tomllib.loads((ROOT / "infra" / "samconfig.toml").read_text("utf-8"))
CHINA = {"cn-north-1", "cn-northwest-1"}


def _statements() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement of a function's policy, with the name of the resource that it stands in."""
    for name, function in FUNCTIONS.items():
        for policy in function["Properties"].get("Policies", []):
            for statement in policy.get("Statement", []):
                yield name, statement
    for name, policy in template.resources("AWS::IAM::ManagedPolicy").items():
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
            yield name, statement


def _values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _allowed(function: str) -> dict[str, set[str]]:
    """The actions that a function may take, by the resource as the template writes it."""
    found: dict[str, set[str]] = {}
    policies = {p["Ref"] for p in FUNCTIONS[function]["Properties"]["Policies"] if "Ref" in p}
    for owner, statement in _statements():
        if owner == function or owner in policies:
            for resource in _values(statement["Resource"]):
                found.setdefault(json.dumps(resource), set()).update(_values(statement["Action"]))
    return found


def test_cfn_lint_finds_nothing_in_any_partition() -> None:
    program = str(Path(sys.executable).with_name("cfn-lint"))
    command = [program, "--regions", "cn-north-1", "cn-northwest-1", "us-east-1", "--", str(template.PATH)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_no_partition_region_or_suffix_is_written_out() -> None:
    text = template.PATH.read_text("utf-8")
    services = re.sub(r"Principal: (\{Service: )?\w+\.amazonaws\.com", "", text)
    assert "arn:aws" not in text
    assert "amazonaws" not in services
    assert not re.search(r"\b(cn|us|eu|ap)-[a-z]+-\d\b", text)


@pytest.mark.parametrize("owner", [*FUNCTIONS, *template.resources("AWS::IAM::ManagedPolicy")])
def test_policies_name_exact_actions_on_exact_resources(owner: str) -> None:
    statements = [statement for name, statement in _statements() if name == owner]
    assert statements or any("Ref" in policy for policy in FUNCTIONS[owner]["Properties"]["Policies"])
    for statement in statements:
        assert "*" not in _values(statement["Resource"])
        assert not [action for action in _values(statement["Action"]) if "*" in action]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_may_scan(function: str) -> None:
    assert not any("dynamodb:Scan" in actions for actions in _allowed(function).values())


def test_the_authorizer_may_only_verify() -> None:
    assert list(_allowed("AuthorizerFunction").values()) == [{"kms:Verify"}]


def test_checkin_reads_the_registry_and_never_writes_it() -> None:
    registry = _allowed("CheckinFunction")[json.dumps({"Fn::GetAtt": ["Registry", "Arn"]})]
    assert registry <= {"dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:GetItem"}
    assert not [key for key in _allowed("CheckinFunction") if "Identities" in key]


def test_standing_writes_records_of_what_is_stated_and_nothing_else() -> None:
    writes = {"dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:UpdateItem"}
    written = {key: actions & writes for key, actions in _allowed("StandingFunction").items()}
    records = json.dumps({"Fn::GetAtt": ["Records", "Arn"]})
    assert {key: actions for key, actions in written.items() if actions} == {
        records: {"dynamodb:PutItem", "dynamodb:UpdateItem"}
    }
    assert not [key for key in _allowed("StandingFunction") if "Identities" in key]


def test_the_projection_reads_what_others_own_and_writes_its_own_table_only() -> None:
    writes = {"dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:UpdateItem"}
    for function in ("ProjectFunction", "NightlyFunction"):
        written = [resource for resource, actions in _allowed(function).items() if actions & writes]
        assert written == [json.dumps({"Fn::GetAtt": ["Standings", "Arn"]})]
        assert not [resource for resource in _allowed(function) if "Identities" in resource]
    lists = {
        resource: actions
        for resource, actions in _allowed("StandingFunction").items()
        if "Standings" in resource
    }
    assert lists == {json.dumps({"Fn::Sub": "${Standings.Arn}/index/by_scope"}): {"dynamodb:Query"}}


def test_deliver_reads_phones_and_writes_what_became_of_messages_and_nothing_else() -> None:
    allowed = _allowed("DeliverFunction")
    assert allowed[json.dumps({"Fn::GetAtt": ["Identities", "Arn"]})] == {"dynamodb:GetItem"}
    reads = {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"}
    written = [key for key, actions in allowed.items() if {a for a in actions if "dynamodb" in a} - reads]
    assert written == [json.dumps({"Fn::GetAtt": ["Inbox", "Arn"]})]
    queues = {key for key, actions in allowed.items() if "sqs:SendMessage" in actions}
    assert queues == {json.dumps({"Fn::GetAtt": ["DeadLetters", "Arn"]})}


def test_who_counts_cases_touches_their_table_only() -> None:
    """Neither the Registry nor anybody's inbox; and its own tallies do not ring it again."""
    assert {table for table in TABLES for resource in _allowed("TallyFunction") if table in resource} == {
        "Suggestions"
    }
    (pattern,) = MAPPINGS["ChangedCases"]["Properties"]["FilterCriteria"]["Filters"]
    keys = json.loads(pattern["Pattern"])["dynamodb"]["Keys"]
    assert keys["pk"]["S"] == [{"prefix": "CASE#"}]
    assert keys["sk"]["S"] == ["CASE", {"prefix": "HANDOVER#"}]


def test_publications_reads_the_registry_and_tells_readers_only() -> None:
    """Its worker writes its own table and notices; the function that answers requests also records."""
    writes = {"dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:UpdateItem"}

    def written(function: str) -> set[str]:
        found = {key for key, actions in _allowed(function).items() if actions & writes}
        return {table for table in TABLES for key in found if json.dumps([table, "Arn"]) in key}

    assert written("PublicationsWorkFunction") == {"Publications", "Inbox"}
    assert written("PublicationsFunction") == {"Publications", "Inbox", "Records"}
    for function in ("PublicationsFunction", "PublicationsWorkFunction"):
        assert not [key for key in _allowed(function) if "Identities" in key]
        inbox = _allowed(function)[json.dumps({"Fn::GetAtt": ["Inbox", "Arn"]})]
        assert inbox == {"dynamodb:PutItem"}


def test_the_night_begins_five_minutes_after_midnight_in_china() -> None:
    schedule = FUNCTIONS["NightlyFunction"]["Properties"]["Events"]["AfterMidnight"]["Properties"]["Schedule"]
    minute, hour = re.match(r"cron\((\d+) (\d+) \* \* \? \*\)$", schedule).groups()  # type: ignore[union-attr]
    begins = datetime(2026, 11, 20, int(hour), int(minute), tzinfo=UTC)
    assert begins == datetime(2026, 11, 21, 0, 5, tzinfo=clock.SHANGHAI)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_on_demand_restorable_encrypted_and_kept(table: str) -> None:
    properties = TABLES[table]["Properties"]
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
    assert properties["DeletionProtectionEnabled"] == {"Fn::If": ["IsProduction", True, False]}
    assert TABLES[table]["DeletionPolicy"].startswith("Retain")
    assert TABLES[table]["UpdateReplacePolicy"] == "Retain"
    assert [(k["AttributeName"], k["KeyType"]) for k in properties["KeySchema"]] == [
        ("pk", "HASH"),
        ("sk", "RANGE"),
    ]


@pytest.mark.parametrize("queue", template.resources("AWS::SQS::Queue"))
def test_every_queue_is_encrypted_by_the_stack_s_key(queue: str) -> None:
    properties = template.resources("AWS::SQS::Queue")[queue]["Properties"]
    assert properties["KmsMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}


def test_a_message_stays_hidden_six_times_as_long_as_its_function_may_run() -> None:
    queues = template.resources("AWS::SQS::Queue")
    for mapping in MAPPINGS.values():
        queue = queues.get(mapping["Properties"]["EventSourceArn"]["Fn::GetAtt"][0])
        if queue is not None:
            function = FUNCTIONS[mapping["Properties"]["FunctionName"]["Ref"]]
            assert queue["Properties"]["VisibilityTimeout"] >= 6 * function["Properties"]["Timeout"]
            assert queue["Properties"]["RedrivePolicy"]["maxReceiveCount"] >= 5


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_one_bad_item_of_a_batch_harms_no_other(mapping: str) -> None:
    assert MAPPINGS[mapping]["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize("group", template.resources("AWS::Logs::LogGroup"))
def test_logs_are_encrypted_and_end(group: str) -> None:
    properties = template.resources("AWS::Logs::LogGroup")[group]["Properties"]
    assert properties["RetentionInDays"] == {"Ref": "LogRetentionDays"}
    assert properties["KmsKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}


def test_the_access_log_names_no_person() -> None:
    form = json.loads(template.load()["Resources"]["Api"]["Properties"]["AccessLogSetting"]["Format"])
    personal = re.compile(r"identity|authorizer|\$context\.path|querystring|header", re.IGNORECASE)
    assert not [value for value in form.values() if personal.search(value)]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_secrets_reach_functions_only_through_an_encrypted_environment(function: str) -> None:
    properties = FUNCTIONS[function]["Properties"]
    secret = "resolve:secretsmanager" in json.dumps(properties.get("Environment", {}))
    assert not secret or properties["KmsKeyArn"] == {"Fn::GetAtt": ["DataKey", "Arn"]}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_handler_exists(function: str) -> None:
    module, _, name = FUNCTIONS[function]["Properties"]["Handler"].rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))


def _watched(alarm: str) -> set[str]:
    """The functions whose metric an alarm adds up."""
    metrics = template.load()["Resources"][alarm]["Properties"]["Metrics"]
    found = {
        dimension["Value"]["Ref"]
        for metric in metrics
        for dimension in metric.get("MetricStat", {}).get("Metric", {}).get("Dimensions", [])
    }
    assert len(found) <= 10, "an alarm adds up ten metrics at most (AWS)"
    return found


def test_every_function_is_watched_for_throttles_and_errors() -> None:
    watched = {
        metric: set.union(*(_watched(f"{group}{metric}") for group in ("Function", "Worker", "Schedule")))
        for metric in ("Throttles", "Errors")
    }
    assert watched["Throttles"] == set(FUNCTIONS)
    assert watched["Errors"] == set(FUNCTIONS) - {"AuthorizerFunction"}


def test_refusing_a_token_rings_no_alarm_and_a_failing_authorizer_does() -> None:
    """The authorizer refuses by raising, which Lambda counts as an error; so it is heard of by its 5xx."""
    contract = whole_contract()
    answers = contract["x-amazon-apigateway-gateway-responses"]
    for kind in ("AUTHORIZER_FAILURE", "AUTHORIZER_CONFIGURATION_ERROR"):
        assert answers[kind]["statusCode"] >= 500
    alarm = template.load()["Resources"]["ApiServerErrors"]["Properties"]
    assert (alarm["MetricName"], alarm["Threshold"]) == ("5XXError", 0)


def test_what_a_stranger_calls_at_the_province_s_cost_has_a_rate_of_its_own() -> None:
    contract = whole_contract()
    settings = template.load()["Resources"]["Api"]["Properties"]["MethodSettings"]
    own = {(s["ResourcePath"][1:].replace("~1", "/"), s["HttpMethod"]) for s in settings} - {("*", "*")}
    assert own == {
        ("/v1/sign-in/codes", "POST"),
        ("/v1/openapi.json", "GET"),
        ("/v1/opinions", "POST"),
        ("/v1/opinions/follow/photos/arrival", "POST"),
        ("/v1/opinions/follow/rating", "POST"),
        ("/v1/opinions/follow/erasure", "POST"),
        ("/v1/opinions/follow/words", "POST"),
        ("/v1/opinions/similar", "POST"),
        ("/v1/opinions/{receipt}/joining", "POST"),
        ("/v1/public-consultations/{consultation_id}/comments", "POST"),
        ("/v1/comments/follow", "POST"),
        ("/v1/invitations/{invitation_token}", "GET"),
        ("/v1/invitations/{invitation_token}", "PUT"),
        ("/v1/calendars/{calendar_token}", "GET"),
    }
    for path, method in own:
        assert method.lower() in contract["paths"][path]


def test_nothing_that_the_china_regions_lack() -> None:
    text = template.PATH.read_text("utf-8")
    assert not re.search(
        r"TracingEnabled|Tracing:|SnapStart|FunctionUrl|Cognito|AWS::SES|AutoPublishAlias", text
    )
    assert template.load()["Resources"]["Api"]["Properties"]["EndpointConfiguration"] == {"Type": "REGIONAL"}
    assert template.load()["Globals"]["Function"]["Architectures"] == ["x86_64"]


def test_five_provinces_have_an_environment() -> None:
    assert ENVIRONMENTS.keys() - {"version"} == {"henan", "shanxi", "guangxi", "guangdong", "tianjin"}


@pytest.mark.parametrize("environment", sorted(ENVIRONMENTS.keys() - {"version"}))
def test_an_environment_sets_parameters_that_exist_and_all_that_have_no_default(environment: str) -> None:
    options = ENVIRONMENTS[environment]["deploy"]["parameters"]
    overrides = dict(override.split("=", 1) for override in options["parameter_overrides"])
    parameters = template.load()["Parameters"]
    assert overrides.keys() <= parameters.keys()
    assert {name for name, p in parameters.items() if "Default" not in p} <= overrides.keys()
    for name, value in overrides.items():
        pattern = parameters[name].get("AllowedPattern")
        assert pattern is None or re.fullmatch(pattern, value), name
    assert options["region"] in CHINA
    assert options["stack_name"] == f"lianluo-{environment}"


def test_provinces_do_not_share_codes_or_addresses() -> None:
    environments = [e for name, e in ENVIRONMENTS.items() if name != "version"]
    overrides = [o for e in environments for o in e["deploy"]["parameters"]["parameter_overrides"]]
    for name in ("Province", "PublicUrl", "WebhookUrl"):
        values = [o for o in overrides if o.startswith(f"{name}=")]
        assert len(values) == len(set(values)) == len(environments)


def test_template_and_contract_together_stay_within_cloudformation_s_limit() -> None:
    assert template.PATH.stat().st_size + LARGEST < 1_000_000


def test_the_package_is_where_the_template_looks_for_it() -> None:
    include = template.load()["Resources"]["Api"]["Properties"]["DefinitionBody"]["Fn::Transform"]
    named = template.load()["Globals"]["Function"]["CodeUri"], include["Parameters"]["Location"]
    assert [ROOT / path for path in named] == [BUILD / "lambda.zip", BUILD / "gateway.json"]


@pytest.mark.parametrize("name", ["WebhookUrl", "WechatUrl", "WecomUrl"])
def test_a_message_gateway_is_reached_by_tls_or_on_this_machine(name: str) -> None:
    """What delivery would refuse is refused by the deployment, not message by message."""
    pattern = template.load()["Parameters"][name]["AllowedPattern"]
    for url in ("https://sms.example.cn/m?key=1", "http://127.0.0.1:8080/webhook", "http://localhost/m"):
        assert re.fullmatch(pattern, url)
    for url in (
        "http://sms.example.cn/m",
        "http://127.0.0.1.example.cn/m",
        "ftp://sms.example.cn",
        "https://",
    ):
        assert not re.fullmatch(pattern, url)
    assert bool(re.fullmatch(pattern, "")) is (name != "WebhookUrl")
