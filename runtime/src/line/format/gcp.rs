//! Google Cloud's structured logging: <https://cloud.google.com/logging/docs/structured-logging>; errors as
//! <https://cloud.google.com/error-reporting/docs/formatting-error-messages> reads them.

use super::native::{Native, inside};
use super::object::Object;
use super::stack;

/// What Error Reporting takes for an error whether or not it can read the stack: it knows none of Rust's.
const ERROR: &str =
    "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

/// Names that begin so are fields of the entry, which the agent takes out of the line.
const ENTRY: &[u8] = b"logging.googleapis.com/";

/// Names that the logging agent or Error Reporting take for theirs.
const THEIRS: [&str; 14] = [
    "@type",
    "eventTime",
    "exception",
    "httpRequest",
    "log",
    "severity",
    "serviceContext",
    "stack_trace",
    "textPayload",
    "time",
    "timestampNanos",
    "timestampSeconds",
    "user",
    "context",
];

pub(super) fn write(out: &mut Vec<u8>, mut line: Native<'_>, project: Option<&str>) {
    let stack = stack(&line).filter(|_| line.get("level") == Some(b"\"ERROR\""));
    let function = line.function();
    let mut root = Object::begin(out);
    root.moved("time", &mut line, "timestamp");
    let severity = match line.take("level") {
        Some(b"\"TRACE\"" | b"\"DEBUG\"") => "DEBUG",
        Some(b"\"INFO\"") => "INFO",
        Some(b"\"WARN\"") => "WARNING",
        Some(b"\"ERROR\"") => "ERROR",
        _ => "DEFAULT",
    };
    root.text("severity", severity);
    root.moved("message", &mut line, "message");
    root.inside("logging.googleapis.com/sourceLocation", |place| {
        place.moved("file", &mut line, "file");
        if let Some(number) = line.take("line") {
            // An int64 of theirs is a string in JSON.
            place.text("line", &String::from_utf8_lossy(number));
        }
        if let Some(function) = &function {
            place.raw("function", function);
        }
    });
    if let (Some(project), Some(trace)) = (project, line.get("trace_id")) {
        let trace = String::from_utf8_lossy(inside(trace));
        root.text(
            "logging.googleapis.com/trace",
            &format!("projects/{project}/traces/{trace}"),
        );
        line.take("trace_id");
    }
    root.moved("logging.googleapis.com/spanId", &mut line, "span_id");
    if let Some(stack) = &stack {
        root.text("@type", ERROR);
        root.raw("stack_trace", stack);
        root.inside("serviceContext", |context| {
            if let Some(service) = line.get("service") {
                context.raw("service", service);
            }
            if let Some(version) = line.get("service_version") {
                context.raw("version", version);
            }
        });
    }
    root.inside("logging.googleapis.com/labels", |labels| {
        for name in ["service", "service_version", "host", "thread"] {
            labels.moved(name, &mut line, name);
        }
    });
    for (key, value) in line.rest() {
        let key = root.free(key, |key| {
            key.starts_with(ENTRY) || THEIRS.iter().any(|their| their.as_bytes() == key)
        });
        root.key(&key);
        root.out.extend_from_slice(value);
    }
    root.end();
}
