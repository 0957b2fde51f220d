"""OpenTelemetry's own messages in Python, by protobuf's strict JSON reader."""

import base64
import copy

from lines import equal

NAME = "opentelemetry-proto (Python)"
NOTICES = ["duration_seconds", "timeUnixNano", "traceId", "severityNumber"]


def version():
    from importlib.metadata import version

    return version("opentelemetry-proto")


def records(line):
    return [record for resource in line["resourceLogs"] for scope in resource["scopeLogs"] for record in scope["logRecords"]]


def read(line):
    """OTLP writes ids in hex, where protobuf's JSON has base64: converted, the rest is protobuf's JSON."""
    from google.protobuf import json_format
    from opentelemetry.proto.logs.v1.logs_pb2 import LogsData

    line = copy.deepcopy(line)
    for record in records(line):
        equal("type of the time", type(record["timeUnixNano"]), str)
        equal("type of the severity", type(record["severityNumber"]), int)
        for name, digits in (("traceId", 32), ("spanId", 16)):
            if name in record:
                equal(f"digits of {name}", len(record[name]), digits)
                record[name] = base64.b64encode(bytes.fromhex(record[name])).decode()
    [resource] = json_format.ParseDict(line, LogsData(), ignore_unknown_fields=False).resource_logs
    [scope] = resource.scope_logs
    [record] = scope.log_records
    return resource, record


def attribute(attributes, name):
    return next((one.value for one in attributes if one.key == name), None)


def show(files):
    wine, hostile = ([read(line) for line in lines] for lines in files.of("otlp"))
    count, alcohol = files.facts.of_one_run
    equal("lines", len(wine), count)
    equal("severities", {record.severity_number for _, record in [*wine, *hostile]}, {9, 13, 17})
    equal("lines without time", sum(record.time_unix_nano == 0 for _, record in [*wine, *hostile]), 0)
    steps = [record for _, record in wine if record.trace_id]
    equal("steps", len(steps), count - 2)
    equal("service", {attribute(resource.resource.attributes, "service.name").string_value for resource, _ in wine}, {"wine"})
    for name in ("code.function.name", "code.file.path", "code.line.number"):
        equal(f"steps with {name}", sum(attribute(record.attributes, name) is not None for record in steps), len(steps))
    durations = [value.double_value for record in steps if (value := attribute(record.attributes, "duration_seconds"))]
    equal("steps with a duration", sum(duration > 0 for duration in durations), len(steps))
    failed = [record for record in steps if record.severity_number == 17]
    equal("failures with exception.type", sum(attribute(record.attributes, "exception.type") is not None for record in failed), 6)
    features = [value.kvlist_value.values for record in steps if (value := attribute(record.attributes, "input_features"))]
    values = [value for listed in features if (value := attribute(listed, "alcohol"))]
    equal("sum of alcohol", sum(value.double_value for value in values), alcohol)
    return f"{count} + {len(hostile)} lines as LogsData, strictly, with severity, ids, code and exception attributes"
