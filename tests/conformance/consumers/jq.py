"""jq: every line by itself, and a sum over all."""

from lines import equal, quantile
from tools import output

NAME = "jq"
NOTICES = ["duration_seconds", "timestamp", "level"]

PROGRAM = """
reduce inputs as $line ({lines: 0, errors: 0, whole: 0, alcohol: 0, durations: []};
    .lines += 1
    | .errors += (if $line.level == "ERROR" then 1 else 0 end)
    # `fromdateiso8601` takes whole seconds only, so the fraction is cut off; it fails on anything else.
    | (($line.timestamp | sub("[.][0-9]{6}Z$"; "Z") | fromdateiso8601) as $seconds | .)
    | .whole += (if $line.timestamp | endswith(".000000Z") then 1 else 0 end)
    | if $line.function == "predict" then
        .alcohol += ($line.input_features.alcohol // 0) | .durations += [$line.duration_seconds]
      else . end)
"""


def version():
    return output("jq", "--version").strip()


def show(files):
    import json

    facts = files.facts
    shown = json.loads(output("jq", "-n", "-c", PROGRAM, *files.native))
    equal("lines", shown["lines"], facts.count)
    equal("errors", shown["errors"], facts.errors)
    equal("whole seconds", shown["whole"], facts.whole_seconds)
    equal("sum of alcohol", shown["alcohol"], facts.alcohol)
    equal("p95", quantile(shown["durations"], 0.95), facts.p95)
    return f"{facts.count} lines, {facts.errors} errors, nested sum {facts.alcohol:.1f}, {facts.whole_seconds} whole seconds"
