"""Miller: nested fields flattened, p95 by function, times parsed."""

import json

from lines import equal
from tools import output

NAME = "Miller"
NOTICES = ["duration_seconds", "timestamp", "input_features"]


def version():
    return output("mlr", "--version").split()[-1]


def show(files):
    facts = files.facts

    def rows(paths, *verbs):
        return json.loads(output("mlr", "--ijsonl", "--ojson", *verbs, *paths))

    [counted] = rows(files.native, "put", "-q", '@n += 1; @e += $level == "ERROR" ? 1 : 0; is_error(strptime($timestamp, "%Y-%m-%dT%H:%M:%SZ")) { @bad += 1 } end { emit (@n, @e, @bad) }')
    equal("lines", counted.get("n"), facts.count)
    equal("errors", counted.get("e"), facts.errors)
    equal("times that cannot be parsed", counted.get("bad", 0), 0)
    [predicted] = rows(
        files.wine,
        *("filter", '$function == "predict"', "then", "flatten", "then"),
        *("stats1", "-i", "-a", "p95,sum", "-f", "duration_seconds,input_features.alcohol"),
    )
    equal("p95", predicted.get("duration_seconds_p95"), facts.p95)
    alcohol = predicted.get("input_features.alcohol_sum", predicted.get("input_features", {}).get("alcohol_sum"))
    equal("sum of alcohol", alcohol, facts.alcohol)
    return f"{facts.count} lines, every time parsed, nested sum {facts.alcohol:.1f}, p95 {facts.p95 * 1e6:.1f} µs"
