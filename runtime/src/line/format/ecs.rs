//! The Elastic Common Schema: <https://www.elastic.co/docs/reference/ecs>, in the order of the
//! [ecs-logging](https://github.com/elastic/ecs-logging/tree/main/spec) specification.

use super::native::Native;
use super::object::Object;
use super::stack;

/// The version of the schema whose fields these are.
const VERSION: &str = "8.11.0";

/// What is neither the schema's nor free for others: features, predictions, models, and the user's own fields.
const OURS: &str = "flight_recorder";

pub(super) fn write(out: &mut Vec<u8>, mut line: Native<'_>) {
    let stack = stack(&line);
    let is_request = line.is_request();
    let mut root = Object::begin(out);
    root.moved("@timestamp", &mut line, "timestamp");
    // Dotted and not nested: the specification wants the first keys to be read by people.
    root.moved("log.level", &mut line, "level");
    root.moved("message", &mut line, "message");
    root.text("ecs.version", VERSION);
    root.inside("log", |log| {
        log.moved("logger", &mut line, "module");
        log.inside("origin", |origin| {
            origin.inside("file", |file| {
                file.moved("name", &mut line, "file");
                file.moved("line", &mut line, "line");
            });
            origin.moved("function", &mut line, "function");
        });
    });
    root.inside("event", |event| {
        event.moved("action", &mut line, "event");
        if let Some(outcome) = line.get("outcome") {
            event.text(
                "outcome",
                match outcome {
                    b"\"ok\"" => "success",
                    b"\"error\"" | b"\"panic\"" => "failure",
                    _ => "unknown",
                },
            );
        }
        if let Some(nanos) = line.take_duration() {
            event.number("duration", nanos);
        }
    });
    root.inside("error", |error| {
        error.moved("type", &mut line, "error_type");
        error.moved("message", &mut line, "error_message");
        if let Some(stack) = &stack {
            error.raw("stack_trace", stack);
        }
    });
    root.inside("trace", |trace| trace.moved("id", &mut line, "trace_id"));
    root.inside("span", |span| span.moved("id", &mut line, "span_id"));
    root.inside("parent", |parent| {
        parent.moved("id", &mut line, "parent_span_id");
    });
    if is_request {
        root.inside("http", |object| {
            object.inside("request", |request| {
                request.moved("method", &mut line, "method");
            });
            object.inside("response", |response| {
                response.moved("status_code", &mut line, "status");
            });
        });
    }
    root.inside("service", |service| {
        service.moved("name", &mut line, "service");
        service.moved("version", &mut line, "service_version");
    });
    root.inside("host", |host| host.moved("name", &mut line, "host"));
    root.inside("process", |process| {
        process.moved("pid", &mut line, "pid");
        process.inside("thread", |thread| thread.moved("name", &mut line, "thread"));
    });
    root.inside(OURS, |ours| {
        for (key, value) in line.rest() {
            ours.key(key);
            ours.out.extend_from_slice(value);
        }
    });
    root.end();
}
