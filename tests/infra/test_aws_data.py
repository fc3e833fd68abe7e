"""botocore's models cut to some operations."""

from typing import Any

import pytest

from infra.packaging import aws_data
from infra.packaging.errors import PackageError

MODEL: dict[str, Any] = {
    "version": "2.0",
    "documentation": "<p>A service</p>",
    "metadata": {"serviceId": "Toys"},
    "operations": {
        "Lend": {
            "name": "Lend",
            "input": {"shape": "Loan"},
            "output": {"shape": "Tree"},
            "errors": [{"shape": "Lost"}],
            "documentation": "<p>Lends</p>",
            "documentationUrl": "https://example.com",
        },
        "Break": {"name": "Break", "input": {"shape": "Hammer"}},
    },
    "shapes": {
        "Loan": {
            "type": "structure",
            "required": ["documentation"],
            "members": {
                "documentation": {"shape": "Text", "documentation": "<p>A member of this name</p>"},
                "toys": {"shape": "Toys"},
            },
            "documentation": "<p>A loan</p>",
        },
        "Toys": {
            "type": "map",
            "key": {"shape": "Name", "documentation": "<p>A key</p>"},
            "value": {"shape": "Text"},
        },
        "Tree": {"type": "list", "member": {"shape": "Tree"}},
        "Name": {"type": "string", "max": 9},
        "Text": {"type": "string"},
        "Lost": {"type": "structure", "members": {}, "exception": True},
        "Hammer": {"type": "structure", "members": {}},
    },
}


def test_what_an_operation_is_made_of_stays_and_the_rest_goes() -> None:
    cut = aws_data.narrowed(MODEL, ["Lend"])
    assert set(cut["operations"]) == {"Lend"}
    assert set(cut["shapes"]) == {"Loan", "Toys", "Tree", "Name", "Text", "Lost"}
    assert cut["metadata"] == MODEL["metadata"]


def test_descriptions_go_and_a_member_of_that_name_stays() -> None:
    cut = aws_data.narrowed(MODEL, ["Lend"])
    assert cut["shapes"]["Loan"]["members"] == {"documentation": {"shape": "Text"}, "toys": {"shape": "Toys"}}
    assert cut["shapes"]["Toys"]["key"] == {"shape": "Name"}
    assert cut["operations"]["Lend"].keys() == {"name", "input", "output", "errors"}
    assert "<p>" not in str(cut)


def test_an_operation_that_the_service_does_not_have_is_named() -> None:
    with pytest.raises(PackageError, match=r"Toys: \['Paint'\]"):
        aws_data.narrowed(MODEL, ["Lend", "Paint"])


def test_endpoints_are_those_of_the_partitions_where_a_province_can_be() -> None:
    services: dict[str, Any] = {name: {"endpoints": {}} for name in ("dynamodb", "kms", "s3", "sqs", "ec2")}
    document = {
        "version": 3,
        "partitions": [{"partition": name, "services": services} for name in ("aws", "aws-cn", "aws-iso")],
    }
    cut = aws_data.endpoints(document)
    assert [partition["partition"] for partition in cut["partitions"]] == ["aws", "aws-cn"]
    assert all(set(one["services"]) == {"dynamodb", "kms", "s3", "sqs"} for one in cut["partitions"])
    assert cut["version"] == 3
