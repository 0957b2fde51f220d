"""Datadog's `datadog-api-client`: every line an `HTTPLogItem`, within the limits of its intake."""

from datetime import datetime

from lines import Mismatch, equal

NAME = "datadog-api-client"
NOTICES = ["duration", "status", "logger"]

# https://docs.datadoghq.com/logs/log_configuration/pipelines: the words that its status remapper knows of ours.
STATUSES = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"}


def version():
    from importlib.metadata import version

    return version("datadog-api-client")


def size(value):
    """How many attributes, and how many levels."""
    if not isinstance(value, dict):
        return 1, 0
    inner = [size(part) for part in value.values()] or [(0, 0)]
    return sum(count for count, _ in inner), 1 + max(levels for _, levels in inner)


def item(line):
    import json

    from datadog_api_client.v2.model.http_log import HTTPLog
    from datadog_api_client.v2.model.http_log_item import HTTPLogItem

    read = HTTPLog([HTTPLogItem(**line)]).value[0].to_dict()  # refuses what is of another type
    equal("what the client sends", {name: read[name] for name in line if name != "timestamp"}, {name: line[name] for name in line if name != "timestamp"})
    datetime.strptime(line["timestamp"], "%Y-%m-%dT%H:%M:%S.%fZ")
    attributes, levels = size(line)
    if attributes > 256 or levels > 10 or len(json.dumps(line)) > 256_000:
        raise Mismatch(f"{attributes} attributes, {levels} levels, {len(json.dumps(line))} bytes: {line['message']}")
    equal(f"status {line['status']} known", line["status"] in STATUSES, True)
    if "duration" in line:
        equal("type of duration", type(line["duration"]), int)
        equal("trace id", line["dd"]["trace_id"], str(int(line["trace_id"][16:], 16)))
        equal("span id", line["dd"]["span_id"], str(int(line["span_id"], 16)))
        equal("types in logger", {type(line["logger"][name]) for name in ("name", "thread_name", "method_name")}, {str})
    if line["status"] == "ERROR" and "duration" in line:
        equal("types in error", {type(line["error"][name]) for name in ("kind", "message", "stack")}, {str})
    return line


def show(files):
    wine, hostile = ([item(line) for line in lines] for lines in files.of("datadog"))
    count, alcohol = files.facts.of_one_run
    equal("lines", len(wine), count)
    equal("durations", sum("duration" in line for line in wine), count - 2)
    equal("sum of alcohol", sum(line.get("input_features", {}).get("alcohol") or 0 for line in wine), alcohol)
    return f"{count} + {len(hostile)} lines as HTTPLogItem, within 256 attributes, 10 levels and 256 kB"
