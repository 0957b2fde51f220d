//! What a test expects of lines.

use std::future::Future;
use std::path::Path;

use flight_recorder::testing::capture;
use serde_json::Value;

/// A line that is expected: its event, the function's bare name, the outcome.
pub(crate) type Expected = (Event, &'static str, &'static str);

/// Which attribute wrote a line.
#[derive(Clone, Copy)]
pub(crate) enum Event {
    Timed,
    Audited,
}

pub(crate) use Event::{Audited, Timed};

/// What `run` returned, and the lines that it wrote, which are exactly the expected ones, in order.
pub(crate) fn recorded<R>(expected: &[Expected], run: impl FnOnce() -> R) -> (R, Vec<Value>) {
    let mut returned = None;
    let lines = capture(|| returned = Some(run()));
    assert_lines(&lines, expected);
    (returned.expect("capture calls its closure"), lines)
}

/// The same for a future, driven to its end.
pub(crate) fn driven<F: Future>(
    expected: &[Expected],
    run: impl FnOnce() -> F,
) -> (F::Output, Vec<Value>) {
    recorded(expected, || futures::executor::block_on(run()))
}

/// Checks that these are the lines, and that each says the place of the function that wrote it.
pub(crate) fn assert_lines(lines: &[Value], expected: &[Expected]) {
    let places: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                text(line, "event"),
                text(line, "function"),
                text(line, "outcome"),
            )
        })
        .collect();
    let awaited: Vec<_> = expected
        .iter()
        .map(|(event, function, outcome)| match event {
            Timed => ("execution", *function, *outcome),
            Audited => ("prediction_audit", *function, *outcome),
        })
        .collect();
    assert_eq!(places, awaited, "in {lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert_message(line, expected);
        assert_stands(line);
    }
}

fn assert_message(line: &Value, (event, function, outcome): &Expected) {
    let how = match *outcome {
        "ok" => "completed",
        "error" => "failed",
        "panic" => "panicked",
        "cancelled" => "was cancelled",
        other => panic!("no outcome: {other}"),
    };
    let message = match event {
        Timed => format!("Execution of {function} {how}"),
        Audited => format!("Prediction {how}").replace("completed", "generated"),
    };
    assert_eq!(text(line, "message"), message);
    let level = match *outcome {
        "ok" => "INFO",
        "cancelled" => "WARN",
        _ => "ERROR",
    };
    assert_eq!(text(line, "level"), level);
    assert!(line["duration_seconds"].is_number(), "in {line:#}");
}

/// The line number is that of the function's name, or of the macro call that made the function.
fn assert_stands(line: &Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(text(line, "file"));
    let source = std::fs::read_to_string(&file).expect("the file is one of this crate");
    let number = line["line"].as_u64().expect("the line is a number");
    let number = usize::try_from(number).expect("it is small");
    let stands = source.lines().nth(number - 1).expect("the line exists");
    let function = text(line, "function");
    let bare = stands.trim().trim_start_matches("pub(crate) ");
    assert!(
        [
            format!("fn {function}"),
            format!("fn r#{function}"),
            format!("!({function}")
        ]
        .iter()
        .any(|found| stands.contains(found))
            || bare.starts_with(&format!("{function}("))
            || bare.starts_with(&format!("{function} ->")),
        "{function} does not stand in {stands:?}"
    );
}

pub(crate) fn text<'l>(line: &'l Value, field: &str) -> &'l str {
    line[field]
        .as_str()
        .unwrap_or_else(|| panic!("no {field} in {line:#}"))
}

/// Compiles only for what may be sent to another thread.
pub(crate) fn assert_send<T: Send>(value: T) -> T {
    value
}
