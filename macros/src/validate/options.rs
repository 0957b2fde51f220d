//! The options that stand for themselves: versions, names, levels, durations, shares.

use proc_macro2::{Ident, Span};
use syn::{Expr, ExprLit, Lit, LitStr, spanned::Spanned as _};

use super::{Delivery, bare};
use crate::Attribute;
use crate::diagnostics::{Diagnostics, listed, nearest};
use crate::parse::{Arguments, Given, OPTIONS, Use};

/// A version as a literal or as an expression of each call.
pub(super) enum Version {
    Fixed(String),
    Evaluated(Expr),
}

/// Names of versions that mean another model tomorrow.
const MOVING: &[&str] = &[
    "latest",
    "main",
    "master",
    "head",
    "trunk",
    "prod",
    "production",
    "live",
    "stable",
    "current",
    "dev",
    "develop",
    "development",
    "staging",
    "test",
    "default",
    "newest",
    "new",
    "nightly",
    "canary",
    "beta",
    "alpha",
    "champion",
    "challenger",
    "todo",
    "unknown",
    "none",
    "n/a",
    "tbd",
];

/// Says which options belong to the other attribute.
pub(super) fn belong(attribute: Attribute, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    let given = [
        ("model_version", key(arguments.model_version.as_ref())),
        ("model_id", key(arguments.model_id.as_ref())),
        ("feature_version", key(arguments.feature_version.as_ref())),
        ("prediction", key(arguments.prediction.as_ref())),
        ("batch", key(arguments.batch.as_ref())),
        ("delivery", key(arguments.delivery.as_ref())),
        ("level", key(arguments.level.as_ref())),
        ("slow", key(arguments.slow.as_ref())),
        ("sample", key(arguments.sample.as_ref())),
    ];
    for (name, key) in given {
        let Some(key) = key else { continue };
        for (option, on, _) in OPTIONS {
            if let Use::Only(other) = on
                && *option == name
                && *other != attribute
            {
                diagnostics.at(
                    key,
                    format!(
                        "`{name}` belongs on {}, not on {}",
                        other.shown(),
                        attribute.shown()
                    ),
                );
            }
        }
    }
}

fn key<T>(given: Option<&Given<T>>) -> Option<&Ident> {
    given.map(|given| &given.key)
}

/// The version that an audit cannot do without.
pub(super) fn model_version(
    attribute: Attribute,
    arguments: &Arguments,
    diagnostics: &mut Diagnostics,
) -> Option<Version> {
    if attribute == Attribute::TrackTime {
        return None;
    }
    let Some(given) = &arguments.model_version else {
        // The attribute itself is at fault, and `call_site` is the attribute.
        diagnostics.span(
            Span::call_site(),
            "an audit record needs the version of the model: write `#[audit(model_version = \"v1.2.0\")]`, or an expression such as `model_version = self.version`",
        );
        return None;
    };
    let Expr::Lit(ExprLit { lit, .. }) = bare(&given.value) else {
        return Some(Version::Evaluated(given.value.clone()));
    };
    let Lit::Str(literal) = lit else {
        return Some(Version::Evaluated(given.value.clone()));
    };
    let version = literal.value();
    let bare = version.trim();
    if bare.is_empty() {
        diagnostics.at(literal, "the model's version is empty: write the one that predicts, as in `model_version = \"v1.2.0\"`");
    } else if MOVING.contains(&&*bare.to_ascii_lowercase()) {
        diagnostics.at(literal, format!("`{bare}` names another model tomorrow: write a version that stays, as in `model_version = \"v1.2.0\"`, or an expression that tells it, as in `model_version = MODEL.version()`"));
    }
    Some(Version::Fixed(version))
}

/// The string of an option that must be one.
fn text<'g>(
    given: Option<&'g Given<Expr>>,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Option<(String, &'g LitStr)> {
    let given = given?;
    if let Expr::Lit(ExprLit {
        lit: Lit::Str(literal),
        ..
    }) = bare(&given.value)
    {
        return Some((literal.value(), literal));
    }
    diagnostics.at(
        &given.value,
        format!("`{}` takes a string: write `{example}`", given.key),
    );
    None
}

/// The step's name.
pub(super) fn name(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<String> {
    let (name, literal) = text(given, "name = \"load wines\"", diagnostics)?;
    if name.trim().is_empty() {
        diagnostics.at(
            literal,
            "the step's name is empty: write one, or leave `name` out to use the function's",
        );
    }
    Some(name)
}

/// The level of a call that went well, as the runtime's variant.
pub(super) fn level(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<Ident> {
    const LEVELS: &[&str] = &["trace", "debug", "info", "warn"];
    let (level, literal) = text(given, "level = \"debug\"", diagnostics)?;
    let variant = match &*level.to_ascii_lowercase() {
        "trace" => "Trace",
        "debug" => "Debug",
        "info" => "Info",
        "warn" => "Warn",
        "error" => {
            diagnostics.at(literal, "a call that went well is no error: write one of `trace`, `debug`, `info` and `warn`; failures are ERROR by themselves");
            return None;
        }
        other => {
            let meant = nearest(other, LEVELS.iter().copied());
            let hint = meant
                .map(|meant| format!(" did you mean `{meant}`?"))
                .unwrap_or_default();
            diagnostics.at(
                literal,
                format!(
                    "`{level}` is no level:{hint} write one of {}",
                    listed(LEVELS.iter().copied())
                ),
            );
            return None;
        }
    };
    Some(Ident::new(variant, Span::mixed_site()))
}

/// A duration as nanoseconds: a number and a unit.
pub(super) fn slow(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<u64> {
    let (duration, literal) = text(given, "slow = \"50ms\"", diagnostics)?;
    match nanoseconds(duration.trim()) {
        Ok(nanos) => Some(nanos),
        Err(why) => {
            diagnostics.at(literal, format!("`{duration}` is no duration: {why}; write a number and a unit (`ns`, `us`, `ms`, `s`, `m`, `h`), as in `slow = \"50ms\"`"));
            None
        }
    }
}

fn nanoseconds(duration: &str) -> Result<u64, &'static str> {
    let digits = duration
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(duration.len());
    let (number, unit) = duration.split_at(digits);
    if number.is_empty() {
        return Err("it does not begin with a number");
    }
    let unit = match unit.trim() {
        "ns" => 1.0,
        "us" | "µs" | "μs" => 1e3,
        "ms" => 1e6,
        "s" | "sec" => 1e9,
        "m" | "min" => 60e9,
        "h" => 3600e9,
        "" => return Err("it has no unit"),
        _ => return Err("its unit is unknown"),
    };
    let number: f64 = number.parse().map_err(|_| "its number is malformed")?;
    let nanos = number * unit;
    if nanos < 1.0 {
        return Err("it is nothing");
    }
    if nanos >= 9.2e18 {
        return Err("it is longer than 292 years");
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range, checked above"
    )]
    Ok(nanos.round() as u64)
}

/// The share of calls that is recorded.
pub(super) fn sample(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<f64> {
    let given = given?;
    let share = match bare(&given.value) {
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => number.base10_parse().ok(),
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => number.base10_parse().ok(),
        _ => None,
    };
    match share {
        Some(share) if share > 0.0 && share <= 1.0 => Some(share),
        _ => {
            diagnostics.span(given.value.span(), "`sample` is a share above 0 and at most 1: write `sample = 0.01` to record one call in a hundred");
            None
        }
    }
}

/// When a call returns.
pub(super) fn delivery(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Delivery {
    const DELIVERIES: &[&str] = &["buffered", "durable", "required"];
    let Some((delivery, literal)) = text(given, "delivery = \"durable\"", diagnostics) else {
        return Delivery::Buffered;
    };
    match &*delivery {
        "buffered" => Delivery::Buffered,
        "durable" => Delivery::Durable,
        "required" => Delivery::Required,
        other => {
            let hint = nearest(other, DELIVERIES.iter().copied())
                .map(|meant| format!(" did you mean `{meant}`?"))
                .unwrap_or_default();
            diagnostics.at(
                literal,
                format!(
                    "`{other}` is no delivery:{hint} write one of {}",
                    listed(DELIVERIES.iter().copied())
                ),
            );
            Delivery::Buffered
        }
    }
}
