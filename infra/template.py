"""Reads template.yaml, the only definition of the infrastructure, as plain values."""

from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

PATH = Path(__file__).resolve().parent.parent / "template.yaml"


def load() -> dict[str, Any]:
    """The template with its short forms (`!Ref`, `!Sub`, ...) written out as `Fn::...` maps."""
    template: dict[str, Any] = yaml_parse(PATH.read_text("utf-8"))
    return template


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """The resources of one type, by logical id."""
    return {name: r for name, r in load()["Resources"].items() if r["Type"] == kind}
