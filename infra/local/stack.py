"""The running local backend: engine, deployed stack, base URL and message gateway in one object."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import boto3

from infra import package
from infra.local import contract, deploy
from infra.local.engine import Engine
from infra.local.proxy import Proxy
from infra.local.receiver import Receiver
from infra.local.servers import Server

S = TypeVar("S", bound=Server)

PORT = 8710
STAGE = "local"
PARAMETERS = {
    "Province": "41",
    "ProvinceName": "河南省",
    "Stage": STAGE,
    "AllowedOrigin": "*",
    "ThrottleRate": "10000",
    "ThrottleBurst": "10000",
    "CodesPerAddressHour": "10000",
    "CodesPerSecond": "10000",
    "LogRetentionDays": "7",
    "GatewayLogRole": "existing",
    "LongestPauseSeconds": "5",
    "AdoptedDrafts": "shenzhen:2026-01-01",
}
"""Differs from a province's own in what one machine needs: room for tests from one address, and no long
waiting for a gateway that failed; and Shenzhen's draft binds here: its deadlines can be seen at work."""
LINES = 10_000
"""Of a log that one question is answered with."""


class LocalStack:
    """`with LocalStack() as stack:` or start() and stop().

    base_url: the API, without a slash at the end. outputs: the stack's outputs (template.yaml).
    receiver: the message gateway, with its inbox. endpoint_url: the engine, for AWS clients.
    """

    def __init__(
        self,
        port: int = PORT,
        parameters: Mapping[str, str] | None = None,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._port = port
        self._parameters = PARAMETERS | dict(parameters or {})
        self._say = say
        self._engine = Engine()
        self._running: list[Callable[[], None]] = []
        self.outputs: dict[str, str] = {}

    def start(self) -> None:
        """Start all and deploy. Raises PortTaken, EngineError, DeployError or PackageError."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        self.proxy = self._stopped_later(Proxy(self._port))
        self.receiver = self._stopped_later(Receiver(self._say))
        self._running.append(self._engine.stop)
        self._engine.start()
        with tempfile.TemporaryDirectory(prefix="lianluo-package-") as folder:
            built = package.build(Path(folder))
            addresses = {"PublicUrl": self.base_url, "WebhookUrl": self.receiver.webhook_url}
            self.outputs = deploy.deploy(self._engine, built, addresses | self._parameters)
            api_id, stage = self.outputs["ApiId"], self._parameters["Stage"]
            contract.complete(self.client("apigateway"), api_id, built.contract, self._parameters)
        self.receiver.trust(self.secret("WebhookSecretArn"))
        self.proxy.forward_to(f"{self.endpoint_url}/restapis/{api_id}/{stage}/_user_request_")

    def stop(self) -> None:
        """Stop everything and leave nothing behind. Repeating it is harmless."""
        while self._running:
            self._running.pop()()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """Where the public reaches the API."""
        return self.proxy.url

    @property
    def endpoint_url(self) -> str:
        """The embedded AWS."""
        return self._engine.endpoint_url

    @property
    def engine_folder(self) -> Path:
        """Where the engine and the functions' processes keep their files while it runs."""
        return self._engine.folder

    def session(self) -> boto3.Session:
        """A boto3 session of the engine's account and region; its clients need endpoint_url."""
        return self._engine.session()

    def client(self, service: str) -> Any:
        """A boto3 client of the engine."""
        return self._engine.client(service)

    def secret(self, output: str) -> str:
        """The value of the secret that an output names."""
        value: str = self.client("secretsmanager").get_secret_value(SecretId=self.outputs[output])[
            "SecretString"
        ]
        return value

    def physical_id(self, logical_id: str) -> str:
        """The name that CloudFormation gave a resource of the template."""
        detail = self.client("cloudformation").describe_stack_resource(
            StackName=deploy.STACK, LogicalResourceId=logical_id
        )
        name: str = detail["StackResourceDetail"]["PhysicalResourceId"]
        return name

    def function_logs(self, since: int = 0) -> list[str]:
        """All that the functions printed since then (milliseconds since 1970), oldest first. The engine
        answers with the oldest lines and has no token for the next."""
        client, group = self.client("logs"), self.physical_id("FunctionLogs")
        lines: list[str] = []
        while True:
            page = client.filter_log_events(logGroupName=group, startTime=since, limit=LINES)["events"]
            full = len(page) == LINES
            last = page[-1]["timestamp"] if page else since
            lines += [event["message"] for event in page if not full or event["timestamp"] < last]
            if not full:
                return lines
            since = last

    def engine_log(self) -> str:
        """What the engine itself printed."""
        return self._engine.log.read_text("utf-8", errors="replace")

    def _stopped_later(self, server: S) -> S:
        self._running.append(server.stop)
        return server
