"""Sends dead letters again, each the way it came.

Nothing here removes a letter: that comes after. Who is killed between the two sends it twice, and everything
that is sent has an id or a key of its own by which the second time changes nothing.
"""

import json
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.admin import AdminError, Client
from infra.dead_letters import streams
from infra.dead_letters.errors import NotSentAgain
from infra.dead_letters.letters import Kind, Letter, name_of


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployed stack: its AWS clients, and its queues' addresses."""

    client: Client
    dead_letters: str
    messages: str
    walks: str

    @classmethod
    def find(cls, client: Client, stack: str) -> "Deployed":
        """The stack of this name. Raises AdminError where there is none."""
        try:
            outputs = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
            found = {output["OutputKey"]: output["OutputValue"] for output in outputs}
            return cls(client, found["DeadLettersUrl"], found["QueueUrl"], found["WalksUrl"])
        except (BotoCoreError, ClientError, KeyError) as error:
            raise AdminError(f"stack {stack}: {error}") from error


def send(stack: Deployed, letter: Letter) -> None:
    """Sends it again. Raises :class:`NotSentAgain`."""
    try:
        match letter.kind:
            case Kind.MESSAGE | Kind.WALK | Kind.UNKNOWN:
                url = _origin(stack, letter)
                stack.client("sqs").send_message(QueueUrl=url, MessageBody=letter.body)
            case Kind.STREAM:
                for event in streams.calls(stack.client, letter.content):
                    _work(stack, letter.content["requestContext"]["functionArn"], event)
            case Kind.INVOCATION:
                _call(stack, letter)
    except ClientError as error:
        raise NotSentAgain(error.response["Error"]["Code"]) from error
    except BotoCoreError as error:
        raise NotSentAgain(type(error).__name__) from error


def _origin(stack: Deployed, letter: Letter) -> str:
    """The queue that it was in: the one that AWS names, otherwise the one that has such messages."""
    name = letter.origin.rpartition(":")[2]
    for url in (stack.messages, stack.walks):
        if name and url.rpartition("/")[2] == name:
            return url
    match letter.kind:
        case Kind.MESSAGE:
            return stack.messages
        case Kind.WALK:
            return stack.walks
    raise NotSentAgain("nothing says where it came from: drop it")


def _work(stack: Deployed, function: str, event: dict[str, Any]) -> None:
    """One call, waited for: a stream's batch is not queued anywhere else."""
    answer = stack.client("lambda").invoke(FunctionName=name_of(function), Payload=json.dumps(event).encode())
    result = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise NotSentAgain("the function raised; its log says why")
    if isinstance(result, dict) and result.get("batchItemFailures"):
        raise NotSentAgain("the function could not do all of it; its log says why")


def _call(stack: Deployed, letter: Letter) -> None:
    """Handed to AWS, which tries it as it tried the first; if it fails again, it is a dead letter again."""
    stack.client("lambda").invoke(
        FunctionName=name_of(letter.content["requestContext"]["functionArn"]),
        InvocationType="Event",
        Payload=json.dumps(letter.content["requestPayload"]).encode(),
    )
