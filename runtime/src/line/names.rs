//! The names that lines have of their own: a field of the user's may not be called so.

use std::borrow::Cow;

/// What a field of the user's that is called like one of ours gets in front.
pub(super) const PREFIX: &str = "field_";

/// Every name that stands at the top of some kind of line that may have fields of the user's, so that a field has one
/// name in all of them.
const OURS: [&str; 41] = [
    "batch_id",
    "batch_size",
    "busy_seconds",
    "duration_seconds",
    "error_message",
    "error_type",
    "event",
    "feature_version",
    "file",
    "function",
    "host",
    "input_features",
    "label",
    "lane",
    "level",
    "line",
    "message",
    "method",
    "model_id",
    "model_version",
    "module",
    "non_finite",
    "omitted_fields",
    "outcome",
    "parent_span_id",
    "prediction",
    "prediction_id",
    "route",
    "row",
    "run",
    "sample_rate",
    "seq",
    "service",
    "service_version",
    "slow_threshold_seconds",
    "span_id",
    "status",
    "target",
    "thread",
    "timestamp",
    "trace_id",
];

/// The name under which a field of the user's stands at the top of a line.
pub(crate) fn free_name(name: &str) -> Cow<'_, str> {
    match OURS.binary_search(&name) {
        Ok(_) => Cow::Owned(format!("{PREFIX}{name}")),
        // Only a column without a name would be worse.
        Err(_) if name.is_empty() => Cow::Borrowed("field"),
        Err(_) => Cow::Borrowed(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_are_changed() {
        assert!(OURS.is_sorted());
        assert_eq!(free_name("level"), "field_level");
        assert_eq!(free_name("tenant"), "tenant");
        assert_eq!(free_name(""), "field");
    }
}
