"""PyArrow: each file by itself, then one table over all."""

from lines import equal

NAME = "PyArrow"
NOTICES = ["duration_seconds", "timestamp", "input_features"]

# Times with a zone stay texts until they are cast.
INTENDED = {
    "timestamp": "string",
    "level": "string",
    "duration_seconds": "double",
    "busy_seconds": "double",
    "line": "int64",
    "seq": "int64",
    "sample_rate": "double",
}


def version():
    import pyarrow

    return pyarrow.__version__


def show(files):
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import json

    facts = files.facts
    whole = json.ReadOptions(block_size=1 << 26)  # bytes; types are inferred from the first block

    def table(paths):
        tables = [json.read_json(path, read_options=whole) for path in paths]
        return pa.concat_tables(tables, promote_options="permissive")

    lines = table(files.native)
    types = {field.name: str(field.type) for field in lines.schema}
    for field, intended in INTENDED.items():
        equal(f"type of {field}", types.get(field), intended)
    equal("lines", lines.num_rows, facts.count)
    equal("errors", pc.sum(pc.equal(lines["level"], "ERROR")).as_py(), facts.errors)
    first = pc.min(pc.cast(lines["timestamp"], pa.timestamp("us", "UTC")))
    equal("first timestamp", first.as_py().strftime("%Y-%m-%dT%H:%M:%S.%fZ"), facts.first)
    wine = table(files.wine)
    predictions = wine.filter(pc.equal(wine["function"], "predict"))
    [p95] = pc.quantile(predictions["duration_seconds"], 0.95, interpolation="linear").to_pylist()
    equal("p95", p95, facts.p95)
    alcohol = pc.struct_field(predictions["input_features"], "alcohol")
    equal("sum of alcohol", pc.sum(alcohol).as_py(), facts.alcohol)
    return f"{facts.count} lines, one schema of {lines.num_columns} columns, nested sum {facts.alcohol:.1f}, p95 {facts.p95 * 1e6:.1f} µs"
