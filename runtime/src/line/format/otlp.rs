//! OpenTelemetry's logs as JSON, one `LogsData` a line, as its file exporter writes and its collector reads them:
//! <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>, with the names of its
//! [semantic conventions](https://opentelemetry.io/docs/specs/semconv/).

use super::attributes;
use super::native::{Native, inside};
use super::object::Object;
use crate::line::names::PREFIX;

/// Other names that fields have there.
const NAMES: [(&str, &str); 6] = [
    ("file", "code.file.path"),
    ("line", "code.line.number"),
    ("thread", "thread.name"),
    ("error_type", "exception.type"),
    ("error_message", "exception.message"),
    ("pid", "process.pid"),
];

/// Those of the line of a request.
const REQUEST_NAMES: [(&str, &str); 3] = [
    ("method", "http.request.method"),
    ("status", "http.response.status_code"),
    ("route", "http.route"),
];

const RESOURCE_NAMES: [(&str, &str); 3] = [
    ("service", "service.name"),
    ("service_version", "service.version"),
    ("host", "host.name"),
];

pub(super) fn write(out: &mut Vec<u8>, mut line: Native<'_>) {
    let is_request = line.is_request();
    let nanos = line.unix_nanos().unwrap_or_default().to_string();
    line.take("timestamp");
    out.extend_from_slice(br#"{"resourceLogs":[{"resource":{"attributes":["#);
    if line.get("service").is_none() {
        // The conventions want one.
        attributes::pair(out, b"service.name", b"\"unknown_service\"");
        out.push(b',');
    }
    renamed(out, &mut line, &RESOURCE_NAMES);
    if out.last() == Some(&b',') {
        out.pop();
    }
    out.extend_from_slice(br#"]},"scopeLogs":[{"scope":{"name":"flight-recorder","version":""#);
    out.extend_from_slice(env!("CARGO_PKG_VERSION").as_bytes());
    out.extend_from_slice(br#""},"logRecords":["#);
    let mut record = Object::begin(out);
    record.text("timeUnixNano", &nanos);
    record.text("observedTimeUnixNano", &nanos);
    let level = line.take("level").unwrap_or_default();
    record.number("severityNumber", severity(inside(level)));
    record.raw("severityText", level);
    record.moved("eventName", &mut line, "event");
    if let Some(message) = line.take("message") {
        record.key(b"body");
        attributes::any(record.out, message);
    }
    record.moved("traceId", &mut line, "trace_id");
    record.moved("spanId", &mut line, "span_id");
    record.key(b"attributes");
    write_attributes(record.out, line, is_request);
    record.end();
    out.extend_from_slice(b"]}]}]}");
}

/// The number of a level's name.
fn severity(level: &[u8]) -> u64 {
    match level {
        b"TRACE" => 1,
        b"DEBUG" => 5,
        b"INFO" => 9,
        b"WARN" => 13,
        b"ERROR" => 17,
        _ => 0,
    }
}

fn write_attributes(out: &mut Vec<u8>, mut line: Native<'_>, is_request: bool) {
    out.push(b'[');
    let start = out.len();
    if let Some(function) = line.function() {
        attributes::pair(out, b"code.function.name", &function);
        out.push(b',');
        line.take("function");
        line.take("module");
    }
    renamed(out, &mut line, &NAMES);
    if is_request {
        renamed(out, &mut line, &REQUEST_NAMES);
    }
    let rest: Vec<_> = line.rest().collect();
    for (key, value) in &rest {
        let mut free = key.to_vec();
        // Neither called like one of theirs, nor like another field of the user's.
        while is_theirs(&free) || free != *key && rest.iter().any(|(other, _)| *other == free) {
            free.splice(..0, PREFIX.bytes());
        }
        attributes::pair(out, &free, value);
        out.push(b',');
    }
    if out.len() > start {
        out.pop();
    }
    out.push(b']');
}

/// Whether fields of ours are called so there.
fn is_theirs(key: &[u8]) -> bool {
    let mut names = NAMES.iter().chain(&REQUEST_NAMES);
    key == b"code.function.name" || names.any(|(_, theirs)| theirs.as_bytes() == key)
}

/// Writes fields under other names, each with a comma behind.
fn renamed(out: &mut Vec<u8>, line: &mut Native<'_>, names: &[(&str, &str)]) {
    for (native, theirs) in names {
        if let Some(value) = line.take(native) {
            attributes::pair(out, theirs.as_bytes(), value);
            out.push(b',');
        }
    }
}
