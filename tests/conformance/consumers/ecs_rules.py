"""The rules of Elastic's `ecs-logging` package: its own writer gives our line back, key order and nesting included."""

import json
from datetime import datetime

from lines import Mismatch, equal

NAME = "ecs-logging"
NOTICES = ["@timestamp", "log.level", "duration"]

# Of the Elastic Common Schema: what type a field of ours is to have there.
TYPES = {
    "message": str,
    "ecs.version": str,
    "log.logger": str,
    "log.origin.file.name": str,
    "log.origin.file.line": int,
    "log.origin.function": str,
    "event.action": str,
    "event.duration": int,
    "error.type": str,
    "error.message": str,
    "error.stack_trace": str,
    "trace.id": str,
    "span.id": str,
    "service.name": str,
    "service.version": str,
    "host.name": str,
    "process.thread.name": str,
}


def version():
    import ecs_logging

    return ecs_logging.__version__


def check(line):
    from ecs_logging._utils import flatten_dict, json_dumps

    equal("first three keys", list(line)[:3], ["@timestamp", "log.level", "message"])
    datetime.strptime(line["@timestamp"], "%Y-%m-%dT%H:%M:%S.%fZ")
    flat = flatten_dict(line)  # refuses a field that stands both nested and dotted
    for field, wanted in TYPES.items():
        if field in flat and type(flat[field]) is not wanted:
            raise Mismatch(f"{field} is {flat[field]!r}")
    for field in ("message", "ecs.version"):
        equal(f"{field} is there", field in flat, True)
    written = json_dumps(json.loads(json.dumps(line)))
    equal("the package's own line", json.loads(written), line)
    return flat


def show(files):
    wine, hostile = ([check(line) for line in lines] for lines in files.of("ecs"))
    count, alcohol = files.facts.of_one_run
    equal("lines", len(wine), count)
    equal("durations", sum("event.duration" in line for line in wine), count - 2)
    shown = sum(value or 0 for line in wine for field, value in line.items() if field.endswith(".input_features.alcohol"))
    equal("sum of alcohol", shown, alcohol)
    return f"{count} + {len(hostile)} lines as the package orders, types and nests them"
