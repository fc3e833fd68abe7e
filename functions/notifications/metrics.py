"""Numbers for CloudWatch, as lines that it reads from the log (its embedded metric format): no call, and no
person in them."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from shared.store.settings import Setting, setting

NAMESPACE = "Lianluo"


class Metric(StrEnum):
    """What is counted; the template's alarms know these names."""

    QUEUED = "Queued"
    DELIVERED = "Delivered"
    DROPPED = "Dropped"
    """need not be told any more, cannot be, or is not wanted"""
    DECLINED = "Declined"
    HELD = "Held"
    """wait for an hour at which they are wanted"""
    FAILED = "Failed"
    """tries that will be repeated"""
    BURIED = "Buried"
    """given up: in the dead letters"""
    RESTS = "Rests"
    """times that a channel was left alone because it kept failing"""
    WAITED = "Waited"
    """milliseconds in the queue until the first try"""
    AGE = "Age"
    """milliseconds from the queue to the delivery"""


_IN_MILLISECONDS = {Metric.WAITED, Metric.AGE}


def emit(channel: str, values: Mapping[Metric, int | Sequence[int]], now: datetime) -> None:
    """One line with the values of a channel; a sequence is as many observations, at most a hundred."""
    dimensions = {
        "Province": setting(Setting.PROVINCE),
        "Stage": setting(Setting.STAGE),
    }
    metrics = [
        {"Name": str(metric), "Unit": "Milliseconds" if metric in _IN_MILLISECONDS else "Count"}
        for metric in values
    ]
    about = {
        "Timestamp": int(now.timestamp() * 1000),
        "CloudWatchMetrics": [
            {
                "Namespace": NAMESPACE,
                "Dimensions": [list(dimensions), [*dimensions, "Channel"]],
                "Metrics": metrics,
            }
        ],
    }
    line = {"_aws": about, **dimensions, "Channel": channel, **{str(m): v for m, v in values.items()}}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
