"""Polars: each file by itself, then one frame over all."""

from lines import equal

NAME = "Polars"
NOTICES = ["duration_seconds", "timestamp", "input_features"]

# Dates stay texts until they are told to be dates.
INTENDED = {
    "timestamp": "String",
    "level": "String",
    "duration_seconds": "Float64",
    "busy_seconds": "Float64",
    "line": "Int64",
    "seq": "Int64",
    "sample_rate": "Float64",
}


def version():
    import polars

    return polars.__version__


def show(files):
    import polars as pl

    facts = files.facts

    def frame(paths):
        return pl.concat([pl.read_ndjson(path, infer_schema_length=None) for path in paths], how="diagonal_relaxed")

    lines = frame(files.native)
    for field, intended in INTENDED.items():
        equal(f"type of {field}", str(lines.schema.get(field)), intended)
    equal("lines", lines.height, facts.count)
    equal("errors", lines.filter(pl.col("level") == "ERROR").height, facts.errors)
    times = lines["timestamp"].str.to_datetime("%Y-%m-%dT%H:%M:%S%.6fZ", time_unit="us")
    equal("first timestamp", times.min().strftime("%Y-%m-%dT%H:%M:%S.%fZ"), facts.first)
    predictions = frame(files.wine).filter(pl.col("function") == "predict")
    equal("p95", predictions["duration_seconds"].quantile(0.95, interpolation="linear"), facts.p95)
    equal("sum of alcohol", predictions["input_features"].struct.field("alcohol").sum(), facts.alcohol)
    return f"{facts.count} lines, one schema of {lines.width} columns, nested sum {facts.alcohol:.1f}, p95 {facts.p95 * 1e6:.1f} µs"
