"""AWS's `aws-embedded-metrics`: given the same metric, it writes our very line, and its validator takes it."""

import json
from datetime import datetime

from lines import equal

NAME = "aws-embedded-metrics"
NOTICES = ["_aws", "duration_seconds", "function"]


def version():
    from importlib.metadata import version

    return version("aws-embedded-metrics")


def check(line):
    """Is it the line that the package writes?"""
    from aws_embedded_metrics import validator
    from aws_embedded_metrics.logger.metrics_context import MetricsContext
    from aws_embedded_metrics.serializers.log_serializer import LogSerializer

    aws = line["_aws"]
    [directive] = aws["CloudWatchMetrics"]
    [names] = directive["Dimensions"]
    [metric] = directive["Metrics"]
    equal("metric", metric, {"Name": "duration_seconds", "Unit": "Seconds"})
    instant = datetime.fromisoformat(line["timestamp"])
    equal("milliseconds", aws["Timestamp"], int(instant.timestamp() * 1000))
    validator.validate_namespace(directive["Namespace"])
    validator.validate_timestamp(instant.replace(tzinfo=None))  # CloudWatch refuses times of long ago
    dimensions = {name: line[name] for name in names}
    context = MetricsContext(directive["Namespace"])
    context.meta = {"Timestamp": aws["Timestamp"]}
    # Both validate what they are given.
    context.put_dimensions(dimensions)
    context.put_metric("duration_seconds", line["duration_seconds"], "Seconds")
    for name, value in line.items():
        if name not in {*dimensions, "_aws", "duration_seconds"}:
            context.set_property(name, value)
    [written] = LogSerializer.serialize(context)
    equal("the package's own line", json.loads(written), line)
    return names


def show(files):
    wine, hostile = files.of("emf")
    count, _ = files.facts.of_one_run
    equal("lines", len(wine), count)
    # The hostile lines' service is no name that CloudWatch takes, so it is no dimension there.
    for lines, service in ((wine, ("service",)), (hostile, ())):
        seen = set()
        for line in lines:
            equal("metrics on lines with a duration only", "_aws" in line, line.get("outcome") is not None)
            if "_aws" in line:
                seen.add(tuple(check(line)))
        equal("dimensions", seen, {(*service, "function"), (*service, "function", "model_version")})
    return f"{count} + {len(hostile)} lines as the package writes and validates them"
