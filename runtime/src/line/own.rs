//! Lines of the recorder's own: what became of a run and of its lines.

use super::{hex, timestamp};
use crate::capture;
use crate::recorder::{self, Dropped, clock};
use crate::setup::{self, Level};

/// Renders the line that begins a run: who writes, and under which settings.
pub(crate) fn started(out: &mut Vec<u8>, began: u64, logs: &str, audit: &str) {
    let message = "Flight recorder started";
    let line = &mut begin_line(began, Level::Info, message, "recorder_started");
    run(line);
    text(line, "version", env!("CARGO_PKG_VERSION"));
    number(line, "pid", std::process::id().into());
    line.extend_from_slice(br#","settings":{"logs":"#);
    capture::string(line, logs);
    text(line, "audit", audit);
    line.extend_from_slice(&setup::settings().summary);
    line.push(b'}');
    end_line(out, line);
}

/// Renders the line that ends a run, which stands there when no line before it is missing.
pub(crate) fn stopped(out: &mut Vec<u8>, written: u64, dropped: u64) {
    let message = "Flight recorder stopped";
    let line = &mut begin_line(clock::now(), Level::Info, message, "recorder_stopped");
    run(line);
    number(line, "written", written);
    number(line, "dropped", dropped);
    end_line(out, line);
}

/// Renders the line that says how many timing lines were dropped since the last such line, whose, and
/// when that began.
pub(crate) fn dropped(out: &mut Vec<u8>, dropped: &Dropped) {
    let message = "Timing lines were dropped: the memory budget was full";
    let line = &mut begin_line(clock::now(), Level::Warn, message, "records_dropped");
    run(line);
    number(line, "count", dropped.count);
    line.extend_from_slice(br#","since":""#);
    timestamp(line, clock::unix_nanos(dropped.since));
    line.extend_from_slice(br#"","functions":["#);
    for (at, (site, count)) in dropped.functions.iter().enumerate() {
        line.extend_from_slice(if at > 0 { b",{" } else { b"{" });
        line.extend_from_slice(br#""module":"#);
        capture::string(line, site.module);
        text(line, "function", site.function);
        number(line, "count", *count);
        line.push(b'}');
    }
    line.push(b']');
    if dropped.others > 0 {
        number(line, "other_functions_count", dropped.others);
    }
    end_line(out, line);
}

/// Renders the line that says that a line was torn, and how long what was left of it was.
pub(crate) fn torn(out: &mut Vec<u8>, bytes: u64) {
    let message = "A torn last line was taken out: the process that wrote it died";
    let line = &mut begin_line(clock::now(), Level::Warn, message, "torn_line_repaired");
    number(line, "bytes", bytes);
    end_line(out, line);
}

/// The begin of a native line.
fn begin_line(time: u64, level: Level, message: &str, event: &str) -> Vec<u8> {
    let mut line = br#"{"timestamp":""#.to_vec();
    timestamp(&mut line, clock::unix_nanos(time));
    let begin = format!(r#"","level":"{level}","message":"{message}","event":"{event}""#);
    line.extend_from_slice(begin.as_bytes());
    line
}

/// Ends it, and writes it in the format that is set.
fn end_line(out: &mut Vec<u8>, line: &mut Vec<u8>) {
    let settings = setup::settings();
    line.extend_from_slice(&settings.identity);
    line.push(b'}');
    settings.shape.write(out, line);
}

fn run(out: &mut Vec<u8>) {
    out.extend_from_slice(br#","run":""#);
    out.extend_from_slice(&hex(recorder::run()));
    out.push(b'"');
}

/// Writes a field that is a text.
pub(crate) fn text(out: &mut Vec<u8>, key: &str, text: &str) {
    out.extend_from_slice(format!(r#","{key}":"#).as_bytes());
    capture::string(out, text);
}

/// Writes a field that is a number.
pub(crate) fn number(out: &mut Vec<u8>, key: &str, number: u64) {
    out.extend_from_slice(format!(r#","{key}":{number}"#).as_bytes());
}
