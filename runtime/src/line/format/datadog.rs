//! Datadog's standard attributes: <https://docs.datadoghq.com/standard-attributes/?product=log>; what links a line to its
//! trace: <https://docs.datadoghq.com/tracing/other_telemetry/connect_logs_and_traces/opentelemetry/>.

use std::borrow::Cow;

use super::native::{Native, inside};
use super::object::Object;
use super::{attributes, stack};
use crate::line::free_name;

/// Names at the top that are Datadog's, which a field of the user's may not have.
const THEIRS: [&str; 12] = [
    "date", "dd", "ddsource", "ddtags", "duration", "error", "evt", "host", "http", "logger",
    "service", "status",
];

/// What Datadog indexes of a line: <https://docs.datadoghq.com/logs/log_collection/#limits-applied-to-ingested-log-events>.
const MOST_ATTRIBUTES: usize = 256;
const LEVELS: usize = 10;
/// More attributes than the fields have that are not the user's.
const OURS: usize = 48;

/// Where fields are that are too many by themselves.
const MORE: &[u8] = b"more_fields";

/// A key, its value, and how many attributes that is; none, if it is to be a string.
type Field<'n> = (&'n [u8], &'n [u8], Option<usize>);

pub(super) fn write(out: &mut Vec<u8>, mut line: Native<'_>) {
    let stack = stack(&line);
    let is_request = line.is_request();
    let mut root = Object::begin(out);
    root.moved("timestamp", &mut line, "timestamp");
    root.moved("status", &mut line, "level");
    root.moved("message", &mut line, "message");
    root.moved("service", &mut line, "service");
    root.moved("host", &mut line, "host");
    root.text("ddsource", "flight-recorder");
    root.inside("logger", |logger| {
        logger.moved("name", &mut line, "module");
        logger.moved("thread_name", &mut line, "thread");
        logger.moved("method_name", &mut line, "function");
    });
    root.inside("evt", |evt| evt.moved("name", &mut line, "event"));
    if let Some(nanos) = line.take_duration() {
        root.number("duration", nanos);
    }
    root.inside("error", |error| {
        error.moved("kind", &mut line, "error_type");
        error.moved("message", &mut line, "error_message");
        if let Some(stack) = &stack {
            error.raw("stack", stack);
        }
    });
    // Their ids have 64 bits, and are decimal.
    root.inside("dd", |dd| {
        for name in ["trace_id", "span_id"] {
            if let Some(id) = line.get(name).and_then(decimal) {
                dd.text(name, &id);
            }
        }
    });
    if is_request {
        root.inside("http", |http| {
            http.moved("method", &mut line, "method");
            http.moved("status_code", &mut line, "status");
            http.moved("route", &mut line, "route");
        });
    }
    rest(&mut root, line);
    root.end();
}

/// The low 64 bits of an id.
fn decimal(id: &[u8]) -> Option<String> {
    let digits = str::from_utf8(inside(id)).ok()?;
    let low = digits.get(digits.len().checked_sub(16)?..)?;
    Some(u64::from_str_radix(low, 16).ok()?.to_string())
}

/// Writes all other fields; the largest as strings, if together they have more attributes than are indexed.
fn rest(root: &mut Object<'_>, line: Native<'_>) {
    let mut fields: Vec<Field<'_>> = line
        .rest()
        .map(|(key, value)| (key, value, Some(attributes::count(value))))
        .collect();
    let mut total: usize = fields.iter().filter_map(|(_, _, count)| *count).sum();
    while total + OURS >= MOST_ATTRIBUTES {
        let largest = fields.iter_mut().max_by_key(|(_, _, count)| *count);
        let Some((_, _, count @ Some(2..))) = largest else {
            break;
        };
        // As a string it is one.
        total -= count.take().unwrap_or_default().saturating_sub(1);
    }
    let more = surplus(&mut fields, total);
    for (key, value, count) in fields {
        // A dot nests there too: `dd.trace_id` would stand inside of the `dd` that was written.
        let first = key.split(|byte| *byte == b'.').next().unwrap_or_default();
        let is_nested = first.len() < key.len() && root.contains(first);
        let key = root.free(key, |free| {
            free == key && is_nested || THEIRS.iter().any(|their| their.as_bytes() == free)
        });
        root.key(&key);
        if count.is_none() {
            attributes::text(root.out, value);
        } else {
            // The line itself is the first level, and what is deepest is the last.
            attributes::shallow(root.out, value, LEVELS - 2);
        }
    }
    if let Some(more) = more {
        let key = root.free(MORE, |_| false);
        root.key(&key);
        attributes::text(root.out, &more);
    }
}

/// Takes the last of the user's fields out where all together are still too many, and returns them as an object.
fn surplus(fields: &mut Vec<Field<'_>>, mut total: usize) -> Option<Vec<u8>> {
    let mut more = Vec::new();
    let mut at = fields.len();
    while at > 0 && total + OURS >= MOST_ATTRIBUTES {
        at -= 1;
        let name = str::from_utf8(fields[at].0).unwrap_or_default();
        if matches!(free_name(name), Cow::Borrowed(_)) {
            let (key, value, count) = fields.remove(at);
            total -= count.unwrap_or(1);
            let begin = if more.is_empty() { "{" } else { "," };
            more.extend_from_slice(&[begin.as_bytes(), b"\"", key, b"\":", value].concat());
        }
    }
    (!more.is_empty()).then(|| {
        more.push(b'}');
        more
    })
}
