"""Google's `google-cloud-logging`: made into a `LogEntry` as the logging agent does, strictly."""

import json

from lines import equal

NAME = "google-cloud-logging"
NOTICES = ["duration_seconds", "severity", "time", "logging.googleapis.com/spanId"]

# https://cloud.google.com/logging/docs/structured-logging: what the agent takes out of the payload, and where it puts it.
SPECIAL = {
    "severity": "severity",
    "time": "timestamp",
    "httpRequest": "httpRequest",
    "logging.googleapis.com/insertId": "insertId",
    "logging.googleapis.com/labels": "labels",
    "logging.googleapis.com/operation": "operation",
    "logging.googleapis.com/sourceLocation": "sourceLocation",
    "logging.googleapis.com/spanId": "spanId",
    "logging.googleapis.com/trace": "trace",
    "logging.googleapis.com/trace_sampled": "traceSampled",
}
PROJECT = "wine-1"


def version():
    from importlib.metadata import version

    return version("google-cloud-logging")


def entry(line):
    from google.cloud.logging_v2.entries import StructEntry
    from google.cloud.logging_v2.handlers.structured_log import GCP_STRUCTURED_LOGGING_FIELDS
    from google.cloud.logging_v2.types import LogEntry
    from google.protobuf import json_format

    unknown = [name for name in line if name.startswith("logging.googleapis.com/") and name not in GCP_STRUCTURED_LOGGING_FIELDS]
    equal("special fields that the package does not know", unknown, [])
    resource = {"logName": f"projects/{PROJECT}/logs/stdout"}
    resource |= {name: line[field] for field, name in SPECIAL.items() if field in line}
    resource["jsonPayload"] = {name: value for name, value in line.items() if name not in SPECIAL}
    message = json_format.ParseDict(resource, LogEntry.pb(LogEntry()), ignore_unknown_fields=False)
    read = StructEntry.from_api_repr(json.loads(json.dumps(resource)), None, loggers={resource["logName"]: NAME})
    for name in ("severity", "span_id", "trace", "labels", "payload"):
        wanted = {"span_id": "spanId", "payload": "jsonPayload"}.get(name, name)
        equal(f"{name} of the entry", getattr(read, name), resource.get(wanted))
    return message


def show(files):
    wine, hostile = ([entry(line) for line in lines] for lines in files.of("gcp"))
    count, alcohol = files.facts.of_one_run
    equal("lines", len(wine), count)
    from google.logging.type import log_severity_pb2

    severities = {log_severity_pb2.LogSeverity.Name(message.severity) for message in [*wine, *hostile]}
    equal("severities", severities, {"INFO", "WARNING", "ERROR"})
    equal("lines without time", sum(message.timestamp.seconds == 0 for message in [*wine, *hostile]), 0)
    steps = [message for message in wine if message.span_id]
    equal("steps", len(steps), count - 2)
    equal("traces", {message.trace.rpartition("/")[0] for message in steps}, {f"projects/{PROJECT}/traces"})
    equal("steps without source", sum(message.source_location.line == 0 for message in steps), 0)
    payloads = [message.json_payload.fields for message in steps]
    durations = [fields["duration_seconds"].number_value for fields in payloads if "duration_seconds" in fields]
    equal("steps with a duration", sum(duration > 0 for duration in durations), len(steps))
    features = [message.json_payload.fields["input_features"].struct_value for message in steps]
    equal("sum of alcohol", sum(values.fields["alcohol"].number_value for values in features if "alcohol" in values.fields), alcohol)
    return f"{count} + {len(hostile)} lines as LogEntry, strictly, with severity, trace, span and source"
