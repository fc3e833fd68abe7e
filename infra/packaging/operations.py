"""What functions ask of AWS: the package carries these operations' descriptions and no others.

Tests find every operation that the code names and every one that it calls, and hold both against this list.
"""

from collections.abc import Mapping

OPERATIONS: Mapping[str, frozenset[str]] = {
    "dynamodb": frozenset(
        {
            "BatchGetItem",
            "DeleteItem",
            "GetItem",
            "PutItem",
            "Query",
            "TransactWriteItems",
            "UpdateItem",
        }
    ),
    "kms": frozenset({"GetPublicKey", "Sign", "Verify"}),
    "s3": frozenset(
        {
            "DeleteObject",
            "DeleteObjects",
            "GetObject",
            "HeadObject",
            "ListObjectVersions",
            "PutObject",
        }
    ),
    "sqs": frozenset({"ChangeMessageVisibilityBatch", "SendMessage", "SendMessageBatch"}),
}
"""Operations by service."""

ASKED_BY_BOTOCORE: Mapping[str, frozenset[str]] = {
    # a form's address is made from CreateBucket's; a redirect to another region asks HeadBucket
    "s3": frozenset({"CreateBucket", "HeadBucket"}),
}
"""What botocore looks up by itself on the way to one of :data:`OPERATIONS`."""

PAGED: Mapping[str, frozenset[str]] = {"s3": frozenset({"ListObjectVersions"})}
"""Operations that are asked for page by page, by a paginator."""

PARTITIONS = ("aws", "aws-cn")
"""Where a province can be deployed. The package knows no other partition's regions."""


def carried(service: str) -> frozenset[str]:
    """Every operation of a service that the package describes."""
    return OPERATIONS[service] | ASKED_BY_BOTOCORE.get(service, frozenset())
