//! The options that there are, and what is meant by those that there are not.

use crate::Attribute;
use crate::diagnostics::{listed, nearest};

/// On which attribute an option may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Both,
    Only(Attribute),
}

const AUDIT: Use = Use::Only(Attribute::Audit);
const TRACK_TIME: Use = Use::Only(Attribute::TrackTime);

/// Every option: its name, where it may stand, and how it is written.
const OPTIONS: &[(&str, Use, &str)] = &[
    ("model_version", AUDIT, "model_version = \"v1.2.0\""),
    ("model_id", AUDIT, "model_id = \"churn\""),
    ("feature_version", AUDIT, "feature_version = \"2026-01\""),
    ("prediction", AUDIT, "prediction = |p| p.score"),
    ("batch", AUDIT, "batch = rows"),
    ("delivery", AUDIT, "delivery = \"durable\""),
    ("level", TRACK_TIME, "level = \"debug\""),
    ("slow", TRACK_TIME, "slow = \"50ms\""),
    ("sample", TRACK_TIME, "sample = 0.01"),
    ("name", Use::Both, "name = \"load wines\""),
    ("features", Use::Both, "features(a, b = EXPR, ..c)"),
    ("skip", Use::Both, "skip(a)"),
    ("mask", Use::Both, "mask(a)"),
    ("hash", Use::Both, "hash(a)"),
    ("allow", Use::Both, "allow(a)"),
    ("crate", Use::Both, "crate = path::to::flight_recorder"),
];

/// What the options are called elsewhere, where no spelling is near enough to tell.
const ALSO_CALLED: &[(&str, &[&str])] = &[
    ("model_version", &["version", "model", "ver"]),
    ("model_id", &["id", "model_name"]),
    (
        "prediction",
        &["result", "output", "returns", "ret", "target", "pred"],
    ),
    ("batch", &["rows", "elements", "each"]),
    ("delivery", &["durability", "mode"]),
    ("level", &["severity", "log_level"]),
    ("slow", &["threshold", "slower_than", "timeout"]),
    ("sample", &["rate", "sample_rate", "sampling"]),
    ("name", &["step", "label", "span"]),
    ("features", &["fields", "only", "include", "inputs", "args"]),
    ("skip", &["ignore", "exclude", "omit", "without", "drop"]),
    ("mask", &["redact", "hide", "sensitive", "pii", "secret"]),
    ("hash", &["pseudonym", "pseudonymize", "anonymize"]),
];

/// The option of this name.
pub(super) fn find(written: &str) -> Option<&'static str> {
    let names = OPTIONS.iter().map(|(name, ..)| *name);
    names.into_iter().find(|name| *name == written)
}

/// The attribute that an option belongs on, if it is the other one.
pub(crate) fn belongs_on(option: &str, attribute: Attribute) -> Option<Attribute> {
    OPTIONS
        .iter()
        .find_map(|(name, on, _)| match (*name == option, on) {
            (true, Use::Only(other)) if *other != attribute => Some(*other),
            _ => None,
        })
}

/// The options that may stand on an attribute, as a list to read.
pub(super) fn shown(attribute: Attribute) -> String {
    let names = OPTIONS.iter().map(|(name, ..)| *name);
    listed(names.filter(|name| belongs_on(name, attribute).is_none()))
}

/// How an option is written.
pub(super) fn example(option: &str) -> &'static str {
    OPTIONS
        .iter()
        .find(|(name, ..)| *name == option)
        .map_or("", |(_, _, example)| example)
}

/// The option that was probably meant: one of this attribute's rather than of the other's.
pub(super) fn meant(written: &str, attribute: Attribute) -> Option<&'static str> {
    let names = |here: bool| {
        let names = OPTIONS.iter().map(|(name, ..)| *name);
        names.filter(move |name| belongs_on(name, attribute).is_none() == here)
    };
    let also_called = || {
        let (name, _) = ALSO_CALLED
            .iter()
            .find(|(_, others)| others.contains(&written))?;
        Some(*name)
    };
    nearest(written, names(true))
        .or_else(|| nearest(written, names(false)))
        .or_else(also_called)
}

/// What is said of an option that there is not.
pub(super) fn unknown(written: &str, meant: Option<&str>, attribute: Attribute) -> String {
    let Some(meant) = meant else {
        let (what, all) = (attribute.shown(), shown(attribute));
        return format!("unknown option `{written}`: {what} takes {all}");
    };
    match belongs_on(meant, attribute) {
        None => format!(
            "unknown option `{written}`: did you mean `{meant}`, as in `{}`?",
            example(meant)
        ),
        Some(other) => format!(
            "unknown option `{written}`: if you mean `{meant}`, it belongs on {}",
            other.shown()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_option_is_also_called_is_no_option() {
        for (name, others) in ALSO_CALLED {
            assert_eq!(find(name), Some(*name));
            for other in *others {
                assert_eq!(find(other), None, "{other}");
            }
        }
    }

    #[test]
    fn options_of_this_attribute_are_meant_first() {
        assert_eq!(meant("naem", Attribute::Audit), Some("name"));
        assert_eq!(meant("version", Attribute::Audit), Some("model_version"));
        assert_eq!(meant("slwo", Attribute::Audit), Some("slow"));
        assert_eq!(meant("colour", Attribute::Audit), None);
    }
}
