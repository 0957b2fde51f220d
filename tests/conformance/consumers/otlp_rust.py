"""OpenTelemetry's own types in Rust: the `opentelemetry-proto` crate, with its `with-serde`."""

from tools import locked, output

NAME = "opentelemetry-proto (Rust)"
# The crate gives absent fields their defaults, so a renamed one is noticed as it does not come back.
NOTICES = ["timeUnixNano", "traceId", "stringValue"]


def version():
    return locked("opentelemetry-proto")


def show(files):
    return output("conformance-readers", "otlp", *sorted((files.folder / "otlp").glob("*.jsonl"))).strip()
