"""DuckDB: types inferred as intended, one schema over all files, nested queries, p95."""

from datetime import UTC, datetime

from lines import equal

NAME = "DuckDB"
NOTICES = ["duration_seconds", "timestamp", "input_features"]

# What columnar readers make of the fields without being told.
INTENDED = {
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "level": "VARCHAR",
    "duration_seconds": "DOUBLE",
    "busy_seconds": "DOUBLE",
    "line": "BIGINT",
    "seq": "BIGINT",
    "row": "BIGINT",
    "sample_rate": "DOUBLE",
    "prediction": "VARCHAR",
    "trace_id": "VARCHAR",
}


def version():
    import duckdb

    return duckdb.__version__


def show(files):
    import duckdb

    facts = files.facts
    connection = duckdb.connect()

    def value(sql):
        return connection.execute(sql).fetchone()[0]

    def table(name, paths):
        connection.execute(
            f"create table {name} as select * from read_json({[str(path) for path in paths]}, "
            "format = 'newline_delimited', union_by_name = true, sample_size = -1)"
        )

    table("lines", files.native)
    types = dict(connection.execute("select column_name, data_type from duckdb_columns() where table_name = 'lines'").fetchall())
    for field, intended in INTENDED.items():
        equal(f"type of {field}", types.get(field), intended)
    equal("lines", value("select count(*) from lines"), facts.count)
    equal("errors", value("select count(*) from lines where level = 'ERROR'"), facts.errors)
    first = datetime.fromtimestamp(value("select epoch_us(min(timestamp)) from lines") / 1e6, UTC)
    equal("first timestamp", first.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), facts.first)

    table("wine", files.wine)
    predictions = "from wine where function = 'predict'"
    equal("p95", value(f"select quantile_cont(duration_seconds, 0.95) {predictions}"), facts.p95)
    equal("sum of alcohol", value(f"select sum(input_features.alcohol) {predictions}"), facts.alcohol)
    return f"{facts.count} lines, one schema of {len(types)} columns, nested sum {facts.alcohol:.1f}, p95 {facts.p95 * 1e6:.1f} µs"
