"""chDB, which is ClickHouse in the process."""

from lines import equal

NAME = "chDB (ClickHouse)"
NOTICES = ["duration_seconds", "timestamp", "input_features"]

INTENDED = {
    "timestamp": "Nullable(DateTime64(9))",
    "level": "Nullable(String)",
    "duration_seconds": "Nullable(Float64)",
    "line": "Nullable(Int64)",
    "seq": "Nullable(Int64)",
}


def version():
    import chdb

    return f"{chdb.__version__}, engine {chdb.engine_version}"


def show(files):
    import json

    import chdb

    facts = files.facts
    union = " settings schema_inference_mode = 'union', input_format_max_rows_to_read_for_schema_inference = 1000000"

    def rows(sql, settings=union):
        text = chdb.query(sql + settings, "JSONEachRow").bytes().decode()
        return [json.loads(line) for line in text.splitlines()]

    folder = files.folder.absolute()
    all_files = f"file('{folder}/native/*/*.jsonl', 'JSONEachRow')"
    wine_files = f"file('{folder}/native/*day/*.jsonl', 'JSONEachRow')"

    types = {row["name"]: row["type"] for row in rows(f"describe {all_files}")}
    for field, intended in INTENDED.items():
        equal(f"type of {field}", types.get(field), intended)
    [whole] = rows(
        f"select count() as lines, countIf(level = 'ERROR') as errors, toString(min(timestamp)) as first from {all_files}"
    )
    equal("lines", int(whole["lines"]), facts.count)
    equal("errors", int(whole["errors"]), facts.errors)
    equal("first timestamp", whole["first"][:26].replace(" ", "T") + "Z", facts.first)
    [wine] = rows(
        "select quantileExactInclusive(0.95)(duration_seconds) as p95,"
        f" sum(input_features.alcohol) as alcohol from {wine_files}"
        " where function = 'predict'"
    )
    equal("p95", wine["p95"], facts.p95)
    equal("sum of alcohol", wine["alcohol"], facts.alcohol)
    return f"{facts.count} lines, one schema of {len(types)} columns, nested sum {facts.alcohol:.1f}, p95 {facts.p95 * 1e6:.1f} µs"
