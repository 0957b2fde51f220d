//! What the first line of a run says of the settings: no secret, and no name that somebody finds personal.

use super::Builder;
use crate::line;

/// The settings but the outputs: `,"key":value` after `,"key":value`.
pub(super) fn of(builder: &Builder) -> Vec<u8> {
    let Builder {
        level,
        format,
        redact,
        hash_key,
        content,
        limits,
        memory_budget,
        flush_timeout,
        exit_timeout,
        required_timeout,
        ..
    } = builder;
    let mut out = Vec::new();
    line::text(&mut out, "level", level.as_str());
    line::text(&mut out, "format", &format!("{format:?}").to_lowercase());
    line::number(&mut out, "redact_names", redact.len() as u64);
    for (key, is_set) in [("has_hash_key", hash_key.is_some()), ("content", *content)] {
        out.extend_from_slice(format!(r#","{key}":{is_set}"#).as_bytes());
    }
    for (key, limit) in [
        ("max_elements", limits.elements),
        ("max_fields", limits.fields),
        ("max_string_bytes", limits.string),
        ("max_depth", limits.depth),
        ("max_line_bytes", limits.line),
        ("memory_budget_bytes", *memory_budget),
    ] {
        line::number(&mut out, key, limit as u64);
    }
    for (key, limit) in [
        ("flush_timeout_seconds", flush_timeout),
        ("exit_timeout_seconds", exit_timeout),
        ("required_timeout_seconds", required_timeout),
    ] {
        let seconds = zmij::Buffer::new()
            .format_finite(limit.as_secs_f64())
            .to_owned();
        out.extend_from_slice(format!(r#","{key}":{seconds}"#).as_bytes());
    }
    out
}
