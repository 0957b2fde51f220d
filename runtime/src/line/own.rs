//! Lines of the recorder's own: what became of a run and of its lines.

use super::{hex, timestamp};
use crate::capture;
use crate::recorder::{self, Dropped, clock};
use crate::setup::{self, Level};

/// Renders the line that begins a run: who writes, and under which settings.
pub(crate) fn started(out: &mut Vec<u8>, began: u64, logs: &str, audit: &str) {
    let message = "Flight recorder started";
    begin_line(out, began, Level::Info, message, "recorder_started");
    run(out);
    text(out, "version", env!("CARGO_PKG_VERSION"));
    number(out, "pid", std::process::id().into());
    out.extend_from_slice(br#","settings":{"logs":"#);
    capture::string(out, logs);
    text(out, "audit", audit);
    out.extend_from_slice(&setup::settings().summary);
    out.push(b'}');
    end_line(out);
}

/// Renders the line that ends a run, which stands there when no line before it is missing.
pub(crate) fn stopped(out: &mut Vec<u8>, written: u64, dropped: u64) {
    let message = "Flight recorder stopped";
    begin_line(out, clock::now(), Level::Info, message, "recorder_stopped");
    run(out);
    number(out, "written", written);
    number(out, "dropped", dropped);
    end_line(out);
}

/// Renders the line that says how many timing lines were dropped since the last such line, whose, and
/// when that began.
pub(crate) fn dropped(out: &mut Vec<u8>, dropped: &Dropped) {
    let message = "Timing lines were dropped: the memory budget was full";
    begin_line(out, clock::now(), Level::Warn, message, "records_dropped");
    run(out);
    number(out, "count", dropped.count);
    out.extend_from_slice(br#","since":""#);
    timestamp(out, clock::unix_nanos(dropped.since));
    out.extend_from_slice(br#"","functions":["#);
    for (at, (site, count)) in dropped.functions.iter().enumerate() {
        out.extend_from_slice(if at > 0 { b",{" } else { b"{" });
        out.extend_from_slice(br#""module":"#);
        capture::string(out, site.module);
        text(out, "function", site.function);
        number(out, "count", *count);
        out.push(b'}');
    }
    out.push(b']');
    if dropped.others > 0 {
        number(out, "other_functions_count", dropped.others);
    }
    end_line(out);
}

/// Renders the line that says that a line was torn, and how long what was left of it was.
pub(crate) fn torn(out: &mut Vec<u8>, bytes: u64) {
    let message = "A torn last line was taken out: the process that wrote it died";
    begin_line(
        out,
        clock::now(),
        Level::Warn,
        message,
        "torn_line_repaired",
    );
    number(out, "bytes", bytes);
    end_line(out);
}

fn begin_line(out: &mut Vec<u8>, time: u64, level: Level, message: &str, event: &str) {
    out.extend_from_slice(br#"{"timestamp":""#);
    timestamp(out, clock::unix_nanos(time));
    let begin = format!(r#"","level":"{level}","message":"{message}","event":"{event}""#);
    out.extend_from_slice(begin.as_bytes());
}

fn end_line(out: &mut Vec<u8>) {
    out.extend_from_slice(&setup::settings().identity);
    out.push(b'}');
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
