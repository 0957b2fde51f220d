//! What the first line of a run says of the settings: no secret, and no name that somebody finds personal.

use serde_json::json;

use super::Builder;

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
    let summary = json!({
        "level": level.as_str(),
        "format": format!("{format:?}").to_lowercase(),
        "redact_names": redact.len(),
        "has_hash_key": hash_key.is_some(),
        "content": content,
        "max_elements": limits.elements,
        "max_fields": limits.fields,
        "max_string_bytes": limits.string,
        "max_depth": limits.depth,
        "max_line_bytes": limits.line,
        "memory_budget_bytes": memory_budget,
        "flush_timeout_seconds": flush_timeout.as_secs_f64(),
        "exit_timeout_seconds": exit_timeout.as_secs_f64(),
        "required_timeout_seconds": required_timeout.as_secs_f64(),
    });
    let text = summary.to_string();
    let fields = text.trim_start_matches('{').trim_end_matches('}');
    format!(",{fields}").into_bytes()
}
